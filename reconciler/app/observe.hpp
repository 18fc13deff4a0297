#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "domain/desired.hpp"
#include "domain/observed.hpp"
#include "ledger/state.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/usage_source.hpp"

namespace tariff::app {

/// How far the reading is. Called from the reading threads, one at a time.
struct ReadProgress {
  std::size_t tenants_done = 0;
  std::size_t tenants_total = 0;
  std::size_t tigerpaw_done = 0;
  std::size_t tigerpaw_total = 0;
};

struct ObserveSettings {
  Instant now;
  std::string time_zone;
  std::function<void(const ReadProgress&)> on_progress;  ///< may be empty
  bool unmapped_usage = false;                           ///< what unmapped virtual servers use, too
};

/// The day that it is in Tigerpaw's time zone. Fails: invalid: no such zone is known here.
Result<Day> day_in_tigerpaw(Instant now, const std::string& time_zone);

/// Reads what the file names, from both services at the same time, each thing once.
///
/// Cost: Kaspersky: one list, then each mapped tenant that is billed or observed (with `unmapped_usage` every
/// enabled one). Tigerpaw: the master tables
/// and the accounts once, each item once, three requests a mapping (one where it is off, unless the ledger
/// has lost its past or does not know what became of a create), one more for each other active agreement with
/// charges and each agreement on which the ledger binds a line. Fails: whatever a whole source failed with;
/// what one mapping needs and could not be read stands in Observed.
Result<Observed> observe(UsageSource& kaspersky, TigerpawReader& tigerpaw, const Desired& desired,
                         const LedgerState* ledger, const ObserveSettings& settings);

}  // namespace tariff::app
