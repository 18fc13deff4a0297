#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/plan.hpp"
#include "apply/run.hpp"
#include "plan/consent.hpp"
#include "plan/summary.hpp"
#include "report/apply_text.hpp"

namespace tariff::app {

/// What a person or a pipeline has said about a plan before it is applied.
struct ApplyWish {
  plan::Consent consent;
  bool keep_going = false;
  std::optional<plan::Plan> reviewed;  ///< a saved plan: this, as far as it still holds, and nothing else
  bool skips_stale = false;            ///< what of it does not hold is left; else nothing is applied
};

/// Whether a saved plan is one that this program may apply. Fails: invalid: it was edited or cut, or another
/// version made it.
Status may_be_reviewed(std::string_view document, const plan::Plan& plan, const std::string& program);

/// Whether this plan may be applied as it is.
///
/// Fails: refused: ownership unknown, a mapping is set aside without `keep_going`, a guard stops the run, or
/// the reviewed plan is another installation's; unavailable: a tenant is unread without `keep_going`;
/// conflict: the reviewed plan does not hold any more (exit 5, see exit_of_refusal).
Status may_apply(const plan::Plan& plan, const ApplyWish& wish, const plan::ReviewedMatch& review = {});

/// The exit code of a refusal by may_apply.
plan::Exit exit_of_refusal(const Error& refusal);

report::EndReport end_report(const plan::Plan& plan, const apply::Report& report,
                             const plan::ReviewedMatch& review = {});
plan::Exit exit_of(const plan::Plan& plan, const apply::Report& report);

}  // namespace tariff::app
