#pragma once

#include <string>

#include "plan/plan.hpp"
#include "text/json.hpp"

namespace tariff::plan {

/// What people review of a row: whom it bills for what, at which level and price, by which action and cause.
/// The counted quantity is not part of it; it moves every day by itself. Source: interface.md section 6.
Json intent_json(const Row& row);

/// "sha256:…" over the intents of a plan and its guard settings.
///
/// Shape: rows by address; rows whose every cause is usage are left out, since usage alone decides whether
/// they are there. So order, comments, line ends and another commit with the same meaning do not move it.
std::string intent_digest(const Plan& plan);

/// The [guards] of the file in canonical form.
Json limits_json(const Guards& limits);

}  // namespace tariff::plan
