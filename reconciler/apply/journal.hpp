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
  /// Where another run has moved the head, the log is read again: if what these events touch is as this run
  /// knew it, they are appended to the new head; else nothing is written. Fails: conflict: another run
  /// touched the same; local_io, unavailable, outcome_unknown, refused: the ledger failed, and from then on
  /// `is_broken()` and every later append fails alike.
  Status append(const std::vector<EventBody>& bodies);

  /// True after a failed append: no write may go out any more.
  bool is_broken() const { return is_broken_; }
  const LedgerState& state() const { return snapshot_.state; }
  const LedgerHead& head() const { return snapshot_.head; }
  Instant now() const { return clock_(); }

 private:
  Status read_again(const std::vector<EventBody>& bodies);
  Status broken(Error error);

  Ledger& ledger_;
  LedgerSnapshot snapshot_;
  RunId run_;
  std::function<Instant()> clock_;
  bool is_broken_ = false;
};

}  // namespace tariff::apply
