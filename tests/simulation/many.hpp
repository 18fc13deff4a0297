#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulation/figures.hpp"

namespace tariff::simulation {

/// So many seeds, the first of them, and how many histories are lived at once.
struct Seeds {
  std::uint64_t first = 1;
  std::uint64_t count = 1;
  unsigned jobs = 1;
};

struct Broken {
  std::uint64_t seed = 0;
  std::string violation;  ///< the first of its history
};

struct Lived {
  Figures figures;
  std::vector<Broken> broken;  ///< ascending by seed
};

/// Lives the histories of many seeds; each is the same whatever lives beside it.
Lived live_all(const Seeds& seeds);

/// How a violated seed is lived again, with the last things that happened in it.
std::string report_of(const Broken& broken);

}  // namespace tariff::simulation
