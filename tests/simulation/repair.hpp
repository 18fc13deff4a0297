#pragma once

#include "simulation/site.hpp"

namespace tariff::simulation {

/// People do what the held rows ask of them: in Tigerpaw they take back what they did to agreements and items
/// and remove lines that nobody adopted; with `tariff resolve` they accept what stands or what is gone.
/// Called as an actor of the timeline.
void repair(Site& site);

}  // namespace tariff::simulation
