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

ResolvedMapping resolved(const Mapping& mapping, std::size_t index, std::vector<const Tenant*> candidates,
                         const Observed& observed) {
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
  for (const auto& own : mapping.products) {
    if (own.is_over) continue;
    out.own.push_back({&own});
    if (own.agreement) out.own.back().agreement = find_in(observed.agreements, *own.agreement);
    if (own.price_level) out.own.back().level_candidates = levels_named(*own.price_level, observed.levels);
  }
  return out;
}

}  // namespace

LineTerms ResolvedMapping::terms_of(std::string_view product) const {
  LineTerms terms{mapping->agreement, level, {}};
  for (const auto& one : own) {
    if (one.own->name != product) continue;
    if (one.own->agreement) terms.agreement = one.own->agreement;
    if (one.own->price_level)
      terms.level = one.level_candidates.size() == 1 ? one.level_candidates.front() : nullptr;
    terms.price = one.own->price;
  }
  return terms;
}

const Agreement* ResolvedMapping::agreement_numbered(AgreementNumber number) const {
  const auto* found = mapping->agreement == number ? agreement : nullptr;
  for (const auto& terms : own)
    if (terms.own->agreement == number) found = terms.agreement;
  return found == nullptr || !*found ? nullptr : &found->value();
}

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
    by_id_.emplace(tenant.id.local, &tenant);
    by_uid_.emplace(tenant.uid.value(), &tenant);
  }
}

/// The only source is every mapping's; of several, the one that the mapping names.
const SourceReading* Resolver::source_of(const Mapping& mapping) const {
  const auto& sources = observed_.sources;
  if (sources.size() == 1 && mapping.source.value().empty()) return &sources.front();
  const auto found = std::find_if(sources.begin(), sources.end(), [&](const SourceReading& source) {
    return !source.name.value().empty() && source.name == mapping.source;
  });
  return found == sources.end() ? nullptr : &*found;
}

bool Resolver::is_of_source(const Tenant& tenant, const Mapping& mapping) const {
  if (observed_.sources.empty()) return true;
  const auto* source = source_of(mapping);
  return source != nullptr && tenant.id.source == source->name;
}

std::vector<const Tenant*> Resolver::tenants_of_name(const Mapping& mapping) const {
  Tenants found;
  const auto [first, last] = by_name_.equal_range(mapping.tenant);
  for (auto entry = first; entry != last; ++entry)
    if (is_of_source(*entry->second, mapping)) found.push_back(entry->second);
  std::sort(found.begin(), found.end(),
            [](const auto* left, const auto* right) { return left->id < right->id; });
  return found;
}

std::vector<const Tenant*> Resolver::tenants_bound(const Mapping& mapping) const {
  Tenants found;
  const auto uids = observed_.bound_tenants.find(mapping.account);
  if (uids == observed_.bound_tenants.end()) return found;
  for (const auto& uid : uids->second) {
    const auto live = by_uid_.find(uid.value());
    if (live != by_uid_.end() && is_of_source(*live->second, mapping)) found.push_back(live->second);
  }
  return found;
}

std::vector<const Tenant*> Resolver::tenants_meant(const Mapping& mapping) const {
  if (mapping.tenant_id) {
    const auto [first, last] = by_id_.equal_range(*mapping.tenant_id);
    const auto found =
        std::find_if(first, last, [&](const auto& entry) { return is_of_source(*entry.second, mapping); });
    return found == last ? Tenants{} : Tenants{found->second};
  }
  auto named = tenants_of_name(mapping);
  return named.empty() ? tenants_bound(mapping) : named;
}

ResolvedMapping Resolver::resolve(std::size_t mapping_index) const {
  const Mapping& mapping = desired_.mappings[mapping_index];
  auto out = resolved(mapping, mapping_index, tenants_meant(mapping), observed_);
  out.source = source_of(mapping);
  if (!observed_.sources.empty()) out.source_is_read = out.source != nullptr && !out.source->failure;
  return out;
}

}  // namespace tariff
