#pragma once

#include "plan/build.hpp"
#include "plan/lines.hpp"

namespace tariff::plan {

/// Puts into the wanted lines what counts there instead of the count and the price book: an [[override]], the
/// price and level of a line whose [[adopt]] takes `theirs`, a fixed price of the customer, a pinned price:
/// the earlier goes before the later. Requires: the customer's owned lines are gathered.
void take_agreed_values(Customer& customer, const Inputs& inputs);

}  // namespace tariff::plan
