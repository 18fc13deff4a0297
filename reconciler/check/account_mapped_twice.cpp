#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_account_mapped_twice(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const AccountNumber account = mapping.mapping().account;
  if (account.value() <= 0) return;
  for (const auto& [key, index] : facts.mappings_of(account)) {
    const Mapping& other = facts.mappings()[index].mapping();
    if (index == mapping.live.index || other.source != mapping.mapping().source) continue;
    findings.error(mapping, {"account",
                             "The account " + account.text() + " is mapped twice: also in line " +
                                 std::to_string(place_of(other, "account").line) + ".",
                             "One account is billed for one tenant of a source; keep one of the mappings."});
    return;
  }
}

}  // namespace

const MappingRule account_mapped_twice{"account-mapped-twice", check_account_mapped_twice};

}  // namespace tariff::check
