#include <algorithm>

#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_override_without_line(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.is_counted()) return;
  for (const auto& word : facts.desired().overrides) {
    if (word.account != mapping.mapping().account) continue;
    const bool is_billed = std::any_of(facts.items().begin(), facts.items().end(),
                                       [&](const ItemFacts& item) { return *item.id == word.item; });
    if (is_billed) continue;
    findings.error(mapping,
                   {"account",
                    "The [[override]] in line " + std::to_string(word.place.line) + " names the item " +
                        quoted(word.item.text()) + ", which no product of the file bills.",
                    "Name an item as its product does, or delete the block."});
  }
}

}  // namespace

const MappingRule override_without_line{"override-without-line", check_override_without_line};

}  // namespace tariff::check
