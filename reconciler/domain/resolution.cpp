#include "domain/resolution.hpp"

#include <algorithm>

namespace tariff {
namespace {

template <class Map, class Key>
auto* find_in(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

std::vector<const VirtualServer*> tenants_named(const Mapping& mapping,
                                                const std::vector<VirtualServer>& tenants) {
  std::vector<const VirtualServer*> found;
  for (const auto& tenant : tenants) {
    const bool is_meant = mapping.virtual_server_id ? tenant.id == *mapping.virtual_server_id
                                                    : tenant.name == mapping.virtual_server;
    if (is_meant) found.push_back(&tenant);
  }
  return found;
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

ResolvedMapping resolve(const Desired& desired, std::size_t mapping_index, const Observed& observed) {
  const Mapping& mapping = desired.mappings[mapping_index];
  ResolvedMapping out;
  out.mapping = &mapping;
  out.index = mapping_index;
  out.tenant_candidates = tenants_named(mapping, observed.tenants);
  if (out.tenant_candidates.size() == 1) out.tenant = out.tenant_candidates.front();
  if (out.tenant != nullptr) out.usage = find_in(observed.usage, out.tenant->id);
  out.account = find_in(observed.accounts, mapping.account);
  out.agreements = find_in(observed.agreements_of, mapping.account);
  if (mapping.agreement) out.agreement = find_in(observed.agreements, *mapping.agreement);
  if (mapping.price_level) out.level_candidates = levels_named(*mapping.price_level, observed.levels);
  if (out.level_candidates.size() == 1) out.level = out.level_candidates.front();
  return out;
}

}  // namespace tariff
