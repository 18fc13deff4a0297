#include "check/rules.hpp"
#include "text/match.hpp"

namespace tariff::check {
namespace {

void check_cross_reference_of_another_tenant(const Facts& facts, const MappingFacts& mapping,
                                             Findings& findings) {
  const ExternalProduct* product = facts.external_product();
  const Tenant* tenant = mapping.live.tenant;
  if (product == nullptr || mapping.account == nullptr || tenant == nullptr || !mapping.is_counted()) return;
  for (const auto& reference : mapping.account->cross_references) {
    if (reference.product != product->id || equal_ignoring_case(reference.external_id, tenant->uid.value()))
      continue;
    const auto other = facts.mapping_of_uid(reference.external_id);
    if (!other) continue;
    const MappingFacts& owner = facts.mappings()[*other];
    // An account that holds a tenant of each of several sources has one cross-reference.
    if (owner.mapping().account == mapping.mapping().account) continue;
    findings.error(mapping, {"account",
                             "The account " + mapping.mapping().account.text() + " is cross-referenced to " +
                                 quoted(product->name) + " as the " + noun_of(owner) + " " +
                                 quoted(owner.live.tenant->name) + ", which line " +
                                 std::to_string(owner.mapping().place.line) + " maps to the account " +
                                 owner.mapping().account.text() + ".",
                             "Correct the mapping, or the ExternalId of the cross-reference in Tigerpaw."});
    return;
  }
}

}  // namespace

const MappingRule cross_reference_of_another_tenant{"cross-reference-of-another-tenant",
                                                    check_cross_reference_of_another_tenant};

}  // namespace tariff::check
