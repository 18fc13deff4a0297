#pragma once

#include <string>

#include "plan/plan.hpp"

namespace tariff::report {

/// "5 of 6 mapped virtual servers (7 exist)"; of several sources each with its name.
std::string tenants_read_text(const plan::Coverage& coverage);
/// "virtual server" or "company" where every source has the same, else "tenant".
std::string tenant_word(const plan::Coverage& coverage);
/// "Virtual servers without a mapping"
std::string unmapped_title(const plan::Coverage& coverage);

}  // namespace tariff::report
