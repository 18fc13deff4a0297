#pragma once

#include "plan/plan.hpp"
#include "text/json.hpp"

namespace tariff::plan {

/// One member of `changes`. `commit` is the plan's, for rows whose own is not known.
Json row_json(const Row& row, const std::string& commit);
Json problem_json(const Diagnostic& problem);

}  // namespace tariff::plan
