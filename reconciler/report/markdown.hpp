#pragma once

#include <cstddef>
#include <string>

#include "plan/plan.hpp"

namespace tariff::report {

/// GitHub takes 65,536 characters as a comment, and 1 MiB as the summary of a step.
inline constexpr std::size_t comment_bytes_max = 60'000;
inline constexpr std::size_t step_summary_bytes_max = std::size_t{1} << 20U;

/// A plan as Markdown. Shape: `fits` is false where what nobody may miss did not fit; then `text` says only
/// that, with the totals.
struct Markdown {
  std::string text;
  bool fits = true;
  bool operator==(const Markdown&) const = default;
};

/// A plan as a comment on a pull request, in at most `bytes_max` bytes.
///
/// Shape: the first line is a comment in HTML that names the installation, so that one comment can be found
/// and brought up to date. Then the totals; then what is never cut: guards, decreases, retirements and
/// replacements, what is set aside, errors; then the other rows by customer, the long tail of them in a line
/// for each cause; then what was read. Data stands in cells of tables and as the names of billing periods.
/// Source: interface.md section 4; threats.md, "pull request page".
Markdown plan_markdown(const plan::Plan& plan, std::size_t bytes_max = comment_bytes_max);

}  // namespace tariff::report
