#include "apply/journal.hpp"

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
    : ledger_(ledger), snapshot_(std::move(snapshot)), run_(std::move(run)), clock_(std::move(clock)) {}

Status Journal::broken(Error error) {
  is_broken_ = true;
  return error;
}

Status Journal::read_again(const std::vector<EventBody>& bodies) {
  auto fresh = ledger_.read();
  if (!fresh) return broken(fresh.error());
  bool is_same = true;
  for (const auto& body : bodies)
    is_same = is_same && std::visit(SameWhereTouched{snapshot_.state, fresh->state}, body);
  snapshot_ = std::move(fresh).value();
  if (is_same) return done();
  return Error{ErrorKind::conflict, "Another run has worked on this since the plan was made.", "Plan again."};
}

Status Journal::append(const std::vector<EventBody>& bodies) {
  if (is_broken_)
    return Error{ErrorKind::local_io, "The ledger has failed in this run, so nothing more is written.",
                 "Mend the ledger and run apply again."};
  std::vector<Event> events;
  events.reserve(bodies.size());
  for (const auto& body : bodies) events.push_back({clock_(), run_, body});
  for (int attempt = 0; attempt < attempts_max; ++attempt) {
    auto head = ledger_.append(snapshot_.head, events);
    if (head) {
      for (const auto& event : events) apply_event(snapshot_.state, event);
      snapshot_.head = std::move(head).value();
      return done();
    }
    if (head.error().kind != ErrorKind::conflict) return broken(head.error());
    if (auto same = read_again(bodies); !same) return same;
  }
  return Error{ErrorKind::conflict, "Other runs move the ledger faster than this one can follow.",
               "Run apply again."};
}

}  // namespace tariff::apply
