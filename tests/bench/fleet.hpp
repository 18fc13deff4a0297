#pragma once

#include <cstddef>

#include "check/all.hpp"
#include "domain/desired.hpp"
#include "domain/observed.hpp"
#include "ledger/state.hpp"
#include "plan/build.hpp"

namespace tariff::bench {

/// Many healthy customers, each using three products that have an item of their own.
struct Fleet {
  Desired desired;
  Observed observed;
  LedgerState ledger;
};

/// What stands in Tigerpaw before the plan.
enum class Before {
  nothing,  ///< the first run: three creates a customer
  settled,  ///< every line stands as wanted: nothing to do
};

Fleet a_fleet(std::size_t customers, Before before);

/// Checks and plans, as `tariff plan` does behind the two services.
plan::Plan plan_of(const Fleet& fleet);

}  // namespace tariff::bench
