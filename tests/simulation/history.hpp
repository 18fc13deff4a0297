#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulation/figures.hpp"

namespace tariff::simulation {

/// What one seed came to. Shape: `violations` are sentences, empty where every promise held; `trace` is empty
/// where it was not kept.
struct Verdict {
  std::vector<std::string> violations;
  std::vector<std::string> trace;
};

enum class Keep { nothing, trace };

/// Lives the history of one seed from its first run to its rest and adds to `figures` what happened.
Verdict live(std::uint64_t seed, Figures& figures, Keep keep = Keep::nothing);

}  // namespace tariff::simulation
