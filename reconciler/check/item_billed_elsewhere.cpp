#include "check/rules.hpp"

namespace tariff::check {
namespace {

struct Elsewhere {
  AgreementNumber agreement;
  const ChargeLine& line;
};

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
  const auto item = facts.index_of(line.item);
  if (line.quantity <= 0 || !item || facts.quantity(mapping, *item) <= 0 || is_ours(mapping, elsewhere))
    return;
  const Mapping& wanted = mapping.mapping();
  const ChargeKey key = *facts.key_of(mapping, *item);
  if (key.agreement == elsewhere.agreement) return;
  Finding finding{"agreement",
                  "The agreement " + elsewhere.agreement.text() + " of this account already bills " +
                      std::to_string(line.quantity) + " of " + quoted(line.item.value()) + " (line " +
                      line.id.text() + ", " + line.price.text() + " each); the mapping would bill it on " +
                      key.agreement.text() + " as well.",
                  "Remove that line in Tigerpaw, or name the agreement " + elsewhere.agreement.text() + "."};
  // Where our line stands already nothing new is created; where we only look, nothing at all.
  const bool stands = facts.is_bound(key);
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
    const auto found = facts.observed().agreements.find(summary.number);
    if (found == facts.observed().agreements.end() || !found->second) continue;
    for (const auto& line : found->second->lines) report(facts, mapping, {summary.number, line}, findings);
  }
}

}  // namespace

const MappingRule item_billed_elsewhere{"item-billed-elsewhere", check_item_billed_elsewhere};

}  // namespace tariff::check
