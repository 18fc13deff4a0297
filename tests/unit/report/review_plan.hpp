#pragma once

#include <string>
#include <vector>

#include "plan/plan.hpp"

/// A plan with one of each thing that a reviewer looks at.
namespace tariff::report {

/// Shape: create +10.50, update +7.00, update -3.50, retire -52.50, replace, link, observe -7.00; then a
/// guard that stops and one that was allowed, a mapping set aside, an error, a warning, background and
/// coverage.
plan::Plan review_plan();

/// One more customer with an ordinary create of 3.50 for a month.
plan::Row ordinary_row(std::int64_t number);

/// The same plan with that text wherever text comes from outside.
plan::Plan hostile_plan(const std::string& name);

/// Names that want to be more than names. Source: threats.md.
const std::vector<std::string>& hostile_names();

}  // namespace tariff::report
