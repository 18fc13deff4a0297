#pragma once

#include <string>

#include "plan/drift.hpp"
#include "plan/plan.hpp"
#include "plan/summary.hpp"
#include "report/style.hpp"

namespace tariff::report {

/// What changed behind our back, by customer, then what the next run follows, then figures. `plan` is the one
/// that the report was made from.
std::string drift_text(const plan::DriftReport& report, const plan::Plan& plan, const Style& style);

/// One JSON document. Shape: schema/drift.schema.json.
std::string drift_json(const plan::DriftReport& report, const plan::Plan& plan, plan::Exit exit);
std::string drift_schema();

}  // namespace tariff::report
