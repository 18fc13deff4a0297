#include "simulation/repair.hpp"

#include <algorithm>
#include <vector>

#include "app/resolve.hpp"
#include "domain/charge_lines.hpp"
#include "simulation/bounds.hpp"
#include "simulation/runner.hpp"

namespace tariff::simulation {
namespace {

void give_back(Site& site, AgreementNumber number, AccountNumber owner) {
  Observed& world = site.tigerpaw.world_now();
  Agreement& agreement = site.tigerpaw.changing(number);
  if (agreement.summary.account == owner) return;
  std::erase_if(world.agreements_of.at(agreement.summary.account).value(),
                [&](const AgreementSummary& summary) { return summary.number == number; });
  agreement.summary.account = owner;
  world.agreements_of.at(owner)->push_back(agreement.summary);
}

void mend_agreements(Site& site) {
  for (const auto& [number, owner] : site.sold) give_back(site, number, owner);
  site.sold.clear();
  for (const auto& [number, agreement] : site.tigerpaw.world().agreements)
    if (agreement->summary.end) {
      site.tigerpaw.changing(number).summary.end.reset();
      site.tigerpaw.count_charges(number);
    }
}

const ChargeKey* key_of(const LedgerState& ledger, DetailId line) {
  for (const auto& [key, charge] : ledger.charges)
    if (charge.detail == line) return &key;
  return nullptr;
}

Billing billing_of(const Site& site, AccountNumber account) {
  for (const auto& mapping : site.file->mappings)
    if (mapping.account == account) return mapping.billing;
  return Billing::observe;
}

/// Lines that nobody adopted go; a line that carries another item than we bound it with gets it back.
void mend_lines(Site& site, AgreementNumber number) {
  if (billing_of(site, site.tigerpaw.agreement(number).summary.account) == Billing::observe) return;
  auto& lines = site.tigerpaw.changing(number).lines;
  std::erase_if(lines, [&](const ChargeLine& line) { return key_of(site.book.state(), line.id) == nullptr; });
  for (auto& line : lines) line.item = key_of(site.book.state(), line.id)->item;
  site.tigerpaw.count_charges(number);
}

/// What a person says of a key that may wait for one; nothing where it does not.
std::string decision_for(const Site& site, const ChargeKey& key, const ChargeState& charge) {
  const ChargeLine* line =
      charge.detail ? line_at(site.tigerpaw.agreement(key.agreement), *charge.detail) : nullptr;
  if (line == nullptr) return charge.detail || charge.state == KeyState::held ? "absent" : "";
  const bool is_as_agreed = charge.confirmed == value_of(*line) && charge.state != KeyState::held;
  return is_as_agreed ? "" : "seen";
}

}  // namespace

void repair(Site& site) {
  mend_agreements(site);
  std::vector<AgreementNumber> agreements;
  for (const auto& [number, agreement] : site.tigerpaw.world().agreements) agreements.push_back(number);
  for (const auto number : agreements) mend_lines(site, number);
  Runner person(site, {});
  const LedgerState before = site.book.state();
  for (const auto& [key, charge] : before.charges) {
    const std::string decision = decision_for(site, key, charge);
    if (decision.empty()) continue;
    const auto done = app::resolve({address_of(key), decision, "repaired", "a person", RunId("resolve")},
                                   person, person, {site.timeline.now(), quiet_period});
    site.say([&, &key = key] {
      return "resolve " + address_of(key) + " as " + decision + ": " + (done ? *done : done.error().message);
    });
  }
  site.oracle.forgive();
}

}  // namespace tariff::simulation
