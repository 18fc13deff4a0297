#include <algorithm>

#include "base/guard.hpp"
#include "base/inert.hpp"
#include "domain/charge_lines.hpp"
#include "plan/build.hpp"

namespace tariff::plan {
namespace {

bool is_priced_item(const Desired& desired, const ItemId& item) {
  return std::any_of(desired.products.begin(), desired.products.end(), [&](const Product& product) {
    return product.item == item || std::any_of(product.items.begin(), product.items.end(),
                                               [&](const auto& entry) { return entry.second == item; });
  });
}

/// A line with one of our items that the API user of our External Product has made.
const ChargeLine* line_of_our_source(const Inputs& inputs, const ResolvedMapping& at) {
  if (at.mapping->billing != Billing::on || at.agreement == nullptr || !*at.agreement) return nullptr;
  for (const auto& line : at.agreement->value().lines)
    if (line.source == inputs.desired.external_product && is_priced_item(inputs.desired, line.item))
      return &line;
  return nullptr;
}

}  // namespace

std::string new_epoch(const Inputs& inputs, const Resolver& resolver) {
  if (inputs.ledger == nullptr || !is_on(Guard::new_epoch)) return "";
  if (!inputs.discontinuity.empty()) return inputs.discontinuity;
  const LedgerState& ledger = *inputs.ledger;
  if (ledger.last_run_started || !ledger.charges.empty() || !ledger.tenants.empty()) return "";
  for (std::size_t i = 0; i < inputs.desired.mappings.size(); ++i) {
    const auto at = resolver.resolve(i);
    if (const ChargeLine* line = line_of_our_source(inputs, at))
      return "The ledger has never seen a run, and line " + line->id.text() + " of " +
             inert(line->source, 60) + " stands on agreement " + at.agreement->value().summary.number.text() +
             " already.";
  }
  return "";
}

}  // namespace tariff::plan
