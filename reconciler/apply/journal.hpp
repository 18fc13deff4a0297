#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/state.hpp"
#include "ports/ledger.hpp"

namespace tariff::apply {

/// This run's view of the ledger: the folded state, its head, and the one way to add to it.
class Journal {
 public:
  /// Requires: `ledger` outlives the journal.
  Journal(Ledger& ledger, LedgerSnapshot snapshot, RunId run, std::function<Instant()> clock);

  /// Appends events that touch the keys and accounts that they name.
  ///
  /// Where another run has moved the head, the log is read again, and the events go behind the new head. They
  /// are never written where another run has touched the same since the snapshot that the plan stands on,
  /// however the head moved on meanwhile. Fails: conflict: another run touched the same; local_io,
  /// unavailable, outcome_unknown, refused: the ledger failed, and from then on `is_broken()` and every later
  /// append fails alike.
  Status append(const std::vector<EventBody>& bodies);

  /// True after a failed append: no write may go out any more.
  bool is_broken() const { return is_broken_; }
  /// What this run knows: the snapshot of its plan and its own events.
  const LedgerState& state() const { return known_; }
  const LedgerHead& head() const { return stored_.head; }
  Instant now() const { return clock_(); }

 private:
  bool untouched_by_others(const std::vector<EventBody>& bodies) const;
  Status broken(Error error);

  Ledger& ledger_;
  LedgerState known_;
  LedgerSnapshot stored_;  ///< the log as it was last read, other runs' events among it
  RunId run_;
  std::function<Instant()> clock_;
  bool is_broken_ = false;
};

}  // namespace tariff::apply
