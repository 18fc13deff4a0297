#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_item_without_price(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const PriceLevel* level = mapping.live.level;
  if (level == nullptr || !mapping.is_counted()) return;
  for (std::size_t i = 0; i < facts.items().size(); ++i) {
    const ItemFacts& item = facts.items()[i];
    if (facts.quantity(mapping, i) == 0 || item.found == nullptr || item.found->id != *item.id) continue;
    const auto price = item.found->prices.find(level->id);
    const bool none = price == item.found->prices.end();
    if (!none && price->second.selling_price > Money{}) continue;
    findings.error(mapping, {"price_level",
                             "The item " + quoted(item.id->value()) + ", of which " +
                                 counted(facts.quantity(mapping, i), "device") + " would be charged, has " +
                                 (none ? "no price" : "the price " + price->second.selling_price.text()) +
                                 " at the price level " + quoted(level->name) + ".",
                             "Set its price in Tigerpaw's price book, or name another price level."});
  }
}

}  // namespace

const MappingRule item_without_price{"item-without-price", check_item_without_price};

}  // namespace tariff::check
