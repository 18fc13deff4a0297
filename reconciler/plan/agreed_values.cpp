#include "plan/agreed_values.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "plan/adoption.hpp"
#include "text/time.hpp"

namespace tariff::plan {
namespace {

/// What was last agreed on the line; nullptr where nothing was yet.
const LineValue* agreed_on(const Customer& customer, const ChargeKey& key) {
  for (const auto& line : customer.owned)
    if (line.key == key && line.ledger->confirmed) return &*line.ledger->confirmed;
  return nullptr;
}

void take_override(WantedLine& line, const Override& word) {
  line.value.quantity = word.quantity.value_or(line.value.quantity);
  line.value.price = word.price.value_or(line.value.price);
  line.quantity_is_said = word.quantity.has_value();
  line.price_is_said = word.price.has_value();
  line.note = "the file says so until " + write_day(word.until) + ": " + inert(word.reason, 80);
}

}  // namespace

void take_agreed_values(Customer& customer, const Inputs& inputs) {
  const AccountNumber account = customer.at.mapping->account;
  for (auto& line : customer.wanted) {
    if (const LineValue* agreed = agreed_on(customer, line.key)) {
      const Adopt* block = adopt_block(inputs, account, line.key.item);
      const bool theirs = block != nullptr && block->take == Take::theirs;
      const bool pinned = inputs.desired.price == PriceRule::pin && agreed->level == line.value.level;
      if (theirs) line.value.level = agreed->level;
      if (theirs || pinned) line.value.price = agreed->price;
    }
    for (const auto& word : inputs.desired.overrides)
      if (word.account == account && word.item == line.key.item && inputs.observed.today <= word.until)
        take_override(line, word);
  }
}

}  // namespace tariff::plan
