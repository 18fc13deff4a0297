#pragma once

#include <vector>

#include "plan/plan.hpp"

namespace tariff::plan {

/// The lines that an action is about: every move's of a replace, none for a link.
std::vector<ChargeKey> keys_of(const Action& action);

}  // namespace tariff::plan
