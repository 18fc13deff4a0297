#include "check/rules.hpp"

namespace tariff::check {
namespace {

std::string hint_for(const Facts& facts, const Mapping& wanted, Findings& findings) {
  constexpr std::string_view where_to_look = "`tariff list accounts` shows them all.";
  if (!wanted.account_name) return std::string(where_to_look);
  for (const auto& account : facts.observed().account_list)
    if (account.name == *wanted.account_name)
      return "The account " + quoted(account.name) + " has the number " + account.number.text() + ".";
  return both(findings.account_names().hint_for(*wanted.account_name), where_to_look);
}

void check_account_unknown(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const Mapping& wanted = mapping.mapping();
  if (wanted.account.value() <= 0 || !is_missing(mapping.live.account)) return;
  findings.error(mapping, {"account", "Tigerpaw has no account " + wanted.account.text() + ".",
                           hint_for(facts, wanted, findings)});
}

}  // namespace

const MappingRule account_unknown{"account-unknown", check_account_unknown};

}  // namespace tariff::check
