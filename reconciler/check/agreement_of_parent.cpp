#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_agreement_of_parent(const Facts&, const MappingFacts& mapping, Findings& findings) {
  if (mapping.account == nullptr || !mapping.is_counted()) return;
  for (const auto& named : mapping.agreements) {
    if (named.found == nullptr || mapping.is_of_account(named.found)) continue;
    const AccountNumber owner = named.found->summary.account;
    if (mapping.account->parent != owner) continue;
    findings.error(
        mapping, {"agreement",
                  "The agreement " + named.number.text() + " belongs to the parent account " + owner.text() +
                      ", not to " + mapping.mapping().account.text() + ".",
                  "Charges go to an agreement of the mapped account itself: name one, or make one in "
                  "Tigerpaw.",
                  *named.place});
  }
}

}  // namespace

const MappingRule agreement_of_parent{"agreement-of-parent", check_agreement_of_parent};

}  // namespace tariff::check
