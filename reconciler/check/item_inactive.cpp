#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_item_inactive(const Facts& facts, Findings& findings) {
  for (std::size_t i = 0; i < facts.items().size(); ++i) {
    const ItemFacts& item = facts.items()[i];
    if (item.found == nullptr || item.found->id != *item.id || item.found->active) continue;
    findings.item(i, {"", "The price book item " + quoted(item.id->value()) + " is inactive.",
                      "Activate it in Tigerpaw, or name another item."});
  }
}

}  // namespace

const FileRule item_inactive{"item-inactive", check_item_inactive};

}  // namespace tariff::check
