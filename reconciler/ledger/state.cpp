#include "ledger/state.hpp"

#include <algorithm>

#include "text/crypto.hpp"

namespace tariff {
namespace {

/// One overload per event; each says what the event means for the state.
class Fold {
 public:
  Fold(LedgerState& state, const Event& event) : state_(state), event_(event) {}

  void operator()(const RunStarted& body) {
    state_.last_run_started = event_;
    if (body.knows_origins) state_.origins_commit = body.commit;
    state_.licences.insert(body.licences.begin(), body.licences.end());
    if (!state_.installation) state_.installation = body.installation;
    state_.lease =
        Lease{event_.run, body.owner, event_.at, event_.at, std::chrono::seconds(body.lease_seconds)};
  }
  void operator()(const RunEnded& body) {
    if (state_.lease && state_.lease->run == event_.run) state_.lease.reset();
    // Lines that wait for a quiet period before they are created still belong to the first filling.
    state_.is_settled =
        state_.is_settled || (body.unknown == 0 && !state_.charges.empty() &&
                              std::none_of(state_.charges.begin(), state_.charges.end(),
                                           [](const auto& one) { return is_unfinished(one.second); }));
  }
  void operator()(const EpochStarted& body) {
    state_.epoch = event_.at;
    // Whoever claimed may have sent; how long ago, this log cannot say.
    for (auto& [key, charge] : state_.charges)
      if (charge.state == KeyState::claimed || charge.state == KeyState::unknown)
        move_to(key, KeyState::unknown).reason = body.reason;
    for (auto& [account, link] : state_.links)
      if (link.state != LinkStateKind::bound) link = {LinkStateKind::unknown, event_.at};
  }
  void operator()(const MappingOrigin& body) { state_.origins[body.account] = body; }
  void operator()(const AgreementStamped& body) { state_.stamps[body.agreement] = body.stamp; }
  void operator()(const Resolved&) {}

  void operator()(const TenantBound& body) {
    // The lines stay agreed while a later run still waits for consent to others.
    auto& tenant = state_.tenants[body.uid];
    auto lines = body.lines ? *body.lines : tenant.lines.value_or(std::vector<ChargeKey>{});
    tenant = body;
    tenant.lines = std::move(lines);
  }

  void operator()(const LinkClaimed& body) { link(body.account, LinkStateKind::claimed); }
  void operator()(const LinkBound& body) { link(body.account, LinkStateKind::bound); }
  void operator()(const LinkUnknown& body) { link(body.account, LinkStateKind::unknown); }
  void operator()(const LinkReleased& body) { state_.links.erase(body.account); }

  void operator()(const ChargeClaimed& body) {
    state_.charges[body.key] = ChargeState{};
    auto& charge = move_to(body.key, KeyState::claimed);
    charge.account = body.account;
  }
  void operator()(const ChargeUnknown& body) { move_to(body.key, KeyState::unknown).reason = body.reason; }
  void operator()(const ChargeBound& body) {
    auto& charge = move_to(body.key, KeyState::bound);
    charge.account = body.account;
    charge.detail = body.detail;
    charge.reason.clear();
  }
  void operator()(const ChargeIntended& body) {
    auto& charge = state_.charges[body.key];
    charge.unproven.push_back(body.value);
    charge.intended_parts.insert(charge.intended_parts.end(), body.parts.begin(), body.parts.end());
    charge.since = event_.at;
  }
  void operator()(const ChargeConfirmed& body) {
    auto& charge = move_to(body.key, KeyState::confirmed);
    const bool price_stays = charge.confirmed && charge.confirmed->price == body.value.price &&
                             charge.confirmed->level == body.value.level;
    if (body.agreed_price || !price_stays) charge.agreed_price = body.agreed_price;
    charge.confirmed = body.value;
    charge.confirmed_at = event_.at;
    charge.parts = body.parts;
    charge.unproven.clear();
    charge.intended_parts.clear();
    charge.reason.clear();
    charge.suspect.reset();
  }
  void operator()(const ChargeRefused& body) {
    // A refused create leaves nothing in flight; a refused set leaves the line as it was.
    if (body.create) {
      move_to(body.key, KeyState::refused).reason = body.reason;
    } else {
      auto& charge = state_.charges[body.key];
      charge.reason = body.reason;
      if (!charge.unproven.empty()) charge.unproven.pop_back();
      if (charge.unproven.empty()) charge.intended_parts.clear();
    }
  }
  void operator()(const ChargeHeld& body) { move_to(body.key, KeyState::held).reason = body.reason; }
  void operator()(const ChargeRetired& body) {
    auto& charge = move_to(body.key, KeyState::retired);
    if (charge.confirmed) charge.confirmed->quantity = 0;
    for (auto& part : charge.parts) {
      part.count = 0;
      if (part.purchased) part.purchased = 0;
      part.peak.reset();
    }
    charge.awaited.reset();
    charge.suspect.reset();
    charge.unproven.clear();
    charge.intended_parts.clear();
  }
  void operator()(const ChargeReleased& body) { state_.charges.erase(body.key); }
  void operator()(const InvoiceAwaited& body) {
    const auto charge = state_.charges.find(body.key);
    if (charge != state_.charges.end()) charge->second.awaited = body.stamp;
  }
  void operator()(const CountSuspected& body) {
    const auto charge = state_.charges.find(body.key);
    if (charge == state_.charges.end()) return;
    auto& suspect = charge->second.suspect;
    const std::int64_t before = suspect && body.days > 1 ? suspect->highest : 0;
    suspect.reset();
    if (body.days > 0) suspect = SuspectCount{body.days, body.day, std::max(before, body.quantity)};
  }

 private:
  ChargeState& move_to(const ChargeKey& key, KeyState state) {
    auto& charge = state_.charges[key];
    charge.state = state;
    charge.since = event_.at;
    charge.run = event_.run;
    return charge;
  }
  void link(AccountNumber account, LinkStateKind kind) { state_.links[account] = {kind, event_.at}; }

  LedgerState& state_;
  const Event& event_;
};

}  // namespace

std::string_view key_state_name(KeyState state) {
  switch (state) {
    case KeyState::claimed:
      return "claimed";
    case KeyState::unknown:
      return "unknown";
    case KeyState::bound:
      return "bound";
    case KeyState::confirmed:
      return "confirmed";
    case KeyState::held:
      return "held";
    case KeyState::refused:
      return "refused";
    case KeyState::retired:
      return "retired";
  }
  return "";
}

bool is_unfinished(const ChargeState& charge) {
  return charge.state == KeyState::claimed || charge.state == KeyState::unknown ||
         charge.state == KeyState::bound || !charge.unproven.empty();
}

bool list_proves_set(const ChargeState& charge, Instant intended, std::chrono::seconds quiet_period) {
  return !charge.confirmed || intended >= charge.confirmed_at + quiet_period;
}

void apply_event(LedgerState& state, const Event& event) {
  if (state.lease && state.lease->run == event.run) state.lease->last_seen = event.at;
  std::visit(Fold(state, event), event.body);
}

LedgerState fold(const std::vector<Event>& events) {
  LedgerState state;
  for (const auto& event : events) apply_event(state, event);
  return state;
}

LedgerHead empty_head() { return {0, std::string(64, '0')}; }

LedgerHead next_head(const LedgerHead& head, std::string_view event_text) {
  return {head.sequence + 1, sha256_hex(head.hash + "\n" + std::string(event_text))};
}

}  // namespace tariff
