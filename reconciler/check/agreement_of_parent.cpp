#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_agreement_of_parent(const Facts&, const MappingFacts& mapping, Findings& findings) {
  if (mapping.account == nullptr || mapping.agreement == nullptr || !mapping.is_counted()) return;
  const AccountNumber owner = mapping.agreement->summary.account;
  if (mapping.has_own_agreement() || mapping.account->parent != owner) return;
  findings.error(
      mapping,
      {"agreement",
       "The agreement " + mapping.agreement->summary.number.text() + " belongs to the parent account " +
           owner.text() + ", not to " + mapping.mapping().account.text() + ".",
       "Charges go to an agreement of the mapped account itself: name one, or make one in "
       "Tigerpaw."});
}

}  // namespace

const MappingRule agreement_of_parent{"agreement-of-parent", check_agreement_of_parent};

}  // namespace tariff::check
