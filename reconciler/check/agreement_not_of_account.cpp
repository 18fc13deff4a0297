#include <algorithm>

#include "check/rules.hpp"

namespace tariff::check {
namespace {

std::string with_name(const Facts& facts, AccountNumber number) {
  const auto& accounts = facts.observed().account_list;
  const auto found = std::lower_bound(accounts.begin(), accounts.end(), number,
                                      [](const AccountSummary& a, AccountNumber n) { return a.number < n; });
  if (found == accounts.end() || found->number != number) return number.text();
  return number.text() + " (" + quoted(found->name) + ")";
}

void check_agreement_not_of_account(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (mapping.account == nullptr || !mapping.is_counted()) return;
  for (const auto& named : mapping.agreements) {
    if (named.found == nullptr || mapping.is_of_account(named.found)) continue;
    const AccountNumber owner = named.found->summary.account;
    if (mapping.account->parent == owner) continue;
    findings.error(mapping, {"agreement",
                             "The agreement " + named.number.text() + " belongs to the account " +
                                 with_name(facts, owner) + ", not to " +
                                 with_name(facts, mapping.mapping().account) + ".",
                             "Name an agreement of the mapping's account; `tariff list agreements " +
                                 mapping.mapping().account.text() + "` shows them.",
                             *named.place});
  }
}

}  // namespace

const MappingRule agreement_not_of_account{"agreement-not-of-account", check_agreement_not_of_account};

}  // namespace tariff::check
