#pragma once

#include "app/plan.hpp"

namespace tariff::app {

/// Reads as make_plan does, and plans to take back what `run` changed instead of what the file wants.
///
/// Shape: as make_plan; the plan's `reverts` is `run`. Fails: as make_plan and plan::may_revert; refused:
/// there is no ledger, or it may not be the newest; conflict: another run moved the ledger while it was read.
Result<Planned> make_revert(const PlanPorts& ports, const PlanSettings& settings, const RunId& run);

}  // namespace tariff::app
