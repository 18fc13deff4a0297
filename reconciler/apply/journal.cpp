#include "apply/journal.hpp"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <variant>

#include "base/guard.hpp"

namespace tariff::apply {
namespace {

constexpr int attempts_max = 5;

/// True where both states say the same of what an event touches: for a charge all of its account's, since
/// counts move between them.
struct SameWhereTouched {
  const LedgerState& left;
  const LedgerState& right;

  template <class Body>
  bool operator()(const Body& body) const {
    if constexpr (requires { body.key; }) {
      return same_charges(account_of(body));
    } else if constexpr (std::is_same_v<Body, AgreementStamped>) {
      return at(left.stamps, body.agreement) == at(right.stamps, body.agreement);
    } else if constexpr (std::is_same_v<Body, TenantBound>) {
      return at(left.tenants, body.uid) == at(right.tenants, body.uid);
    } else if constexpr (std::is_same_v<Body, MappingOrigin>) {
      return true;  // for people; nothing is decided by it
    } else if constexpr (requires { body.account; }) {
      return at(left.links, body.account) == at(right.links, body.account);
    } else {
      return true;
    }
  }

 private:
  template <class Body>
  AccountNumber account_of(const Body& body) const {
    if constexpr (requires { body.account; }) return body.account;
    const auto known = left.charges.find(body.key);
    return known == left.charges.end() ? AccountNumber{} : known->second.account;
  }

  bool same_charges(AccountNumber account) const {
    const auto of_account = [account](const auto& entry) { return entry.second.account == account; };
    const auto next = [&](auto from, auto end) { return std::find_if(from, end, of_account); };
    auto l = next(left.charges.begin(), left.charges.end());
    auto r = next(right.charges.begin(), right.charges.end());
    while (l != left.charges.end() && r != right.charges.end()) {
      if (*l != *r) return false;
      l = next(std::next(l), left.charges.end());
      r = next(std::next(r), right.charges.end());
    }
    return l == left.charges.end() && r == right.charges.end();
  }

  template <class Map, class Key>
  static std::optional<typename Map::mapped_type> at(const Map& map, const Key& key) {
    const auto found = map.find(key);
    if (found == map.end()) return std::nullopt;
    return found->second;
  }
};

}  // namespace

Journal::Journal(Ledger& ledger, LedgerSnapshot snapshot, RunId run, std::function<Instant()> clock)
    : ledger_(ledger),
      known_(snapshot.state),
      recorded_(snapshot.state),
      stored_(std::move(snapshot)),
      run_(std::move(run)),
      clock_(std::move(clock)) {}

Status Journal::broken(Error error) {
  if (is_on(Guard::ledger_failed)) broken_ = error;
  return error;
}

Event Journal::event_of(EventBody body) const { return {clock_(), run_, std::move(body)}; }

/// An event may only follow what this run knew when it decided: whatever else moved the head, the keys that
/// it names must be as they were.
bool Journal::is_untouched(const EventBody& body) const {
  return !others_moved_ || !is_on(Guard::other_run_on_account) ||
         std::visit(SameWhereTouched{recorded_, stored_.state}, body);
}

void Journal::note(EventBody body) {
  notes_.push_back(event_of(std::move(body)));
  apply_event(known_, notes_.back());
}

/// What another run has recorded of a key since is newer than what we noted of it.
void Journal::drop_overtaken_notes() {
  std::erase_if(notes_, [this](const Event& event) { return !is_untouched(event.body); });
}

void Journal::take(const std::vector<Event>& events, LedgerHead head) {
  for (const auto& event : events) {
    apply_event(recorded_, event);
    apply_event(stored_.state, event);
  }
  // What was noted is in `known_` already; only what is new moves it.
  for (std::size_t i = notes_.size(); i < events.size(); ++i) apply_event(known_, events[i]);
  notes_.clear();
  stored_.head = std::move(head);
}

/// Others only ever add to the log. What went back, or began a new epoch meanwhile, may lack claims that this
/// run has never seen.
bool Journal::is_replaced_by(const LedgerSnapshot& fresh) const {
  return !fresh.discontinuity.empty() || fresh.head.sequence < stored_.head.sequence ||
         fresh.state.epoch != recorded_.epoch;
}

Status Journal::start(const std::vector<EventBody>& bodies) {
  const bool begins_epoch = std::any_of(bodies.begin(), bodies.end(), [](const EventBody& body) {
    return std::holds_alternative<EpochStarted>(body);
  });
  return store(bodies, [&]() -> Status {
    // The reason for an epoch was true of the ledger that the plan was made from.
    if (begins_epoch && others_moved_)
      return Error{ErrorKind::conflict, "Another run has begun since the plan was made.", "Plan again."};
    return check_lease(stored_.state, clock_());
  });
}

Status Journal::append(const std::vector<EventBody>& bodies) {
  return store(bodies, [&]() -> Status {
    const bool is_free =
        std::all_of(bodies.begin(), bodies.end(), [this](const auto& body) { return is_untouched(body); });
    if (is_free) return done();
    return Error{ErrorKind::conflict, "Another run has worked on this since the plan was made.",
                 "Plan again."};
  });
}

Status Journal::store(const std::vector<EventBody>& bodies, const MayFollow& may_follow) {
  if (broken_) return *broken_;
  for (int attempt = 0; attempt < attempts_max; ++attempt) {
    if (auto may = may_follow(); !may) return may;
    drop_overtaken_notes();
    std::vector<Event> events = notes_;
    for (const auto& body : bodies) events.push_back(event_of(body));
    if (events.empty()) return done();
    auto head = ledger_.append(stored_.head, events);
    if (head) {
      take(events, std::move(head).value());
      return done();
    }
    if (head.error().kind != ErrorKind::conflict) return broken(head.error());
    auto fresh = ledger_.read();
    if (!fresh) return broken(fresh.error());
    if (is_replaced_by(*fresh))
      return broken(
          Error{ErrorKind::refused,
                "The ledger is not the one any more that this run began with: an older one stands in "
                "its place.",
                "Nothing more is written; run apply again."});
    stored_ = std::move(fresh).value();
    others_moved_ = true;
  }
  return Error{ErrorKind::conflict, "Other runs move the ledger faster than this one can follow.",
               "Run apply again."};
}

}  // namespace tariff::apply
