#pragma once

#include "ledger/state.hpp"
#include "plan/build.hpp"
#include "ports/config_file.hpp"

namespace tariff::app {

/// What a request is compared in, beside its two files. `ledger` is nullptr where there is none.
struct RequestSettings {
  const LedgerSnapshot* ledger = nullptr;
  bool observes_only = false;  ///< writer = "none", as PlanSettings has it
};

/// Keeps of a plan what its file causes beside the file of the base: rows with another intent, and problems
/// that the base does not have. What the base has too becomes one line of background, and warnings.
///
/// Both files are held against the same reading, so a mapping that only the base needs counts as missing
/// there. A base that cannot be read as a file causes everything. Cost: one more plan, no request.
/// Requires: `inputs` is what the plan was built from. Source: issue "plans that people can review", part 3.
void keep_request(plan::Plan& plan, const plan::Inputs& inputs, const ConfigText& base,
                  const RequestSettings& settings);

}  // namespace tariff::app
