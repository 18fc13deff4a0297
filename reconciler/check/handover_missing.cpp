#include <algorithm>

#include "check/rules.hpp"
#include "domain/own_terms.hpp"

namespace tariff::check {
namespace {

/// Where the mapping would have that line now. An item that it bills no more may stay on any of its
/// agreements.
AgreementNumber place_for(const Facts& facts, const MappingFacts& mapping, const BoundCharge& charge) {
  const ChargeKey& stands = *charge.key;
  if (const auto moved = moved_to(mapping.mapping(), stands, charge.state->parts)) return *moved;
  const auto item = facts.index_of(stands.item);
  const bool is_billed = item && facts.quantity(mapping, *item) > 0;
  if (!is_billed && bills_on(mapping.mapping(), stands.agreement)) return stands.agreement;
  return is_billed ? facts.key_of(mapping, *item)->agreement : *mapping.mapping().agreement;
}

/// Another mapping of the account bills on that agreement, and the line counts nothing of this one's tenant.
bool is_of_another(const Facts& facts, const MappingFacts& mapping, const BoundCharge& charge) {
  const auto& parts = charge.state->parts;
  const Tenant* tenant = mapping.live.tenant;
  const bool counts_ours =
      tenant != nullptr &&
      std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.tenant == tenant->uid; });
  if (counts_ours) return false;
  for (const auto& [account, index] : facts.mappings_of(mapping.mapping().account))
    if (index != mapping.live.index && bills_on(facts.mappings()[index].mapping(), charge.key->agreement))
      return true;
  return false;
}

Place place_of_agreement(const MappingFacts& mapping, AgreementNumber number) {
  for (const auto& named : mapping.agreements)
    if (named.number == number) return *named.place;
  return mapping.mapping().place;
}

void check_handover_missing(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const Mapping& wanted = mapping.mapping();
  if (wanted.billing != Billing::on || wanted.handover != Handover::unsaid || !mapping.has_own_agreement())
    return;
  for (const auto& charge : mapping.bound_charges) {
    if (charge.quantity() == 0 || is_of_another(facts, mapping, charge)) continue;
    const AgreementNumber goes_to = place_for(facts, mapping, charge);
    if (charge.key->agreement == goes_to) continue;
    findings.error(mapping,
                   {"agreement",
                    "Our line for " + quoted(charge.key->item.value()) + " with " +
                        counted(charge.quantity(), "device") + " stands on the agreement " +
                        charge.key->agreement.text() + "; the mapping now names " + goes_to.text() +
                        " and does not say when it takes over.",
                    "Add handover = \"now\" to the mapping, or \"after-invoice\" where the old agreement "
                    "is invoiced once more.",
                    place_of_agreement(mapping, goes_to)});
    return;
  }
}

}  // namespace

const MappingRule handover_missing{"handover-missing", check_handover_missing};

}  // namespace tariff::check
