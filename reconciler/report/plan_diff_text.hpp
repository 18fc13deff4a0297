#pragma once

#include <string>

#include "plan/plan_diff.hpp"
#include "plan/summary.hpp"
#include "report/style.hpp"

namespace tariff::report {

/// What moved between two plans, a row each, with the plans' money and whether a review still holds.
std::string plan_diff_text(const plan::PlanDifference& difference, const Style& style);

/// Shape: {"format_version":1,"exit":…,"same_intent":true,"rows":[…],"delta_before":[…],"delta_after":[…]}
std::string plan_diff_json(const plan::PlanDifference& difference, plan::Exit exit);

}  // namespace tariff::report
