#include "check/rules.hpp"
#include "text/match.hpp"

namespace tariff::check {
namespace {

void check_item_case_differs(const Facts& facts, Findings& findings) {
  for (std::size_t i = 0; i < facts.items().size(); ++i) {
    const ItemFacts& item = facts.items()[i];
    if (item.found == nullptr || item.found->id == *item.id) continue;
    if (!equal_ignoring_case(item.found->id.value(), item.id->value())) continue;
    findings.item(i, {"",
                      "Tigerpaw writes the item " + quoted(item.id->value()) + " as " +
                          quoted(item.found->id.value()) + ".",
                      "Write it the same way: an item is known by the exact id that Tigerpaw returns."});
  }
}

}  // namespace

const FileRule item_case_differs{"item-case-differs", check_item_case_differs};

}  // namespace tariff::check
