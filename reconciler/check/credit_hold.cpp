#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_credit_hold(const Facts&, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.is_counted() || mapping.account == nullptr || !mapping.account->credit_hold) return;
  findings.warning(mapping,
                   {"account",
                    "The account " + mapping.mapping().account.text() + " (" + quoted(mapping.account->name) +
                        ") is on credit hold.",
                    "Its lines are kept right all the same; ask accounting whether it is to be billed."});
}

}  // namespace

const MappingRule credit_hold{"credit-hold", check_credit_hold};

}  // namespace tariff::check
