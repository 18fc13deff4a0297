#pragma once

#include <map>
#include <optional>
#include <set>

#include "ledger/history.hpp"

namespace tariff {

/// What one run left of one key.
///
/// Shape: `before` and `after` are the key's state at the run's first and behind its last event on it,
/// nullopt where the ledger knew nothing of it. `adopted` is what the line held when the run adopted it.
/// `stamp` is the agreement's as the ledger knew it then.
struct LineChange {
  std::optional<ChargeState> before;
  std::optional<ChargeState> after;
  std::optional<LineValue> adopted;
  std::optional<BillingStamp> stamp;

  bool was_bound() const { return before && before->detail; }
  /// What the run left: the last value that it sent, else what was confirmed, else an empty line.
  LineValue left() const;
  /// What stood before the run: a line that it made stood at 0.
  LineValue stood() const;
  /// True where the run made, took, changed or let go of a line.
  bool is_change() const;
};

/// All that one run changed in the ledger. Shape: without any event of it `is_known` is false.
struct RunChanges {
  RunId run;
  bool is_known = false;
  RunState state = RunState::ended;
  std::optional<RunStarted> started;
  std::map<ChargeKey, LineChange> lines;
  std::set<AccountNumber> links;
  LedgerHead head;  ///< of the log that says so
};

/// Follows a log entry by entry and keeps what one run did.
class RunChangesFold {
 public:
  explicit RunChangesFold(RunId run) : fold_({LedgerId(), {}, empty_head(), ""}) {
    out_.run = std::move(run);
  }

  /// Fails: as LogFold::take.
  Status take(const LedgerEntry& entry);
  /// `now` decides whether the run is still alive.
  RunChanges finish(Instant now) &&;

 private:
  Status take_own(const LedgerEntry& entry);

  LogFold fold_;
  RunChanges out_;
};

}  // namespace tariff
