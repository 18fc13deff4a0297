#include <algorithm>

#include "check/rules.hpp"

namespace tariff::check {
namespace {

std::string named(const Facts& facts, AccountNumber number) {
  const auto& accounts = facts.observed().account_list;
  const auto found = std::lower_bound(accounts.begin(), accounts.end(), number,
                                      [](const AccountSummary& a, AccountNumber n) { return a.number < n; });
  if (found == accounts.end() || found->number != number) return number.text();
  return number.text() + " (" + quoted(found->name) + ")";
}

void check_agreement_not_of_account(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (mapping.account == nullptr || mapping.agreement == nullptr || !mapping.is_counted()) return;
  const AccountNumber owner = mapping.agreement->summary.account;
  if (mapping.has_own_agreement() || mapping.account->parent == owner) return;
  findings.error(mapping,
                 {"agreement",
                  "The agreement " + mapping.agreement->summary.number.text() + " belongs to the account " +
                      named(facts, owner) + ", not to " + named(facts, mapping.mapping().account) + ".",
                  "Name an agreement of the mapping's account; `tariff list agreements " +
                      mapping.mapping().account.text() + "` shows them."});
}

}  // namespace

const MappingRule agreement_not_of_account{"agreement-not-of-account", check_agreement_not_of_account};

}  // namespace tariff::check
