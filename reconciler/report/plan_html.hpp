#pragma once

#include <string>

#include "plan/plan.hpp"

namespace tariff::report {

/// A plan as one page that needs nothing else: totals, guards, the rows with search and filters, what is set
/// aside, problems, and what was read.
///
/// Shape: what a reviewer must see (must_be_seen() of plan_lines.hpp) is marked, and a tick leaves it alone.
/// A replace is one row with a line in its cells for each of its lines. Without a script every row is shown.
std::string plan_html(const plan::Plan& plan);

}  // namespace tariff::report
