#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/state.hpp"

namespace tariff {

/// Where the events of all runs are kept; its compare-and-swap is the only lock that safety rests on.
class Ledger {
 public:
  virtual ~Ledger() = default;

  /// The folded state and the head that it stands for.
  /// Fails: refused: damaged chain, newer schema, unsafe folder; local_io; unavailable.
  virtual Result<LedgerSnapshot> read() = 0;

  /// Appends all events or none. Fails: conflict: the head has moved, nothing was written; local_io;
  /// outcome_unknown: the store did not say whether it took them.
  virtual Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events) = 0;
};

}  // namespace tariff
