#include <algorithm>

#include "check/rules.hpp"

namespace tariff::check {
namespace {

bool is_counted_beside(const MappingFacts& mapping, const MappingFacts& other) {
  return other.live.index != mapping.live.index && other.is_counted();
}

/// Whether the line that the ledger has for that item holds counts of the mapping's source.
bool stood_for(const MappingFacts& mapping, const ChargeKey& key, const Facts& facts) {
  const auto is_of_source = [&](const Part& part) {
    const auto bound = facts.bound_tenants(mapping.mapping().account);
    return part.count > 0 && std::any_of(bound.begin(), bound.end(), [&](const TenantOfAccount& entry) {
             return entry.second->uid == part.tenant && entry.second->id.source == mapping.mapping().source;
           });
  };
  for (const auto& charge : mapping.bound_charges)
    if (*charge.key == key)
      return std::any_of(charge.state->parts.begin(), charge.state->parts.end(), is_of_source);
  return false;
}

std::string both_use(const MappingFacts& mapping, const MappingFacts& other, const ItemId& item) {
  return "The item " + quoted(item.value()) + " is counted for this account by the " + noun_of(mapping) +
         " " + quoted(mapping.mapping().tenant) + " and by the " + noun_of(other) + " " +
         quoted(other.mapping().tenant) + " in line " + std::to_string(other.mapping().place.line);
}

/// One line cannot say whose devices it bills.
void check_item_of_two_sources(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.is_counted()) return;
  for (const auto& [account, index] : facts.mappings_of(mapping.mapping().account)) {
    const MappingFacts& other = facts.mappings()[index];
    if (!is_counted_beside(mapping, other)) continue;
    for (std::size_t item = 0; item < facts.items().size(); ++item) {
      const ItemId& id = *facts.items()[item].id;
      const auto key = facts.key_of(mapping, item);
      if (!facts.uses(mapping, item) || !key || facts.key_of(other, item) != key) continue;
      if (facts.uses(other, item))
        return findings.error(mapping,
                              {"tenant", both_use(mapping, other, id) + ".",
                               "Give the products of one source other items, or another agreement."});
      if (other.usage == nullptr && stood_for(other, *key, facts))
        return findings.unread(
            mapping, {"tenant", both_use(mapping, other, id) + ", which was not read.", "Run again."});
    }
  }
}

}  // namespace

const MappingRule item_of_two_sources{"item-of-two-sources", check_item_of_two_sources};

}  // namespace tariff::check
