#include "simulation/run_facts.hpp"

#include <variant>

#include "plan/consent.hpp"

namespace tariff::simulation {
namespace {

/// Notes the values that an action may leave on each line.
struct Allowing {
  RunFacts& facts;
  AccountNumber account;

  void operator()(const plan::LinkAccount&) { facts.links.insert(account); }
  void operator()(const plan::CreateCharge& create) {
    facts.creates.insert(create.key);
    may_hold(create.key, create.to);
  }
  void operator()(const plan::UpdateCharge& update) { may_hold(update.key, update.to); }
  void operator()(const plan::RetireCharge& retire) {
    may_hold(retire.key, {0, retire.from.price, retire.from.level});
  }
  void operator()(const plan::ReplaceCharges& replace) {
    for (const auto& move : replace.moves) {
      if (move.kind == plan::MoveKind::create) facts.creates.insert(move.key);
      may_hold(move.key, move.to);
    }
  }
  void operator()(const plan::AdoptCharge&) {}
  void operator()(const plan::ReleaseCharge&) {}
  void operator()(const plan::ObserveCharge&) {}

  void may_hold(const ChargeKey& key, const LineValue& value) {
    facts.accounts[key] = account;
    facts.values[key].push_back(value);
  }
};

struct Acknowledging {
  RunFacts& facts;

  void operator()(const ChargeClaimed& claimed) { facts.claims.insert(claimed.key); }
  void operator()(const LinkClaimed& claimed) { facts.link_claims.insert(claimed.account); }
  void operator()(const ChargeIntended& intended) {
    facts.intents.insert_or_assign(intended.key, intended.value);
  }
  template <class Body>
  void operator()(const Body&) {}
};

}  // namespace

void allow(RunFacts& facts, const plan::Plan& plan, const plan::Consent& consent) {
  const plan::Consent granted = plan::with_policy(plan, consent);
  for (const auto& row : plan.rows)
    if (const auto part = plan::consented(row, granted); part.action)
      std::visit(Allowing{facts, row.account}, *part.action);
}

void listed(RunFacts& facts, const Agreement& agreement) {
  const AgreementNumber number = agreement.summary.number;
  facts.seen.insert_or_assign(number, agreement);
  const BillingStamp stamp{agreement.last_billed, agreement.next_period};
  for (auto at = facts.stamps.begin(); at != facts.stamps.end();) {
    if (at->first.agreement != number) {
      ++at;
      continue;
    }
    if (at->second != stamp) facts.invoiced_meanwhile.insert(at->first);
    at = facts.stamps.erase(at);
  }
}

void acknowledge(RunFacts& facts, const std::vector<Event>& events) {
  for (const auto& event : events) std::visit(Acknowledging{facts}, event.body);
}

}  // namespace tariff::simulation
