#include "plan/rows.hpp"

#include <utility>

namespace tariff::plan {

Row row_for(const Customer& customer, std::string address, Action action) {
  Row row;
  row.address = std::move(address);
  row.action = std::move(action);
  row.tenant = customer.at.mapping->virtual_server;
  row.account = customer.at.mapping->account;
  if (customer.at.account != nullptr && *customer.at.account)
    row.account_name = customer.at.account->value().name;
  row.period = customer.period;
  row.origin = customer.at.mapping->place;
  row.origin.source_line.clear();
  return row;
}

Row charge_row(const Customer& customer, const ChargeKey& key, Action action, Money delta) {
  Row row = row_for(customer, address_of(key), std::move(action));
  row.amount_delta = delta;
  return row;
}

Row held(Row row, std::string why) {
  row.hold = Hold::human;
  row.hold_reason = std::move(why);
  return row;
}

}  // namespace tariff::plan
