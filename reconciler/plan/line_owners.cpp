#include "plan/line_owners.hpp"

#include <algorithm>

#include "domain/own_terms.hpp"
#include "plan/lines.hpp"

namespace tariff::plan {

LineOwners::LineOwners(const Inputs& inputs, const Resolver& resolver, UsageCounter& counter)
    : inputs_(inputs) {
  for (std::size_t i = 0; i < inputs.desired.mappings.size(); ++i)
    if (const auto& mapping = inputs.desired.mappings[i]; !mapping.is_dormant)
      mappings_[mapping.account].push_back(i);
  count_shared(resolver, counter);
  if (inputs.ledger == nullptr) return;
  for (const auto& [key, state] : inputs.ledger->charges)
    if (state.detail) bound_[state.account].emplace_back(key, &state);
}

void LineOwners::count_shared(const Resolver& resolver, UsageCounter& counter) {
  for (const auto& [account, mappings] : mappings_)
    for (const auto index : mappings.size() < 2 ? std::vector<std::size_t>{} : mappings)
      count_one(resolver.resolve(index), counter);
}

void LineOwners::count_one(const ResolvedMapping& at, UsageCounter& counter) {
  auto& used = used_[at.index];
  if (at.tenant != nullptr) uids_[at.index] = at.tenant->uid;
  if (at.mapping->billing == Billing::off || at.usage == nullptr || !*at.usage) return;
  for (const auto& [item, parts] : counter.count(at.usage->value(), *at.mapping).by_item) {
    const auto agreement = at.terms_of(parts.front().product).agreement;
    if (agreement && is_in_use(parts)) used.insert({*agreement, item_as_served(item, inputs_.observed)});
  }
}

/// Whether the counts of a line are of that mapping's tenant, or of its source where that was not read.
bool LineOwners::is_counted_in(const ChargeState& charge, std::size_t mapping) const {
  const auto& source = inputs_.desired.mappings[mapping].source;
  const auto uid = uids_.find(mapping);
  return std::any_of(charge.parts.begin(), charge.parts.end(), [&](const Part& part) {
    if (uid != uids_.end() && uid->second == part.tenant) return true;
    const auto tenant = inputs_.ledger->tenants.find(part.tenant);
    return tenant != inputs_.ledger->tenants.end() && tenant->second.id.source == source;
  });
}

/// The one that bills on the line's agreement; of several the one that uses the item, else the one whose
/// counts stand on the line. Two that use it are an error elsewhere.
std::size_t LineOwners::owner_of(const std::vector<std::size_t>& mappings, const ChargeKey& key) const {
  std::vector<std::size_t> on_agreement;
  for (const auto index : mappings) {
    const Mapping& mapping = inputs_.desired.mappings[index];
    // Who leaves by [[removed]] names no agreement, and ends its own lines wherever they are.
    if (mapping.leaving || bills_on(mapping, key.agreement)) on_agreement.push_back(index);
  }
  if (on_agreement.size() == 1) return on_agreement.front();
  const auto& candidates = on_agreement.empty() ? mappings : on_agreement;
  for (const auto index : on_agreement)
    if (used_.at(index).contains(key)) return index;
  if (inputs_.ledger == nullptr) return candidates.front();
  const auto charge = inputs_.ledger->charges.find(key);
  for (const auto index : candidates)
    if (charge != inputs_.ledger->charges.end() && is_counted_in(charge->second, index)) return index;
  return candidates.front();
}

bool LineOwners::is_of(std::size_t mapping, const ChargeKey& key) const {
  if (used_.empty()) return true;  // no account is shared, as nearly everywhere
  const auto found = mappings_.find(inputs_.desired.mappings[mapping].account);
  if (found == mappings_.end() || found->second.size() < 2) return true;
  return owner_of(found->second, key) == mapping;
}

bool LineOwners::links(std::size_t mapping) const {
  const auto found = mappings_.find(inputs_.desired.mappings[mapping].account);
  if (found == mappings_.end() || found->second.size() < 2) return true;
  for (const auto index : found->second)
    if (inputs_.desired.mappings[index].billing == Billing::on && !inputs_.set_aside[index])
      return index == mapping;
  return true;
}

std::vector<std::pair<ChargeKey, const ChargeState*>> LineOwners::bound_lines(std::size_t mapping) const {
  std::vector<std::pair<ChargeKey, const ChargeState*>> lines;
  const auto found = bound_.find(inputs_.desired.mappings[mapping].account);
  if (found == bound_.end()) return lines;
  for (const auto& line : found->second)
    if (is_of(mapping, line.first)) lines.push_back(line);
  return lines;
}

}  // namespace tariff::plan
