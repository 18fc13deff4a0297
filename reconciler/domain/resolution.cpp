#include "domain/resolution.hpp"

#include <algorithm>
#include <utility>

namespace tariff {
namespace {

template <class Map, class Key>
auto* find_in(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

ResolvedMapping resolved(const Mapping& mapping, std::size_t index,
                         std::vector<const VirtualServer*> candidates, const Observed& observed) {
  ResolvedMapping out;
  out.mapping = &mapping;
  out.index = index;
  out.tenant_candidates = std::move(candidates);
  if (out.tenant_candidates.size() == 1) out.tenant = out.tenant_candidates.front();
  if (out.tenant != nullptr) out.usage = find_in(observed.usage, out.tenant->id);
  out.account = find_in(observed.accounts, mapping.account);
  out.agreements = find_in(observed.agreements_of, mapping.account);
  if (mapping.agreement) out.agreement = find_in(observed.agreements, *mapping.agreement);
  if (mapping.price_level) out.level_candidates = levels_named(*mapping.price_level, observed.levels);
  if (out.level_candidates.size() == 1) out.level = out.level_candidates.front();
  return out;
}

}  // namespace

std::vector<const PriceLevel*> levels_named(const std::string& name_or_id,
                                            const std::vector<PriceLevel>& levels) {
  std::vector<const PriceLevel*> found;
  for (const auto& level : levels)
    if (level.name == name_or_id) found.push_back(&level);
  if (!found.empty()) return found;
  for (const auto& level : levels)
    if (level.id.text() == name_or_id) found.push_back(&level);
  return found;
}

const ExternalProduct* external_product_named(const std::string& name,
                                              const std::vector<ExternalProduct>& products) {
  const auto found = std::find_if(products.begin(), products.end(),
                                  [&](const ExternalProduct& p) { return p.name == name; });
  return found == products.end() ? nullptr : &*found;
}

Resolver::Resolver(const Desired& desired, const Observed& observed)
    : desired_(desired), observed_(observed) {
  by_name_.reserve(observed.tenants.size());
  by_id_.reserve(observed.tenants.size());
  for (const auto& tenant : observed.tenants) {
    by_name_.emplace(tenant.name, &tenant);
    by_id_.emplace(tenant.id.value(), &tenant);
    by_uid_.emplace(tenant.uid.value(), &tenant);
  }
}

std::vector<const VirtualServer*> Resolver::tenants_of_name(std::string_view name) const {
  Servers found;
  const auto [first, last] = by_name_.equal_range(name);
  for (auto entry = first; entry != last; ++entry) found.push_back(entry->second);
  std::sort(found.begin(), found.end(),
            [](const auto* left, const auto* right) { return left->id < right->id; });
  return found;
}

const VirtualServer* Resolver::tenant_of_id(VirtualServerId id) const {
  const auto found = by_id_.find(id.value());
  return found == by_id_.end() ? nullptr : found->second;
}

std::vector<const VirtualServer*> Resolver::tenants_bound(AccountNumber account) const {
  Servers found;
  const auto uids = observed_.bound_tenants.find(account);
  if (uids == observed_.bound_tenants.end()) return found;
  for (const auto& uid : uids->second)
    if (const auto live = by_uid_.find(uid.value()); live != by_uid_.end()) found.push_back(live->second);
  return found;
}

std::vector<const VirtualServer*> Resolver::tenants_meant(const Mapping& mapping) const {
  if (mapping.virtual_server_id) {
    const VirtualServer* tenant = tenant_of_id(*mapping.virtual_server_id);
    return tenant == nullptr ? Servers{} : Servers{tenant};
  }
  auto named = tenants_of_name(mapping.virtual_server);
  return named.empty() ? tenants_bound(mapping.account) : named;
}

ResolvedMapping Resolver::resolve(std::size_t mapping_index) const {
  const Mapping& mapping = desired_.mappings[mapping_index];
  return resolved(mapping, mapping_index, tenants_meant(mapping), observed_);
}

}  // namespace tariff
