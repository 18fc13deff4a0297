#include <algorithm>

#include "base/guard.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

/// The mapping wants the line's key, so the plan adopts it, or says why not.
bool is_wanted(const Facts& facts, const MappingFacts& mapping, const ChargeKey& key) {
  if (mapping.mapping().billing == Billing::off || key.agreement != mapping.mapping().agreement) return false;
  const auto& items = facts.items();
  for (std::size_t i = 0; i < items.size(); ++i)
    if (*items[i].id == key.item) return facts.quantity(mapping, i) > 0;
  return false;
}

void report(const Facts& facts, const MappingFacts& mapping, const ChargeKey& key, const ChargeLine& line,
            Findings& findings) {
  if (line.quantity <= 0 || line.source != facts.desired().external_product || facts.is_bound(key)) return;
  if (is_wanted(facts, mapping, key)) return;
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

void check(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const auto* agreements = mapping.live.agreements;
  if (!is_on(Guard::line_not_in_ledger)) return;
  if (!mapping.has_own_agreement() || agreements == nullptr || !*agreements) return;
  for (const auto& summary : **agreements) {
    const auto found = facts.observed().agreements.find(summary.number);
    if (found == facts.observed().agreements.end() || !found->second) continue;
    for (const auto& line : found->second->lines)
      report(facts, mapping, {summary.number, line.item}, line, findings);
  }
}

}  // namespace

const MappingRule line_not_in_ledger{"line-not-in-ledger", check};

}  // namespace tariff::check
