#pragma once

#include <algorithm>
#include <vector>

#include "plan/plan.hpp"

namespace tariff::plan {

/// Puts whoever gives counts before whoever takes them, so that a line that does both, and ends lower, does
/// not take before it was given. `gives(from, to)` says whether a count goes from the one move's line to the
/// other's.
template <class Gives>
void givers_first(std::vector<Move>& moves, const Gives& gives) {
  for (std::size_t next = 0; next + 1 < moves.size(); ++next) {
    const auto from = moves.begin() + static_cast<std::ptrdiff_t>(next);
    const auto is_given_to = [&](const Move& taker) {
      return std::any_of(from, moves.end(), [&](const Move& giver) {
        return giver.key != taker.key && gives(giver.key, taker.key);
      });
    };
    const auto free = std::find_if_not(from, moves.end(), is_given_to);
    if (free != moves.end()) std::rotate(from, free, free + 1);
  }
}

}  // namespace tariff::plan
