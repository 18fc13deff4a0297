#pragma once

#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "ports/ledger.hpp"

namespace tariff::app {

/// Lines of ours that were changed again after each of two or more of our runs: a sentence for each, since
/// that is what another program does and no person.
///
/// Cost: nothing where no row of the plan comes from an edit by hand; else the whole log once. Fails: as the
/// log.
Result<std::vector<std::string>> repeated_edits(LedgerLog& log, const plan::Plan& plan);

}  // namespace tariff::app
