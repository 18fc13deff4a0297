#include <set>

#include "base/guard.hpp"
#include "base/inert.hpp"
#include "domain/charge_lines.hpp"
#include "domain/own_terms.hpp"
#include "plan/build.hpp"

namespace tariff::plan {
namespace {

/// A line with one of our items that the API user of our External Product has made.
const ChargeLine* line_of_our_source(const Inputs& inputs, const Agreement* agreement,
                                     const std::set<ItemId>& items) {
  if (agreement == nullptr) return nullptr;
  for (const auto& line : agreement->lines)
    if (line.source == inputs.desired.external_product && items.contains(line.item)) return &line;
  return nullptr;
}

}  // namespace

std::string new_epoch(const Inputs& inputs, const Resolver& resolver) {
  if (inputs.ledger == nullptr || !is_on(Guard::new_epoch)) return "";
  if (!inputs.discontinuity.empty()) return inputs.discontinuity;
  const LedgerState& ledger = *inputs.ledger;
  if (ledger.last_run_started || !ledger.charges.empty() || !ledger.tenants.empty()) return "";
  const auto items = items_of(inputs.desired);
  for (std::size_t i = 0; i < inputs.desired.mappings.size(); ++i) {
    const auto at = resolver.resolve(i);
    if (at.mapping->billing != Billing::on) continue;
    for (const auto number : agreements_of(*at.mapping))
      if (const ChargeLine* line = line_of_our_source(inputs, at.agreement_numbered(number), items))
        return "The ledger has never seen a run, and line " + line->id.text() + " of " +
               inert(line->source, 60) + " stands on agreement " + number.text() + " already.";
  }
  return "";
}

}  // namespace tariff::plan
