#include "check/rules.hpp"
#include "text/match.hpp"

namespace tariff::check {
namespace {

void check_account_name_differs(const Facts&, const MappingFacts& mapping, Findings& findings) {
  const Mapping& wanted = mapping.mapping();
  if (mapping.account == nullptr || !wanted.account_name) return;
  if (mapping.account->name == *wanted.account_name) return;
  const bool only_case = equal_ignoring_case(mapping.account->name, *wanted.account_name);
  findings.error(
      mapping, {"account_name",
                "The account " + wanted.account.text() + " is named " + quoted(mapping.account->name) +
                    ", not " + quoted(*wanted.account_name) + (only_case ? "; only the case differs." : "."),
                "Correct the number or the name, whichever is wrong."});
}

}  // namespace

const MappingRule account_name_differs{"account-name-differs", check_account_name_differs};

}  // namespace tariff::check
