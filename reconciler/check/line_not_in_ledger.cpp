#include <algorithm>
#include <set>

#include "base/guard.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

/// The mapping wants the line's key, so the plan adopts it, or says why not.
bool is_wanted(const Facts& facts, const MappingFacts& mapping, const ChargeKey& key) {
  const auto item = facts.index_of(key.item);
  return mapping.mapping().billing != Billing::off && item && facts.quantity(mapping, *item) > 0 &&
         facts.key_of(mapping, *item) == key;
}

/// A second line of a key that the ledger binds is none that it knows.
bool is_bound(const MappingFacts& mapping, const ChargeKey& key, DetailId line) {
  return std::any_of(
      mapping.bound_charges.begin(), mapping.bound_charges.end(),
      [&](const BoundCharge& charge) { return *charge.key == key && charge.state->detail == line; });
}

void report(const Facts& facts, const MappingFacts& mapping, const ChargeKey& key, const ChargeLine& line,
            Findings& findings) {
  if (line.quantity <= 0 || line.source != facts.desired().external_product) return;
  if (is_bound(mapping, key, line.id) || is_wanted(facts, mapping, key)) return;
  Finding finding{"agreement",
                  "Line " + line.id.text() + " of " + quoted(line.source) + " bills " +
                      std::to_string(line.quantity) + " of " + quoted(line.item.value()) +
                      " on the agreement " + key.agreement.text() +
                      "; the ledger does not know it and the mapping does not want it.",
                  "Remove that line in Tigerpaw. Where the ledger was lost, make it anew with `tariff ledger "
                  "rebuild` instead."};
  // Its devices may be those that the mapping counts for other items.
  if (mapping.mapping().billing == Billing::on) {
    findings.error(mapping, std::move(finding));
  } else {
    findings.warning(mapping, std::move(finding));
  }
}

/// Every agreement that was read for the mapping.
std::set<AgreementNumber> agreements_of(const MappingFacts& mapping) {
  std::set<AgreementNumber> numbers;
  if (const auto* listed = mapping.live.agreements; listed != nullptr && *listed)
    for (const auto& summary : **listed) numbers.insert(summary.number);
  for (const auto& charge : mapping.bound_charges) numbers.insert(charge.key->agreement);
  return numbers;
}

void check_line_not_in_ledger(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (!is_on(Guard::line_not_in_ledger)) return;
  for (const AgreementNumber number : agreements_of(mapping)) {
    const auto found = facts.observed().agreements.find(number);
    if (found == facts.observed().agreements.end() || !found->second) continue;
    if (found->second->summary.account != mapping.mapping().account) continue;
    for (const auto& line : found->second->lines) report(facts, mapping, {number, line.item}, line, findings);
  }
}

}  // namespace

const MappingRule line_not_in_ledger{"line-not-in-ledger", check_line_not_in_ledger};

}  // namespace tariff::check
