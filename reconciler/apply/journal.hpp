#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "ledger/state.hpp"
#include "ports/ledger.hpp"

namespace tariff::apply {

/// This run's view of the ledger: the folded state, its head, and the one way to add to it.
///
/// What must be durable before a write goes out is appended; what a read-back has proven is noted and goes
/// with the next append, since a run that dies before it only makes the next one prove it again. That is one
/// append for each update and two for each create.
class Journal {
 public:
  /// Requires: `ledger` outlives the journal.
  Journal(Ledger& ledger, LedgerSnapshot snapshot, RunId run, std::function<Instant()> clock);

  /// The first append of a run; takes the lease. Fails: locked: another run is alive; conflict: an epoch
  /// would begin in a ledger that another run has moved meanwhile; as append.
  Status start(const std::vector<EventBody>& bodies);

  /// Appends what was noted, and then events that touch the keys and accounts that they name.
  ///
  /// Where another run has moved the head, the log is read again, and the events go behind the new head. They
  /// are never written where another run has touched the same account's charges since the snapshot that the
  /// plan stands on, however the head moved on meanwhile. Fails: conflict: another run touched the same;
  /// refused: the ledger is not the one any more that this run began with; local_io, unavailable,
  /// outcome_unknown, refused: the ledger failed. From all but the first on `is_broken()`, and every later
  /// append fails alike.
  Status append(const std::vector<EventBody>& bodies);
  /// Known to this run from now on, and stored with its next append.
  void note(EventBody body);

  /// True after a failed append: no write may go out any more.
  bool is_broken() const { return broken_.has_value(); }
  /// What this run knows: the snapshot of its plan and its own events.
  const LedgerState& state() const { return known_; }
  const LedgerHead& head() const { return stored_.head; }
  Instant now() const { return clock_(); }

 private:
  using MayFollow = std::function<Status()>;
  Status store(const std::vector<EventBody>& bodies, const MayFollow& may_follow);
  bool is_untouched(const EventBody& body) const;
  bool is_replaced_by(const LedgerSnapshot& fresh) const;
  void drop_overtaken_notes();
  void take(const std::vector<Event>& events, LedgerHead head);
  Event event_of(EventBody body) const;
  Status broken(Error error);

  Ledger& ledger_;
  LedgerState known_;      ///< with what is only noted
  LedgerState recorded_;   ///< without it
  LedgerSnapshot stored_;  ///< the log as it was last read, other runs' events among it
  std::vector<Event> notes_;
  RunId run_;
  std::function<Instant()> clock_;
  bool others_moved_ = false;    ///< the log was read again, so it may hold what this run does not know
  std::optional<Error> broken_;  ///< why no write may go out any more
};

}  // namespace tariff::apply
