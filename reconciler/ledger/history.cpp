#include "ledger/history.hpp"

#include <algorithm>

namespace tariff {

/// Writes one event into the history of its run. Requires: the state is that before the event.
class HistoryFold::Recorder {
 public:
  Recorder(const HistoryWish& wish, const LedgerState& before, const Event& event, Open& open)
      : wish_(wish), before_(before), event_(event), open_(open), run_(open.history) {}

  void operator()(const RunStarted& body) { run_.started = body; }
  void operator()(const RunEnded& body) {
    run_.counts = body;
    run_.ended_at = event_.at;
  }
  void operator()(const EpochStarted& body) { run_.epoch = body.reason; }
  void operator()(const MappingOrigin&) {}
  void operator()(const Resolved& body) {
    run_.decision = body;
    run_.ended_at = event_.at;
  }
  void operator()(const TenantBound& body) {
    if (is_wanted(body.account)) run_.tenants.push_back(body);
  }
  void operator()(const AgreementStamped& body) {
    const auto known = before_.stamps.find(body.agreement);
    if (known == before_.stamps.end() || known->second == body.stamp) return;
    const AccountNumber account = account_at(body.agreement);
    if (is_wanted(account)) run_.invoices.push_back({body.agreement, account, known->second, body.stamp});
  }

  void operator()(const LinkClaimed& body) {
    link(body.account, DeedEnd::unknown, "it was claimed, and no outcome is recorded");
  }
  void operator()(const LinkBound& body) { link(body.account, DeedEnd::confirmed, ""); }
  void operator()(const LinkUnknown& body) { link(body.account, DeedEnd::unknown, body.reason); }
  void operator()(const LinkReleased& body) { link(body.account, DeedEnd::refused, body.reason); }

  void operator()(const ChargeClaimed& body) {
    ends(body.key, DeedEnd::unknown, "it was claimed, and no outcome is recorded",
         [](Deed& deed) { deed.kind = DeedKind::created; });
  }
  void operator()(const ChargeUnknown& body) { ends(body.key, DeedEnd::unknown, body.reason); }
  void operator()(const ChargeRefused& body) { ends(body.key, DeedEnd::refused, body.reason); }
  void operator()(const ChargeHeld& body) { ends(body.key, DeedEnd::held, body.reason); }
  void operator()(const ChargeBound& body) {
    ends(body.key, DeedEnd::confirmed, "", [&](Deed& deed) {
      deed.kind = body.adopted ? DeedKind::adopted : DeedKind::created;
      deed.detail = body.detail;
    });
  }
  void operator()(const ChargeIntended& body) {
    ends(body.key, DeedEnd::unknown, "it was sent, and no outcome is recorded", [&](Deed& deed) {
      if (deed.kind == DeedKind::seen) deed.kind = DeedKind::set;
      deed.to = body.value;
    });
  }
  void operator()(const ChargeConfirmed& body) {
    ends(body.key, DeedEnd::confirmed, "", [&](Deed& deed) { deed.to = body.value; });
  }
  void operator()(const ChargeRetired& body) {
    ends(body.key, DeedEnd::confirmed, "", [](Deed& deed) {
      deed.kind = DeedKind::retired;
      if (deed.to) deed.to->quantity = 0;
    });
  }
  void operator()(const ChargeReleased& body) {
    ends(body.key, DeedEnd::confirmed, body.reason, [](Deed& deed) {
      deed.kind = DeedKind::released;
      deed.to.reset();
    });
  }
  void operator()(const InvoiceAwaited& body) {
    if (body.stamp) waits(body.key, "it ends once its agreement has been invoiced");
  }
  void operator()(const CountSuspected& body) {
    if (body.days > 0)
      waits(body.key, "the count fell suspiciously to " + std::to_string(body.quantity) + ", seen on " +
                          std::to_string(body.days) + (body.days == 1 ? " day" : " days"));
  }

 private:
  /// What waits says nothing of a line that the run has written to.
  void waits(const ChargeKey& key, const std::string& reason) {
    if (!open_.index.contains(key)) ends(key, DeedEnd::held, reason);
  }
  bool is_wanted(AccountNumber account) const { return !wish_.account || *wish_.account == account; }

  AccountNumber account_at(AgreementNumber agreement) const {
    const auto found = before_.charges.lower_bound({agreement, ItemId("")});
    const bool is_there = found != before_.charges.end() && found->first.agreement == agreement;
    return is_there ? found->second.account : AccountNumber{};
  }

  /// The account of a key: as the event says it, else as the ledger knows it.
  AccountNumber account_of(const ChargeKey& key) const {
    if (const auto* claimed = std::get_if<ChargeClaimed>(&event_.body)) return claimed->account;
    if (const auto* bound = std::get_if<ChargeBound>(&event_.body)) return bound->account;
    const auto known = before_.charges.find(key);
    return known == before_.charges.end() ? AccountNumber{} : known->second.account;
  }

  Deed first_deed(const ChargeKey& key, AccountNumber account) const {
    Deed deed{address_of(key), account, key, DeedKind::seen, DeedEnd::confirmed, {}, {}, {}, "", event_.at};
    const auto known = before_.charges.find(key);
    if (known == before_.charges.end() || !known->second.detail) return deed;
    deed.from = known->second.confirmed;
    deed.detail = known->second.detail;
    return deed;
  }

  template <class Change>
  void ends(const ChargeKey& key, DeedEnd end, const std::string& reason, const Change& change) {
    auto found = open_.index.find(key);
    if (found == open_.index.end()) {
      const AccountNumber account = account_of(key);
      if (!is_wanted(account)) return;
      found = open_.index.emplace(key, run_.deeds.size()).first;
      run_.deeds.push_back(first_deed(key, account));
    }
    Deed& deed = run_.deeds[found->second];
    deed.end = end;
    deed.reason = reason;
    deed.at = event_.at;
    change(deed);
  }
  void ends(const ChargeKey& key, DeedEnd end, const std::string& reason) {
    ends(key, end, reason, [](Deed&) {});
  }

  void link(AccountNumber account, DeedEnd end, const std::string& reason) {
    if (!is_wanted(account)) return;
    const std::string address = address_of_link(account);
    auto found = std::find_if(run_.deeds.begin(), run_.deeds.end(),
                              [&](const Deed& deed) { return deed.address == address; });
    if (found == run_.deeds.end())
      found = run_.deeds.insert(
          found, Deed{address, account, {}, DeedKind::linked, end, {}, {}, {}, reason, event_.at});
    found->end = end;
    found->reason = reason;
    found->at = event_.at;
  }

  const HistoryWish& wish_;
  const LedgerState& before_;
  const Event& event_;
  Open& open_;
  RunHistory& run_;
};

std::string_view deed_kind_name(DeedKind kind) {
  switch (kind) {
    case DeedKind::seen:
      return "seen";
    case DeedKind::created:
      return "created";
    case DeedKind::set:
      return "set";
    case DeedKind::retired:
      return "retired";
    case DeedKind::adopted:
      return "adopted";
    case DeedKind::released:
      return "released";
    case DeedKind::linked:
      return "linked";
  }
  return "";
}

std::string_view deed_end_name(DeedEnd end) {
  switch (end) {
    case DeedEnd::confirmed:
      return "confirmed";
    case DeedEnd::refused:
      return "refused";
    case DeedEnd::unknown:
      return "unknown";
    case DeedEnd::held:
      return "held";
  }
  return "";
}

std::string_view run_state_name(RunState state) {
  switch (state) {
    case RunState::ended:
      return "ended";
    case RunState::running:
      return "running";
    case RunState::broken_off:
      return "broken off";
  }
  return "";
}

Status HistoryFold::take(const LedgerEntry& entry) {
  const LedgerHead head = next_head(head_, entry.text);
  if (head != LedgerHead{entry.sequence, entry.hash})
    return ledger_damage(head.sequence, "the entry is missing, or its hash does not fit.");
  const auto event = read_event(entry.text);
  if (!event) return event.error();
  if (!wish_.since || event->at >= *wish_.since) record(*event);
  apply_event(state_, *event);
  head_ = head;
  return done();
}

HistoryFold::Open& HistoryFold::run_of(const Event& event) {
  const auto found = std::find_if(runs_.rbegin(), runs_.rend(),
                                  [&](const Open& open) { return open.history.run == event.run; });
  if (found != runs_.rend()) return *found;
  Open& open = runs_.emplace_back();
  open.history.run = event.run;
  open.history.at = event.at;
  // A run that was under way when the asked time began has said before who it is.
  if (state_.last_run_started && state_.last_run_started->run == event.run)
    open.history.started = std::get<RunStarted>(state_.last_run_started->body);
  return open;
}

void HistoryFold::record(const Event& event) {
  Open& open = run_of(event);
  std::visit(Recorder(wish_, state_, event, open), event.body);
  if (std::holds_alternative<RunEnded>(event.body)) open.index.clear();
  forget_oldest();
}

void HistoryFold::forget_oldest() {
  // The newest may be a run of which nothing is to be shown, so one more is kept until it ends.
  if (wish_.runs_max == 0 || runs_.size() <= wish_.runs_max + 1) return;
  const RunId newest = runs_.back().history.run;
  std::erase_if(runs_,
                [&](const Open& open) { return open.history.run != newest && !is_shown(open.history); });
  if (runs_.size() <= wish_.runs_max + 1) return;
  ++left_out_;
  runs_.pop_front();
}

bool HistoryFold::is_shown(const RunHistory& run) const {
  return !wish_.account || !run.deeds.empty() || !run.invoices.empty() || !run.tenants.empty();
}

HistoryFold::Found HistoryFold::finish(Instant now) && {
  Found out;
  out.head = head_;
  for (auto open = runs_.rbegin(); open != runs_.rend(); ++open) {
    RunHistory& run = open->history;
    if (!is_shown(run)) continue;
    const bool is_alive =
        state_.lease && state_.lease->run == run.run && now < state_.lease->ends() && run.started;
    run.state = run.ended_at || !run.started ? RunState::ended
                : is_alive                   ? RunState::running
                                             : RunState::broken_off;
    out.runs.push_back(std::move(run));
  }
  out.left_out = left_out_;
  while (wish_.runs_max > 0 && out.runs.size() > wish_.runs_max) {
    out.runs.pop_back();
    ++out.left_out;
  }
  return out;
}

}  // namespace tariff
