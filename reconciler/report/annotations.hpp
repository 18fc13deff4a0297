#pragma once

#include <string>

#include "plan/plan.hpp"

namespace tariff::report {

/// Problems as workflow commands of GitHub, which shows each at its line of the file in a pull request.
///
/// Shape: `::error file=tariff.toml,line=41,col=15,title=rule::sentence`, one a line. GitHub shows ten errors
/// and ten warnings of a step; a notice says how many more there are. A message has at most 4,000 bytes as it
/// is written. Data is inert and escaped, so that it neither begins a command nor ends one; "" for no
/// problem. Source: docs.github.com, "Workflow commands for GitHub Actions"; actions/toolkit, command.ts.
std::string github_annotations(const Diagnostics& problems);

/// The guards that a plan is over as problems of its file: warnings where somebody went on over them. A guard
/// of an account stands at a row of it.
Diagnostics guard_problems(const plan::Plan& plan);

}  // namespace tariff::report
