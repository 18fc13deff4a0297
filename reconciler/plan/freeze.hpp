#pragma once

#include "plan/build.hpp"
#include "plan/plan.hpp"

namespace tariff::plan {

/// Lets a row wait that would write to an agreement whose invoice run is awaited: what goes on the invoice is
/// the last good count. Adoption and release write nothing, a link bills nothing. Source: interface.md,
/// [freeze].
void freeze(Row& row, const Inputs& inputs);

}  // namespace tariff::plan
