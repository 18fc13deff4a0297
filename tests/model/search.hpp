#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <vector>

#include "model/moves.hpp"
#include "model/promises.hpp"

namespace tariff::test::model {

/// What a search found. Shape: `broken` is the first promise that does not hold, by the shortest way there,
/// which `trace` tells in one line a move; `depth_moves` is that way's length, else that of the longest
/// shortest way.
struct Finding {
  std::optional<Promise> broken;
  std::vector<std::string> trace;
  std::size_t states = 0;
  std::size_t depth_moves = 0;
  bool is_exhaustive = false;  ///< every state was looked at, and none was too small for what happened in it
  std::bitset<deed_count> deeds;  ///< whatever happened anywhere
};

/// Breadth-first over every interleaving of the variant.
Finding search(const Variant& variant, const std::vector<Promise>& promises, std::size_t runs = runs_max);

}  // namespace tariff::test::model
