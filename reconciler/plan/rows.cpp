#include "plan/rows.hpp"

#include <utility>

namespace tariff::plan {

Row row_for(const Customer& customer, std::string address, Action action) {
  Row row;
  row.address = std::move(address);
  row.action = std::move(action);
  row.tenant = customer.at.mapping->tenant;
  row.account = customer.at.mapping->account;
  if (customer.at.account != nullptr && *customer.at.account)
    row.account_name = customer.at.account->value().name;
  row.period = customer.period;
  const Place& place = customer.at.mapping->place;
  row.origin = {place.file, place.line, place.column, {}};
  return row;
}

Row charge_row(const Customer& customer, const ChargeKey& key, Action action, Money delta) {
  Row row = row_for(customer, address_of(key), std::move(action));
  row.amount_delta = delta;
  row.period = period_of(customer, key);
  return row;
}

std::vector<FieldCause> differing_fields(const LineValue& from, const LineValue& to, Cause cause) {
  std::vector<FieldCause> fields;
  if (from.quantity != to.quantity) fields.push_back({Field::quantity, cause});
  if (from.price != to.price) fields.push_back({Field::price, cause});
  if (from.level != to.level) fields.push_back({Field::level, cause});
  return fields;
}

Row held(Row row, std::string why) {
  row.hold = Hold::human;
  row.hold_reason = std::move(why);
  return row;
}

}  // namespace tariff::plan
