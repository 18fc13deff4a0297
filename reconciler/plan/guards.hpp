#pragma once

#include <string>
#include <vector>

#include "domain/resolution.hpp"
#include "plan/build.hpp"
#include "plan/consent.hpp"

namespace tariff::plan {

/// What a run may apply, and which guards somebody has said to go on over.
struct GuardWish {
  Consent consent;  ///< rows that wait for another consent move nothing, so they count nowhere
  std::vector<std::string> allowed;  ///< names as GuardHit has them
};

/// Compares what would be applied with what stands, and holds what is over a limit of [guards].
///
/// Shape: `plan.guards` names every limit that was reached, allowed ones too; the rows behind the others have
/// Hold::guarded. What an earlier run has begun is never held, and counts nowhere: it was consented to.
/// Until the first filling is over, only the source is guarded. Requires: `inputs` is what the plan was built
/// from. Cost: O(rows + lines). Source: decision 0016.
void guard(Plan& plan, const Inputs& inputs, const GuardWish& wish);

/// True where a guard of the whole run is reached and nobody has allowed it.
bool stops_the_run(const Plan& plan);

}  // namespace tariff::plan
