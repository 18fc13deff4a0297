#include "app/apply.hpp"

#include <algorithm>

#include "plan/json.hpp"

namespace tariff::app {
namespace {

bool any_unread(const plan::Plan& plan) {
  return std::any_of(plan.set_aside.begin(), plan.set_aside.end(),
                     [](const plan::SetAside& entry) { return entry.unread; });
}

}  // namespace

Status may_apply(const plan::Plan& plan, const ApplyWish& wish) {
  if (!plan.applyable)
    return Error{ErrorKind::refused, "Nobody can say which lines are ours, since the ledger was not read.",
                 "Name it under [ledger] url in connections.toml; make it once with `tariff ledger init`."};
  if (wish.reviewed && plan::changes_json(*wish.reviewed) != plan::changes_json(plan))
    return Error{ErrorKind::conflict, "The reviewed plan and what would be done now differ.",
                 "Configuration or live data have moved; make and review a new plan."};
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

report::EndReport end_report(const plan::Plan& plan, const apply::Report& report) {
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
