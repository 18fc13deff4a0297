#include <algorithm>

#include "check/rules.hpp"
#include "domain/own_terms.hpp"

namespace tariff::check {
namespace {

/// The first product that sends devices of that customer to the item; all of them have the same terms.
const std::string& product_on(const std::vector<Product>& products, const ItemId& item) {
  static const std::string none;
  const auto found = std::find_if(products.begin(), products.end(),
                                  [&](const Product& product) { return items_of(product).contains(item); });
  return found == products.end() ? none : found->name;
}

Place place_of_level(const Mapping& mapping, std::string_view product) {
  const MappingProduct* own = own_terms(mapping, product);
  return own == nullptr ? place_of(mapping, "price_level") : place_of(*own, "price_level");
}

void check_item_without_price(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.is_counted()) return;
  std::vector<Product> products;
  if (!mapping.live.own.empty()) products = products_of(mapping.mapping(), facts.desired().products);
  for (std::size_t i = 0; i < facts.items().size(); ++i) {
    const ItemFacts& item = facts.items()[i];
    if (facts.quantity(mapping, i) == 0 || item.found == nullptr || item.found->id != *item.id) continue;
    const std::string& product = product_on(products, *item.id);
    const LineTerms terms = mapping.live.terms_of(product);
    if (terms.level == nullptr || terms.price) continue;
    const auto price = item.found->prices.find(terms.level->id);
    const bool none = price == item.found->prices.end();
    if (!none && price->second.selling_price > Money{}) continue;
    findings.error(mapping, {"price_level",
                             "The item " + quoted(item.id->value()) + ", of which " +
                                 counted(facts.quantity(mapping, i), "device") + " would be charged, has " +
                                 (none ? "no price" : "the price " + price->second.selling_price.text()) +
                                 " at the price level " + quoted(terms.level->name) + ".",
                             "Set its price in Tigerpaw's price book, or name another price level.",
                             place_of_level(mapping.mapping(), product)});
  }
}

}  // namespace

const MappingRule item_without_price{"item-without-price", check_item_without_price};

}  // namespace tariff::check
