#pragma once

#include <functional>
#include <vector>

#include "base/result.hpp"
#include "ledger/log.hpp"
#include "ledger/state.hpp"

namespace tariff {

/// Where the events of all runs are kept; its compare-and-swap is the only lock that safety rests on.
class Ledger {
 public:
  virtual ~Ledger() = default;

  /// The folded state and the head that it stands for.
  /// Fails: refused: damaged chain, newer schema, unsafe folder; local_io; unavailable.
  virtual Result<LedgerSnapshot> read() = 0;

  /// Appends all events or none. Fails: conflict: the head has moved, nothing was written; local_io,
  /// unavailable: nothing was written; outcome_unknown: the store did not say whether it took them.
  virtual Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events) = 0;
};

/// The whole log, for people who verify, export or ask for history; no run needs it.
class LedgerLog {
 public:
  virtual ~LedgerLog() = default;

  /// Visits every entry from the first, as it is stored; the visitor checks what it wants to.
  /// Fails: as Ledger::read, and as `visit` does, which ends the visiting.
  virtual Status each_entry(const std::function<Status(const LedgerEntry&)>& visit) = 0;
};

/// What each adapter gives: the port and the log behind it.
class StoredLedger : public Ledger, public LedgerLog {};

/// What opening may do where no ledger is yet.
enum class LedgerOpening {
  existing_only,    ///< fails: not_found
  made_if_missing,  ///< only for a sandbox on loopback
};

}  // namespace tariff
