#pragma once

#include "domain/desired.hpp"
#include "domain/observed.hpp"
#include "ledger/run_changes.hpp"
#include "ledger/state.hpp"
#include "plan/plan.hpp"

namespace tariff::plan {

/// What a revert is made from. `ordinary` is the plan that the file asks for now. Requires: `observed` holds
/// the agreement of every line that the run changed, or an Error in its place.
struct RevertInputs {
  const RunChanges& changes;
  const LedgerState& ledger;
  const Desired& desired;
  const Observed& observed;
  const Plan& ordinary;
};

/// Whether that run can be taken back at all.
///
/// Fails: invalid: the ledger knows no such run; refused: it was a decision, a revert itself, or changed no
/// line; locked: it is still running.
Status may_revert(const RunChanges& changes);

/// The plan that takes the lines which a run changed back to what was confirmed before it. Pure and total.
///
/// Shape: a create and an earlier retire become a retire, everything else a set, an adoption a release; lines
/// between which the run moved counts are one replace row. Each field goes back only where it still is what
/// the run left; a field that the run did not touch stays. A row is held where the line is not as we last
/// wrote it, a later run has changed the same field, a write is not proven, its agreement was invoiced since
/// or its invoice is awaited. `problems` are warnings: what cannot be undone, and which lines the file wants
/// otherwise. Every row's cause is `config`: a person decides.
Plan revert(const RevertInputs& inputs);

}  // namespace tariff::plan
