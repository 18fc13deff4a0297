#pragma once

#include "cli/arguments.hpp"
#include "cli/terminal.hpp"
#include "plan/summary.hpp"

namespace tariff::cli {

/// Writes a plan for those who review it, in each form that was asked for.
///
/// Gives `code`, or the graver of it and 1 where a file could not be written, and 4 where what nobody may
/// miss has no room in a comment or a summary; the reason has been printed then.
plan::Exit write_review_files(const plan::Plan& plan, const ReviewFiles& files, plan::Exit code,
                              Terminal& terminal);

}  // namespace tariff::cli
