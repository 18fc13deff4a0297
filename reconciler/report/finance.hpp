#pragma once

#include "plan/plan.hpp"
#include "report/table.hpp"

namespace tariff::report {

/// A plan for those who look after the money: a row for each row of the plan, and of a replace one for each
/// of its lines, so that a column can be added up.
///
/// Shape: what stands before and behind, each with its amount per `period`; a cell is empty where nothing
/// stands or no value is written. `hold` is what the row waits for, empty where it waits for nothing but its
/// consent. What is only observed has the action `observe`.
Table finance_table(const plan::Plan& plan);

}  // namespace tariff::report
