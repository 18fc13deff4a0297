#pragma once

#include <string>

#include "domain/checkup.hpp"
#include "plan/summary.hpp"
#include "report/style.hpp"

namespace tariff::report {

/// "ok", "warning", "failed", "not_tried", "assumed"
std::string check_state_name(CheckState state);

/// A line for each check with what to do below it, then figures.
std::string doctor_text(const Checkup& checkup, const Style& style);

/// One JSON document. Shape: schema/doctor.schema.json.
std::string doctor_json(const Checkup& checkup, plan::Exit exit);
std::string doctor_schema();

}  // namespace tariff::report
