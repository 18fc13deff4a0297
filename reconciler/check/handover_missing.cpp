#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_handover_missing(const Facts&, const MappingFacts& mapping, Findings& findings) {
  const Mapping& wanted = mapping.mapping();
  if (wanted.billing != Billing::on || wanted.handover != Handover::unsaid || !mapping.has_own_agreement())
    return;
  for (const auto& charge : mapping.bound_charges) {
    if (charge.key->agreement == *wanted.agreement || charge.quantity() == 0) continue;
    findings.error(mapping,
                   {"agreement",
                    "Our line for " + quoted(charge.key->item.value()) + " with " +
                        counted(charge.quantity(), "device") + " stands on the agreement " +
                        charge.key->agreement.text() + "; the mapping now names " + wanted.agreement->text() +
                        " and does not say when it takes over.",
                    "Add handover = \"now\" to the mapping, or \"after-invoice\" where the old agreement "
                    "is invoiced once more."});
    return;
  }
}

}  // namespace

const MappingRule handover_missing{"handover-missing", check_handover_missing};

}  // namespace tariff::check
