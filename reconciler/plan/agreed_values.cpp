#include "plan/agreed_values.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "plan/adoption.hpp"
#include "text/time.hpp"

namespace tariff::plan {
namespace {

/// What the ledger says of a line of which something was agreed; nullptr where nothing was yet.
const ChargeState* agreed_on(const Customer& customer, const ChargeKey& key) {
  for (const auto& line : customer.owned)
    if (line.key == key && line.ledger->confirmed) return line.ledger;
  return nullptr;
}

void take_fixed_price(WantedLine& line) {
  line.value.price = *line.fixed_price;
  line.price_is_said = true;
  line.note = "fixed price of this customer";
}

void take_override(WantedLine& line, const Override& word) {
  line.value.quantity = word.quantity.value_or(line.value.quantity);
  line.value.price = word.price.value_or(line.value.price);
  line.quantity_is_said = word.quantity.has_value();
  line.price_is_said = line.price_is_said || word.price.has_value();
  if (word.price) line.note.clear();
  if (!line.note.empty()) line.note += "; ";
  line.note += "the file says so until " + write_day(word.until) + ": " + inert(word.reason, 80);
}

}  // namespace

void take_agreed_values(Customer& customer, const Inputs& inputs) {
  const AccountNumber account = customer.at.mapping->account;
  for (auto& line : customer.wanted) {
    const ChargeState* known = agreed_on(customer, line.key);
    if (known != nullptr) {
      const LineValue& agreed = *known->confirmed;
      const Adopt* block = adopt_block(inputs, account, line.key.item);
      const bool theirs = block != nullptr && block->take == Take::theirs;
      const bool had_no_price = known->agreed_price && known->agreed_price->is_zero();
      const bool pinned =
          inputs.desired.price == PriceRule::pin && agreed.level == line.value.level && !had_no_price;
      if (theirs) line.value.level = agreed.level;
      // A price that the file said was written, and never agreed.
      if (theirs || pinned) line.value.price = known->agreed_price.value_or(agreed.price);
      if (theirs) line.fixed_price.reset();
    }
    const Money agreed_price = line.value.price;
    if (line.fixed_price) take_fixed_price(line);
    for (const auto& word : inputs.desired.overrides)
      if (word.account == account && word.item == line.key.item && inputs.observed.today <= word.until)
        take_override(line, word);
    if (line.value.price != agreed_price) line.agreed_price = agreed_price;
    line.said_price_ended = !line.price_is_said && known != nullptr && known->agreed_price.has_value();
  }
}

}  // namespace tariff::plan
