#include "plan/licence_news.hpp"

#include <algorithm>

namespace tariff::plan {

void LicenceNews::add(const ResolvedMapping& at, UsageCounter& counter) {
  if (inputs_.ledger == nullptr || at.mapping->billing == Billing::off) return;
  const TenantUsage& usage = at.usage->value();
  std::set<std::string> here;
  for (const auto& licence : usage.licences) {
    if (is_known(licence)) continue;
    const auto& matching = counter.matching(licence.marks());
    if (matching.size() != 1) continue;
    const Product& product = inputs_.desired.products[matching.front()];
    if (licence.in_grace && !product.rule.counts_grace) continue;
    auto& found = found_[licence.product_name];
    // A first run learns the names, and has no news to tell of them.
    if (inputs_.ledger->licences.empty() || !here.insert(licence.product_name).second) continue;
    found.licence_name = licence.product_name;
    found.product = product.name;
    found.billed = product.billed;
    found.devices += licensed_devices(usage, licence.product_name);
    ++found.customers;
    if (std::find(product.match.begin(), product.match.end(), licence.product_name) != product.match.end())
      written_out_.insert(licence.product_name);
  }
}

void LicenceNews::tell(Plan& plan) const {
  for (const auto& [name, licence] : found_) {
    plan.bookkeeping.licences.push_back(name);
    if (!inputs_.ledger->licences.empty() && !written_out_.contains(name))
      plan.new_licences.push_back(licence);
  }
}

}  // namespace tariff::plan
