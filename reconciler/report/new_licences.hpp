#pragma once

#include <string>
#include <vector>

#include "plan/plan.hpp"

namespace tariff::report {

/// "Endpoint Security Cloud 2027 -> product Cloud (37 devices of 2 customers)", one for each new name, safe
/// to show.
std::vector<std::string> new_licence_lines(const plan::Plan& plan);

}  // namespace tariff::report
