#include "plan/observe.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/inert.hpp"
#include "domain/charge_lines.hpp"
#include "plan/compare.hpp"

namespace tariff::plan {
namespace {

Money billed_by(const std::vector<const ChargeLine*>& lines) {
  Money sum;
  for (const auto* line : lines) sum = sum + line->price * line->quantity;
  return sum;
}

bool is_owned(const Customer& customer, DetailId line) {
  return std::any_of(customer.owned.begin(), customer.owned.end(),
                     [&](const OwnedLine& owned) { return owned.ledger->detail == line; });
}

ObservedCustomer observed_in(const Customer& customer, const std::string& period) {
  ObservedCustomer out;
  out.tenant = customer.at.mapping->tenant;
  out.account = customer.at.mapping->account;
  if (customer.at.account != nullptr && *customer.at.account)
    out.account_name = customer.at.account->value().name;
  out.period = period;
  return out;
}

/// One for each billing period of its agreements, that of the mapping's own first.
std::vector<ObservedCustomer> observed_customer(const Customer& customer, const std::string& source) {
  std::vector<ObservedCustomer> periods{observed_in(customer, customer.period)};
  const auto of_period = [&](const std::string& period) -> ObservedCustomer& {
    for (auto& one : periods)
      if (one.period == period) return one;
    return periods.emplace_back(observed_in(customer, period));
  };
  for (const auto& wanted : customer.wanted) {
    const auto lines = lines_with(agreement_of(customer, wanted.key), wanted.key.item);
    ObservedCustomer& out = of_period(period_of(customer, wanted.key));
    for (const auto* line : lines)
      if (line->source == source && line->quantity > 0 && !is_owned(customer, line->id))
        ++out.lines_of_source;
    if (lines.empty() && wanted.value.quantity == 0) continue;
    ++out.lines;
    if (!observe_line(customer, wanted)) ++out.agree;
    const Money counted = wanted.value.amount();
    const Money billed = billed_by(lines);
    out.counted = out.counted + counted;
    out.billed = out.billed + billed;
    Money& side = counted < billed ? out.over : out.under;
    side = side + (counted - billed);
  }
  return periods;
}

/// The cheapest and the dearest of some prices.
struct PriceRange {
  std::optional<Money> low;
  std::optional<Money> high;

  void add(Money price) {
    if (price.is_zero()) return;
    low = low ? std::min(*low, price) : price;
    high = high ? std::max(*high, price) : price;
  }
};

PriceRange prices_at(const Observed& observed, PriceLevelId level) {
  PriceRange range;
  for (const auto& [id, item] : observed.items) {
    if (!item || !item->active) continue;
    const auto price = item->prices.find(level);
    if (price != item->prices.end()) range.add(price->second.selling_price);
  }
  return range;
}

PriceRange prices_of(const Observed& observed, const ItemId& id) {
  PriceRange range;
  const auto item = observed.items.find(id);
  if (item == observed.items.end() || !item->second) return range;
  for (const auto& [level, price] : item->second->prices) range.add(price.selling_price);
  return range;
}

/// Licence, product, category, period.
using UnpricedKey = std::tuple<std::string, std::string, std::string, std::string>;

void add_unpriced(const Customer& customer, const Observed& observed, const Counts& counts,
                  std::map<UnpricedKey, UnpricedTotal>& totals) {
  std::map<UnpricedKey, std::int64_t> here;
  for (const auto& use : counts.unpriced) {
    const bool is_known = !use.product.empty();
    const auto agreement = customer.at.terms_of(use.product).agreement;
    const std::string& period = agreement ? period_of(customer, {*agreement, {}}) : customer.period;
    auto& devices = here[{use.licence_name, use.product,
                          is_known ? std::string(category_name(use.category)) : "", period}];
    // Two keys of one name may share devices; where a product matched, they are told apart already.
    devices =
        is_known ? devices + use.devices : licensed_devices(customer.at.usage->value(), use.licence_name);
  }
  for (const auto& [key, devices] : here) {
    const PriceLevel* level = customer.at.terms_of(std::get<1>(key)).level;
    if (level == nullptr) continue;
    const PriceRange range = prices_at(observed, level->id);
    auto& total = totals[key];
    std::tie(total.licence_name, total.product, total.category, total.period) = key;
    ++total.customers;
    total.devices += devices;
    total.low = total.low + range.low.value_or(Money{}) * devices;
    total.high = total.high + range.high.value_or(Money{}) * devices;
  }
}

std::string products_text(const TenantUsage& usage, const Counts& counts) {
  std::map<std::string, std::int64_t> devices;
  for (const auto& [item, parts] : counts.by_item)
    for (const auto& part : parts) devices[part.product] += part.count;
  for (const auto& use : counts.unpriced)
    if (use.product.empty())
      devices[use.licence_name + " (no product)"] = licensed_devices(usage, use.licence_name);
  std::string text;
  for (const auto& [product, count] : devices)
    if (count > 0) text += (text.empty() ? "" : ", ") + product + " " + std::to_string(count);
  return text;
}

UnmappedUse unmapped_use(const std::string& name, const Result<TenantUsage>& usage, const Observed& observed,
                         UsageCounter& counter) {
  UnmappedUse use{name, std::nullopt, "", {}, {}};
  if (!usage) return use;
  const Counts counts = counter.count(*usage);
  use.devices = licensed_devices(*usage);
  use.products = products_text(*usage, counts);
  for (const auto& [item, parts] : counts.by_item) {
    const PriceRange range = prices_of(observed, item);
    use.low = use.low + range.low.value_or(Money{}) * quantity_of(parts);
    use.high = use.high + range.high.value_or(Money{}) * quantity_of(parts);
  }
  return use;
}

void add_notices(const std::string& source, Observing& out) {
  std::int64_t lines = 0;
  std::set<std::pair<AccountNumber, std::string>> having;  // a customer stands once for each billing period
  for (const auto& customer : out.customers) {
    lines += customer.lines_of_source;
    if (customer.lines_of_source > 0) having.emplace(customer.account, customer.tenant);
  }
  const std::size_t customers = having.size();
  if (lines == 0) return;
  out.notices.push_back(
      std::to_string(lines) + (lines == 1 ? " observed line" : " observed lines") + " of " +
      std::to_string(customers) + (customers == 1 ? " customer " : " customers ") +
      (lines == 1 ? "was" : "were") + " written by the API user of \"" + inert(source, 80) +
      "\" and not by us: another program may still keep them right. Switch it off for a customer before its "
      "billing = true, or two programs will write its lines.");
}

}  // namespace

Observing observing_of(const Inputs& inputs, const Resolver& resolver, const LineOwners& owners,
                       UsageCounter& counter) {
  Observing out;
  std::map<UnpricedKey, UnpricedTotal> unpriced;
  for (std::size_t i = 0; i < inputs.desired.mappings.size(); ++i) {
    const bool is_observed = inputs.desired.mappings[i].billing == Billing::observe;
    if (inputs.set_aside[i] || inputs.unread[i] || inputs.desired.mappings[i].billing == Billing::off ||
        (!is_observed && !inputs.product_set_aside[i]))
      continue;
    const Customer customer = gather(inputs, resolver.resolve(i), owners, counter);
    if (is_observed)
      for (auto& one : observed_customer(customer, inputs.desired.external_product))
        out.customers.push_back(std::move(one));
    if (inputs.product_set_aside[i])
      add_unpriced(customer, inputs.observed, counter.count(customer.at.usage->value(), *customer.at.mapping),
                   unpriced);
  }
  for (auto& [key, total] : unpriced) out.unpriced.push_back(std::move(total));
  for (const auto& tenant : inputs.observed.tenants) {
    const auto usage = inputs.observed.unmapped_usage.find(tenant.id);
    if (usage != inputs.observed.unmapped_usage.end())
      out.unmapped.push_back(unmapped_use(tenant.name, usage->second, inputs.observed, counter));
  }
  add_notices(inputs.desired.external_product, out);
  return out;
}

}  // namespace tariff::plan
