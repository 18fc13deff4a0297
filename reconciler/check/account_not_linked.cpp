#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_account_not_linked(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const ExternalProduct* product = facts.external_product();
  if (mapping.mapping().billing != Billing::on || mapping.account == nullptr || product == nullptr) return;
  for (const auto& reference : mapping.account->cross_references)
    if (reference.product == product->id) return;
  findings.warning(mapping,
                   {"account",
                    "The account " + mapping.mapping().account.text() +
                        " is not cross-referenced to the External Product " + quoted(product->name) + " yet.",
                    "The plan has a row that links it."});
}

}  // namespace

const MappingRule account_not_linked{"account-not-linked", check_account_not_linked};

}  // namespace tariff::check
