#pragma once

#include <string>
#include <vector>

#include "plan/explain.hpp"
#include "plan/summary.hpp"
#include "report/style.hpp"

namespace tariff::report {

/// From licence keys to lines, a block for each mapping. `plan` is the one that was explained.
std::string explain_text(const std::vector<plan::ExplainedMapping>& mappings, const plan::Plan& plan,
                         const Style& style);

/// One JSON document. Shape: schema/explain.schema.json.
std::string explain_json(const std::vector<plan::ExplainedMapping>& mappings, const plan::Plan& plan,
                         plan::Exit exit);
std::string explain_schema();

}  // namespace tariff::report
