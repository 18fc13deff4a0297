#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "plan/plan.hpp"
#include "plan/summary.hpp"

namespace tariff::plan {

/// The plan document. Shape: schema/plan.schema.json; every member is always there, null where empty, but for
/// `reverts`, which only a plan of `tariff revert` has, and `snapshot`, which only one on a snapshot has;
/// money is decimal text; one row a line. Cost: one row in memory at a time beside the text. Source:
/// interface.md section 6.
std::string plan_json(const Plan& plan, Exit exit);

/// The rows alone, in the same form: two plans that would do the same have the same text, wherever in the
/// file their mappings stand.
std::string changes_json(const Plan& plan);

/// Whether a document is byte for byte what `plan_json` wrote. It is no signature: it finds an edit, a cut
/// and a reformatting, not a forger.
bool is_as_written(std::string_view document);

/// Reads a plan document back; the bookkeeping is not part of it.
/// Fails: refused: not JSON, another format_version, a member of another type or missing.
Result<Plan> read_plan(std::string_view text);

/// The JSON Schema of the document (draft-07).
std::string plan_schema();

}  // namespace tariff::plan
