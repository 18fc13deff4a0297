#include "plan/adoption.hpp"

#include <algorithm>

#include "base/inert.hpp"

namespace tariff::plan {
namespace {

std::string text_of(const LineValue& value) {
  return std::to_string(value.quantity) + " at " + value.price.text();
}

std::string stands_there(const Customer& customer, const ChargeKey& key, const ChargeLine& line,
                         const Inputs& inputs) {
  const auto known = inputs.ledger->charges.find(key);
  if (known != inputs.ledger->charges.end() && known->second.detail == line.id)
    return "line " + line.id.text() + " is ours already, under account " + known->second.account.text() +
           "; its agreement belongs to " + customer.at.mapping->account.text() + " now";
  return "line " + line.id.text() + " (" + inert(line.source, 60) + ") stands there already";
}

}  // namespace

const Adopt* adopt_block(const Inputs& inputs, AccountNumber account, const ItemId& item) {
  const auto& blocks = inputs.desired.adopts;
  const auto found = std::find_if(blocks.begin(), blocks.end(), [&](const Adopt& block) {
    return block.account == account && block.item == item;
  });
  return found == blocks.end() ? nullptr : &*found;
}

Decision adopt(const Customer& customer, const WantedLine& wanted, const ChargeLine& line,
               const Inputs& inputs) {
  const LineValue found = value_of(line);
  if (wanted.value.quantity == 0 && found.quantity == 0) return {};
  AdoptCharge action{wanted.key, line.id, found, wanted.value, wanted.parts};
  if (const Adopt* block = adopt_block(inputs, customer.at.mapping->account, wanted.key.item))
    action.take = block->take;
  if (action.take == Take::theirs) action.wanted = found;
  const Money delta = action.sets() ? wanted.value.amount() - found.amount() : Money{};
  const bool is_equal = found == wanted.value && !line.print_when_zero;
  const bool says_how = action.take.has_value();
  Row row = charge_row(customer, wanted.key, std::move(action), delta);
  row.cause = Cause::adoption;
  row.reason = stands_there(customer, wanted.key, line, inputs);
  if (line.delete_after_invoicing || line.use_flat_price)
    return {held(std::move(row),
                 "Line " + line.id.text() +
                     " is removed after invoicing or has a flat price; such a line is never ours."),
            {}};
  if (!is_equal && !says_how)
    return {
        held(std::move(row), "Line " + line.id.text() + " holds " + text_of(found) + ", ours would hold " +
                                 text_of(wanted.value) +
                                 "; say [[adopt]] take = \"ours\" or \"theirs\" in the file, or make them "
                                 "equal in Tigerpaw."),
        {}};
  return {std::move(row), {}};
}

Decision hold_duplicates(const Customer& customer, const WantedLine& wanted,
                         const std::vector<const ChargeLine*>& lines) {
  std::string ids;
  for (const auto* line : lines) ids += (ids.empty() ? "" : ", ") + line->id.text();
  CreateCharge action{wanted.key, wanted.description, wanted.value, wanted.parts, {}};
  Row row = charge_row(customer, wanted.key, std::move(action), {});
  row.cause = Cause::adoption;
  row.reason = parts_text(wanted.parts);
  return {held(std::move(row),
               "Several lines carry this item and none is ours: " + ids + ". Leave one of them in Tigerpaw."),
          {}};
}

}  // namespace tariff::plan
