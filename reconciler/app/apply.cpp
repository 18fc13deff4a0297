#include "app/apply.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "plan/consent.hpp"
#include "plan/guards.hpp"
#include "plan/json.hpp"
#include "text/time.hpp"

namespace tariff::app {
namespace {

bool any_unread(const plan::Plan& plan) {
  return std::any_of(plan.set_aside.begin(), plan.set_aside.end(),
                     [](const plan::SetAside& entry) { return entry.unread; });
}

constexpr std::size_t stale_shown_max = 10;

/// A revert is exact: what it goes back to was never counted today.
Status meets_review(const plan::Plan& plan, const ApplyWish& wish, const plan::ReviewedMatch& review) {
  const plan::Plan& reviewed = *wish.reviewed;
  if (reviewed.installation != plan.installation)
    return Error{ErrorKind::refused,
                 "The reviewed plan is of the installation " + reviewed.installation.text() +
                     ", the file is of " + plan.installation.text() + ".",
                 "Make a plan of this file."};
  if (reviewed.reverts && plan::changes_json(reviewed) != plan::changes_json(plan))
    return Error{ErrorKind::conflict, "The reviewed plan and what would be done now differ.",
                 "Configuration or live data have moved; make and review a new plan."};
  if (reviewed.limits != plan.limits)
    return Error{ErrorKind::conflict, "[guards] says something else than when the plan was reviewed.",
                 "Make and review a new plan."};
  if (review.stale.empty() || wish.skips_stale) return done();
  std::string rows;
  for (std::size_t i = 0; i < review.stale.size() && i < stale_shown_max; ++i)
    rows += "\n  " + inert(review.stale[i].address, 120) + ": " + review.stale[i].text;
  if (review.stale.size() > stale_shown_max)
    rows += "\n  and " + std::to_string(review.stale.size() - stale_shown_max) + " more";
  return Error{
      ErrorKind::conflict,
      "The reviewed plan is stale in " + std::to_string(review.stale.size()) + " of its rows." + rows,
      "Configuration or live data have moved; make and review a new plan, or pass --stale skip to "
      "apply the others."};
}

bool applies_anything(const plan::Plan& plan, const plan::Consent& consent) {
  return std::any_of(plan.rows.begin(), plan.rows.end(), [&](const plan::Row& row) {
    return plan::is_change(row) && plan::consented(row, consent).action;
  });
}

/// "tariff 0.1.0" of "tariff 0.1.0 (1a2b3c4)".
std::string version_of(const std::string& program) { return program.substr(0, program.find(" (")); }

}  // namespace

Status may_be_reviewed(std::string_view document, const plan::Plan& plan, const std::string& program) {
  if (version_of(plan.program) != version_of(program))
    return Error{ErrorKind::invalid,
                 "The plan was made by " + inert(version_of(plan.program), 60) + ", and this is " +
                     version_of(program) + ".",
                 "Make the plan again with this version."};
  if (!plan::is_as_written(document))
    return Error{ErrorKind::invalid,
                 "The plan is not as it was written: somebody edited, cut or reformatted the file.",
                 "Make the plan again with `tariff plan --out`."};
  if (plan.snapshot)
    return Error{ErrorKind::refused,
                 "The plan was made on a snapshot of " + write_instant(plan.snapshot->taken) +
                     ", and what stands may have moved since.",
                 "It is for review; to apply, make a plan of what stands with `tariff plan --out`."};
  return done();
}

Status may_apply(const plan::Plan& plan, const ApplyWish& wish, const plan::ReviewedMatch& review) {
  if (!plan.applyable)
    return Error{ErrorKind::refused, "Nobody can say which lines are ours, since the ledger was not read.",
                 "Name it under [ledger] url in connections.toml; make it once with `tariff ledger init`."};
  if (wish.reviewed)
    if (const auto holds = meets_review(plan, wish, review); !holds) return holds;
  if (plan::stops_the_run(plan) && !applies_anything(plan, plan::with_policy(plan, wish.consent)))
    return Error{ErrorKind::refused, "A guard stops this run, so nothing was applied.",
                 "Look at the plan's guards; each says what to pass to go on."};
  if (wish.keep_going) return done();
  if (any_unread(plan))
    return Error{ErrorKind::unavailable, "Not everything could be read, so nothing was applied.",
                 "Run again, or pass --keep-going to apply the rest."};
  if (has_errors(plan.problems))
    return Error{ErrorKind::refused, "At least one mapping has a problem, so nothing was applied.",
                 "Mend it, or pass --keep-going to apply the rest."};
  return done();
}

plan::Exit exit_of_refusal(const Error& refusal) {
  return refusal.kind == ErrorKind::conflict ? plan::Exit::stale : plan::exit_for(refusal.kind);
}

report::EndReport end_report(const plan::Plan& plan, const apply::Report& report,
                             const plan::ReviewedMatch& review) {
  report::EndReport out;
  for (const auto& row : report.rows) {
    const std::string end(apply::row_end_name(row.end));
    out.rows.push_back({row.address, row.tenant, end, row.message});
    ++out.counts[end];
    for (const auto& [period, amount] : row.applied_delta)
      if (!amount.is_zero()) out.applied_delta[period] = out.applied_delta[period] + amount;
  }
  out.set_aside = static_cast<std::int64_t>(plan.set_aside.size());
  out.run = report.run.text();
  if (report.head.sequence > 0)
    out.head = "entry " + std::to_string(report.head.sequence) + ", " + report.head.hash.substr(0, 16);
  out.stop_reason = report.stop_reason;
  out.alarms = report.found.alarms;
  out.notes = report.found.notes;
  for (const auto& note : review.moved) out.notes.push_back(note.address + ": " + note.text + ".");
  if (review.satisfied > 0)
    out.notes.push_back(std::to_string(review.satisfied) + " of the reviewed rows stand already.");
  if (review.unreviewed > 0)
    out.notes.push_back(std::to_string(review.unreviewed) +
                        " rows that the reviewed plan does not have are left for another run.");
  if (plan.narrowed)
    out.notes.push_back("Narrowed: " + plan.narrowed->words + "; " + std::to_string(plan.narrowed->left_out) +
                        " rows left out.");
  if (!plan.epoch.empty()) out.notes.push_back("A new epoch of the ledger has begun: " + plan.epoch);
  return out;
}

plan::Exit exit_of(const plan::Plan& plan, const apply::Report& report) {
  if (report.count(apply::RowEnd::unknown) > 0) return plan::Exit::unknown;
  if (!report.found.alarms.empty()) return plan::Exit::partial;
  const bool is_partial =
      report.count(apply::RowEnd::failed) > 0 || report.count(apply::RowEnd::waiting) > 0 ||
      report.count(apply::RowEnd::not_attempted) > 0 || !plan.set_aside.empty() || has_errors(plan.problems);
  if (is_partial) return plan::Exit::partial;
  return report.stop_reason.empty() ? plan::Exit::ok : plan::Exit::error;
}

}  // namespace tariff::app
