#pragma once

#include <string>

#include "domain/observed.hpp"
#include "plan/plan.hpp"
#include "report/table.hpp"

namespace tariff::report {

/// What a person has to type into Tigerpaw so that the plan is carried out by hand.
///
/// Shape: one row for each line that changes, by account, and with each customer decreases first, so that two
/// amounts for one count never stand together; a replace has one row for each of its lines. What waits for
/// something says so as its action, and nothing is to be typed for it; so does each mapping that is set aside
/// or unread, behind the lines. `observed` are the values that the plan was made from: the names of items and
/// levels, and the numbers of lines, come from there.
Table worklist(const plan::Plan& plan, const Observed& observed);

}  // namespace tariff::report
