#pragma once

#include <string>
#include <vector>

#include "plan/lines.hpp"
#include "plan/plan.hpp"

namespace tariff::plan {

/// A row of that customer with the fields that every action shares.
Row row_for(const Customer& customer, std::string address, Action action);

/// The same for one line, with what it moves in money.
Row charge_row(const Customer& customer, const ChargeKey& key, Action action, Money delta);

/// The fields in which two values differ, each with that cause.
std::vector<FieldCause> differing_fields(const LineValue& from, const LineValue& to, Cause cause);

/// That row, waiting for a person.
Row held(Row row, std::string why);

}  // namespace tariff::plan
