#include "app/ready_index.hpp"

namespace tariff::app {

ReadyIndex::ReadyIndex(const ReadySources& sources) : sources_(sources) {
  add_mappings();
  for (const auto& row : sources.plan.rows) accounts_[row.account].rows.push_back(&row);
  for (const auto& entry : sources.plan.set_aside) accounts_[entry.account].set_aside.push_back(&entry);
  for (const auto& problem : sources.plan.problems) {
    if (problem.severity != Severity::error || problem.mapping < 0) continue;
    const auto index = static_cast<std::size_t>(problem.mapping);
    accounts_[sources.desired.mappings[index].account].errors.push_back(&problem);
  }
  add_names();
}

void ReadyIndex::add_mappings() {
  for (const auto& mapping : sources_.desired.mappings) {
    if (mapping.is_dormant) continue;
    auto& facts = accounts_[mapping.account];
    if (facts.mappings.empty()) facts.tenant = mapping.tenant;
    facts.mappings.push_back(&mapping);
  }
}

void ReadyIndex::add_names() {
  if (sources_.ledger != nullptr)
    for (const auto& [uid, tenant] : sources_.ledger->tenants)
      if (auto& facts = accounts_[tenant.account]; facts.tenant.empty()) facts.tenant = tenant.name;
  for (const auto& summary : sources_.observed.account_list)
    if (const auto found = accounts_.find(summary.number); found != accounts_.end())
      found->second.name = summary.name;
}

const AccountFacts& ReadyIndex::of(AccountNumber account) const {
  const auto found = accounts_.find(account);
  return found == accounts_.end() ? nothing_ : found->second;
}

std::vector<std::pair<const ChargeKey*, const ChargeState*>> ReadyIndex::charges_of(
    AgreementNumber agreement) const {
  std::vector<std::pair<const ChargeKey*, const ChargeState*>> out;
  if (sources_.ledger == nullptr) return out;
  const auto& charges = sources_.ledger->charges;
  for (auto at = charges.lower_bound({agreement, ItemId()});
       at != charges.end() && at->first.agreement == agreement; ++at)
    out.emplace_back(&at->first, &at->second);
  return out;
}

const ChargeState* ReadyIndex::charge_at(const ChargeKey& key) const {
  if (sources_.ledger == nullptr) return nullptr;
  const auto found = sources_.ledger->charges.find(key);
  return found == sources_.ledger->charges.end() ? nullptr : &found->second;
}

const Agreement* ReadyIndex::agreement(AgreementNumber number) const {
  const auto found = sources_.observed.agreements.find(number);
  return found == sources_.observed.agreements.end() || !found->second ? nullptr : &found->second.value();
}

}  // namespace tariff::app
