#include "app/purchased.hpp"

#include <set>

#include "base/inert.hpp"
#include "domain/counting.hpp"
#include "domain/own_terms.hpp"
#include "domain/resolution.hpp"

namespace tariff::app {
namespace {

/// One figure that is missing leaves the sum without a meaning.
void add(Purchased& sum, const std::optional<std::int64_t>& bought, const std::string& why_not) {
  if (!sum.note.empty()) return;
  if (bought) {
    sum.licences = sum.licences.value_or(0) + *bought;
  } else {
    sum = {std::nullopt, why_not};
  }
}

}  // namespace

PurchasedItems purchased(const Desired& desired, const Observed& observed) {
  PurchasedItems out;
  const Resolver resolver(desired, observed);
  const auto shared = keys_of_several_servers(observed);
  UsageCounter counter(desired.products);
  for (std::size_t i = 0; i < desired.mappings.size(); ++i) {
    const auto found = resolver.resolve(i);
    if (found.usage == nullptr || !*found.usage) continue;
    const auto as_billed = products_of(*found.mapping, desired.products);
    for (const auto& licence : (*found.usage)->licences) {
      const auto& products = counter.matching(licence.marks());
      if (products.size() != 1) continue;
      const auto items = items_of(as_billed[products.front()]);
      const std::string key = "key " + inert(licence.serial.text(), 60);
      std::string why_not;
      if (!licence.bought) why_not = key + " does not tell for how many devices it was bought";
      if (items.size() > 1) why_not = key + " was bought for several items together";
      if (shared.contains(licence.serial)) why_not = key + " was bought for several virtual servers together";
      for (const auto& item : items)
        add(out[{found.mapping->account, item}], why_not.empty() ? licence.bought : std::nullopt, why_not);
    }
  }
  return out;
}

}  // namespace tariff::app
