#pragma once

#include <map>
#include <string>

#include "plan/plan.hpp"
#include "plan/summary.hpp"
#include "report/style.hpp"

namespace tariff::report {

/// A plan for people: one block per customer, what is set aside with the money it still bills, coverage, and
/// the stable last line. Source: interface.md section 4.
std::string plan_text(const plan::Plan& plan, const Style& style);

/// The stable last line, without a line end.
std::string last_line(const plan::Plan& plan);

/// "+418.20 Monthly, +1,200.00 Yearly"; "+0.00" where nothing moves.
std::string delta_text(const std::map<std::string, Money>& delta);

}  // namespace tariff::report
