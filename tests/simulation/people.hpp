#pragma once

#include "simulation/site.hpp"

namespace tariff::simulation {

/// One day of what people and the world do to an installation beside our runs, spread over its hours: edits
/// in Tigerpaw, commits to the file, devices that come and go, prices, and Tigerpaw's invoice run.
void live_one_day(Site& site, Instant midnight);

/// The ledger is empty from now on, and says that it may have been more.
void lose_ledger(Site& site);

/// Devices come and go at about a third of the customers.
void move_usage(Site& site);

}  // namespace tariff::simulation
