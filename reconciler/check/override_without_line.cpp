#include <algorithm>

#include "check/rules.hpp"
#include "domain/own_terms.hpp"

namespace tariff::check {
namespace {

void check_override_without_line(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.is_counted()) return;
  for (const auto& word : facts.desired().overrides) {
    if (word.account != mapping.mapping().account) continue;
    const auto products = products_of(mapping.mapping(), facts.desired().products);
    const auto bills = [&](const Product& product) { return items_of(product).contains(word.item); };
    if (std::any_of(products.begin(), products.end(), bills)) continue;
    findings.error(mapping,
                   {"account",
                    "The [[override]] in line " + std::to_string(word.place.line) + " names the item " +
                        quoted(word.item.text()) + ", which no product bills for this customer.",
                    "Name an item as its product does, or delete the block."});
  }
}

}  // namespace

const MappingRule override_without_line{"override-without-line", check_override_without_line};

}  // namespace tariff::check
