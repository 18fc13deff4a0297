#include <algorithm>

#include "check/rules.hpp"

namespace tariff::check {
namespace {

struct Elsewhere {
  AgreementNumber agreement;
  const ChargeLine& line;
};

/// The item is one of the file's and counts devices for the mapping.
bool is_needed(const Facts& facts, const MappingFacts& mapping, const ItemId& item) {
  const auto& items = facts.items();
  const auto found =
      std::lower_bound(items.begin(), items.end(), item,
                       [](const ItemFacts& known, const ItemId& id) { return *known.id < id; });
  if (found == items.end() || *found->id != item) return false;
  const auto index = static_cast<std::size_t>(found - items.begin());
  return facts.quantity(mapping, index) > 0;
}

bool is_ours(const MappingFacts& mapping, const Elsewhere& elsewhere) {
  for (const auto& charge : mapping.bound_charges)
    if (charge.key->agreement == elsewhere.agreement && charge.state->detail == elsewhere.line.id)
      return true;
  return false;
}

void report(const Facts& facts, const MappingFacts& mapping, const Elsewhere& elsewhere, Findings& findings) {
  const ChargeLine& line = elsewhere.line;
  // One of our own source is what line-not-in-ledger speaks of.
  if (line.source == facts.desired().external_product) return;
  if (line.quantity <= 0 || !is_needed(facts, mapping, line.item) || is_ours(mapping, elsewhere)) return;
  const Mapping& wanted = mapping.mapping();
  Finding finding{"agreement",
                  "The agreement " + elsewhere.agreement.text() + " of this account already bills " +
                      std::to_string(line.quantity) + " of " + quoted(line.item.value()) + " (line " +
                      line.id.text() + ", " + line.price.text() + " each); the mapping would bill it on " +
                      wanted.agreement->text() + " as well.",
                  "Remove that line in Tigerpaw, or name the agreement " + elsewhere.agreement.text() + "."};
  // Where our line stands already nothing new is created; where we only look, nothing at all.
  const bool stands = facts.is_bound({*wanted.agreement, line.item});
  if (wanted.billing == Billing::on && !stands) {
    findings.error(mapping, std::move(finding));
  } else {
    findings.warning(mapping, std::move(finding));
  }
}

void check_item_billed_elsewhere(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const auto* agreements = mapping.live.agreements;
  if (!mapping.is_counted() || !mapping.has_own_agreement() || agreements == nullptr || !*agreements) return;
  for (const auto& summary : **agreements) {
    if (summary.number == *mapping.mapping().agreement) continue;
    const auto found = facts.observed().agreements.find(summary.number);
    if (found == facts.observed().agreements.end() || !found->second) continue;
    for (const auto& line : found->second->lines) report(facts, mapping, {summary.number, line}, findings);
  }
}

}  // namespace

const MappingRule item_billed_elsewhere{"item-billed-elsewhere", check_item_billed_elsewhere};

}  // namespace tariff::check
