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
  std::optional<plan::Plan> reviewed;  ///< a saved plan: exactly this, or nothing
};

/// Whether this plan may be applied as it is.
///
/// Fails: refused: ownership unknown, or a mapping is set aside without `keep_going`; unavailable: a tenant
/// is unread without it; conflict: the plan is not the reviewed one any more (exit 5, see exit_of_refusal).
Status may_apply(const plan::Plan& plan, const ApplyWish& wish);

/// The exit code of a refusal by may_apply.
plan::Exit exit_of_refusal(const Error& refusal);

report::EndReport end_report(const plan::Plan& plan, const apply::Report& report);
plan::Exit exit_of(const plan::Plan& plan, const apply::Report& report);

}  // namespace tariff::app
