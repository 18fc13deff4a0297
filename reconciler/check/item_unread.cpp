#include "base/inert.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_item_unread(const Facts& facts, Findings& findings) {
  for (std::size_t i = 0; i < facts.items().size(); ++i) {
    const ItemFacts& item = facts.items()[i];
    if (!is_unread(item.reading)) continue;
    const Error& error = item.reading->error();
    findings.item_unread(
        i, {"",
            "The price book item " + quoted(item.id->value()) + " could not be read: " + inert(error.message),
            error.hint});
  }
}

}  // namespace

const FileRule item_unread{"item-unread", check_item_unread};

}  // namespace tariff::check
