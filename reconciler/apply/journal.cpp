#include "apply/journal.hpp"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <variant>

namespace tariff::apply {
namespace {

constexpr int attempts_max = 5;

/// True where both states say the same of what an event touches.
struct SameWhereTouched {
  const LedgerState& left;
  const LedgerState& right;

  template <class Body>
  bool operator()(const Body& body) const {
    if constexpr (requires { body.key; }) {
      return at(left.charges, body.key) == at(right.charges, body.key);
    } else if constexpr (std::is_same_v<Body, TenantBound>) {
      return at(left.tenants, body.uid) == at(right.tenants, body.uid);
    } else if constexpr (requires { body.account; }) {
      return at(left.links, body.account) == at(right.links, body.account);
    } else {
      return true;
    }
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
      stored_(std::move(snapshot)),
      run_(std::move(run)),
      clock_(std::move(clock)) {}

Status Journal::broken(Error error) {
  is_broken_ = true;
  return error;
}

/// An event may only follow what this run knew when it decided: whatever else moved the head, the keys that
/// it names must be as they were.
bool Journal::untouched_by_others(const std::vector<EventBody>& bodies) const {
  return std::all_of(bodies.begin(), bodies.end(), [&](const EventBody& body) {
    return std::visit(SameWhereTouched{known_, stored_.state}, body);
  });
}

Status Journal::append(const std::vector<EventBody>& bodies) {
  if (is_broken_)
    return Error{ErrorKind::local_io, "The ledger has failed in this run, so nothing more is written.",
                 "Mend the ledger and run apply again."};
  std::vector<Event> events;
  events.reserve(bodies.size());
  for (const auto& body : bodies) events.push_back({clock_(), run_, body});
  for (int attempt = 0; attempt < attempts_max; ++attempt) {
    if (!untouched_by_others(bodies))
      return Error{ErrorKind::conflict, "Another run has worked on this since the plan was made.",
                   "Plan again."};
    auto head = ledger_.append(stored_.head, events);
    if (head) {
      for (const auto& event : events) {
        apply_event(known_, event);
        apply_event(stored_.state, event);
      }
      stored_.head = std::move(head).value();
      return done();
    }
    if (head.error().kind != ErrorKind::conflict) return broken(head.error());
    auto fresh = ledger_.read();
    if (!fresh) return broken(fresh.error());
    stored_ = std::move(fresh).value();
  }
  return Error{ErrorKind::conflict, "Other runs move the ledger faster than this one can follow.",
               "Run apply again."};
}

}  // namespace tariff::apply
