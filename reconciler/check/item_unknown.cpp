#include "check/rules.hpp"
#include "text/match.hpp"

namespace tariff::check {
namespace {

void check_item_unknown(const Facts& facts, Findings& findings) {
  for (std::size_t i = 0; i < facts.items().size(); ++i) {
    const ItemFacts& item = facts.items()[i];
    const bool other =
        item.found != nullptr && !equal_ignoring_case(item.found->id.value(), item.id->value());
    if (!is_missing(item.reading) && !other) continue;
    findings.item(i, {"", "Tigerpaw's price book has no item " + quoted(item.id->value()) + ".",
                      "Correct the item's id; `tariff list items` shows them all."});
  }
}

}  // namespace

const FileRule item_unknown{"item-unknown", check_item_unknown};

}  // namespace tariff::check
