#include "ledger/run_changes.hpp"

#include "text/json.hpp"

namespace tariff {
namespace {

std::optional<ChargeKey> key_in(const EventBody& body) {
  return std::visit(
      [](const auto& event) -> std::optional<ChargeKey> {
        if constexpr (requires { event.key; })
          return event.key;
        else
          return std::nullopt;
      },
      body);
}

std::optional<ChargeState> state_of(const LedgerState& state, const ChargeKey& key) {
  const auto found = state.charges.find(key);
  if (found == state.charges.end()) return std::nullopt;
  return found->second;
}

}  // namespace

LineValue LineChange::left() const {
  if (!after) return {};
  return after->unproven.empty() ? after->confirmed.value_or(LineValue{}) : after->unproven.back();
}

LineValue LineChange::stood() const {
  if (adopted) return *adopted;
  const LineValue last = left();
  const LineValue empty{0, last.price, last.level};
  return was_bound() ? before->confirmed.value_or(empty) : empty;
}

bool LineChange::is_change() const {
  const bool is_bound = after && after->detail;
  return was_bound() != is_bound || adopted || (is_bound && stood() != left());
}

Status RunChangesFold::take(const LedgerEntry& entry) {
  const std::string member = "\"run\":" + Json::string(out_.run.value()).text();
  return entry.text.find(member) == std::string::npos ? fold_.take(entry) : take_own(entry);
}

Status RunChangesFold::take_own(const LedgerEntry& entry) {
  const auto event = read_event(entry.text);
  if (!event || event->run != out_.run) return fold_.take(entry);
  const LedgerState& state = fold_.snapshot().state;
  const auto key = key_in(event->body);
  if (key) out_.lines.try_emplace(*key, LineChange{state_of(state, *key), {}, {}, {}});
  if (auto taken = fold_.take(entry); !taken) return taken;
  out_.is_known = true;
  if (const auto* started = std::get_if<RunStarted>(&event->body)) out_.started = *started;
  if (const auto* linked = std::get_if<LinkBound>(&event->body)) out_.links.insert(linked->account);
  out_.state = std::holds_alternative<RunEnded>(event->body) ? RunState::ended : RunState::broken_off;
  if (!key) return done();
  LineChange& line = out_.lines.at(*key);
  const auto* confirmed = std::get_if<ChargeConfirmed>(&event->body);
  const bool is_first = line.after && line.after->detail && !line.was_bound() && !line.after->confirmed;
  // An adoption is stored as bound and confirmed, so its first confirmed value is the line as it was found.
  if (confirmed != nullptr && is_first && line.adopted) line.adopted = confirmed->value;
  const auto* bound = std::get_if<ChargeBound>(&event->body);
  if (bound != nullptr && bound->adopted) line.adopted.emplace();
  line.after = state_of(state, *key);
  const auto stamp = state.stamps.find(key->agreement);
  if (stamp != state.stamps.end()) line.stamp = stamp->second;
  return done();
}

RunChanges RunChangesFold::finish(Instant now) && {
  const LedgerState& state = fold_.snapshot().state;
  const bool is_alive = state.lease && state.lease->run == out_.run && now < state.lease->ends();
  if (out_.state == RunState::broken_off && is_alive) out_.state = RunState::running;
  out_.head = fold_.snapshot().head;
  return std::move(out_);
}

}  // namespace tariff
