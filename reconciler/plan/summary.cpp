#include "plan/summary.hpp"

#include <algorithm>
#include <array>

namespace tariff::plan {
namespace {

/// What each action moves; periods are never added up.
struct DeltaOf {
  using Delta = std::map<std::string, Money>;
  const std::string& period;

  Delta operator()(const CreateCharge& create) const { return {{period, create.to.amount()}}; }
  Delta operator()(const UpdateCharge& update) const {
    return {{period, update.to.amount() - update.from.amount()}};
  }
  Delta operator()(const RetireCharge& retire) const { return {{period, Money{} - retire.from.amount()}}; }
  Delta operator()(const ReplaceCharges& replace) const {
    Delta delta;
    for (const auto& move : replace.moves)
      delta[move.period] = delta[move.period] + (move.to.amount() - move.from.amount());
    return delta;
  }
  Delta operator()(const LinkAccount&) const { return {}; }
  Delta operator()(const AdoptCharge& adopt) const {
    return adopt.sets() ? Delta{{period, adopt.wanted.amount() - adopt.found.amount()}} : Delta{};
  }
  Delta operator()(const ReleaseCharge&) const { return {}; }
  Delta operator()(const ObserveCharge&) const { return {}; }
};

/// Counts one row that will be applied.
struct Counting {
  Summary& summary;

  void operator()(const LinkAccount&) { ++summary.links; }
  void operator()(const CreateCharge&) { ++summary.creates; }
  void operator()(const UpdateCharge&) { ++summary.updates; }
  void operator()(const RetireCharge&) { ++summary.retires; }
  void operator()(const AdoptCharge&) { ++summary.adopts; }
  void operator()(const ReleaseCharge&) { ++summary.releases; }
  void operator()(const ObserveCharge&) { ++summary.observed_rows; }
  void operator()(const ReplaceCharges&) { ++summary.replaces; }
};

bool is_held(Hold hold) {
  switch (hold) {
    case Hold::human:
    case Hold::suspect:
    case Hold::frozen:
    case Hold::guarded:
    case Hold::stale:
      return true;
    case Hold::none:
    case Hold::unknown:
    case Hold::scheduled:
      return false;
  }
  return false;
}

/// Gravest first.
constexpr std::array gravity{Exit::bug,     Exit::unknown, Exit::partial, Exit::error,
                             Exit::unread,  Exit::refused, Exit::stale,   Exit::locked,
                             Exit::invalid, Exit::changes, Exit::ok};

}  // namespace

Summary summary_of(const Plan& plan) {
  Summary summary;
  for (const auto& row : plan.rows) {
    if (is_held(row.hold)) ++summary.held;
    if (row.hold == Hold::unknown) ++summary.unknown;
    if (row.hold == Hold::scheduled) ++summary.scheduled;
    if (row.hold != Hold::none) continue;
    std::visit(Counting{summary}, row.action);
    for (const auto& [period, amount] : delta_of(row.action, row.period))
      summary.delta[period] = summary.delta[period] + amount;
  }
  return summary;
}

std::map<std::string, Money> delta_of(const Action& action, const std::string& row_period) {
  return std::visit(DeltaOf{row_period}, action);
}

bool is_empty(const Plan& plan) {
  const Summary summary = summary_of(plan);
  return summary.changes() + summary.held + summary.unknown + summary.scheduled == 0;
}

bool has_entries(const Plan& plan) {
  return !plan.bookkeeping.empty() || !plan.epoch.empty() || !plan.new_licences.empty();
}

std::string_view exit_class(Exit code) {
  switch (code) {
    case Exit::ok:
      return "ok";
    case Exit::error:
      return "error";
    case Exit::changes:
      return "changes";
    case Exit::invalid:
      return "invalid";
    case Exit::refused:
      return "refused";
    case Exit::stale:
      return "stale";
    case Exit::locked:
      return "locked";
    case Exit::partial:
      return "partial";
    case Exit::unknown:
      return "unknown";
    case Exit::unread:
      return "unread";
    case Exit::usage:
      return "usage";
    case Exit::bug:
      return "bug";
    case Exit::interrupted:
    case Exit::terminated:
      return "signal";
  }
  return "";
}

Exit graver(Exit left, Exit right) {
  const auto found =
      std::find_if(gravity.begin(), gravity.end(), [&](Exit code) { return code == left || code == right; });
  return found == gravity.end() ? left : *found;
}

Exit exit_for(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found:
      return Exit::error;
    case ErrorKind::conflict:
      return Exit::locked;
    case ErrorKind::refused:
      return Exit::refused;
    case ErrorKind::unavailable:
      return Exit::unread;
    case ErrorKind::outcome_unknown:
      return Exit::unknown;
    case ErrorKind::invalid:
      return Exit::invalid;
    case ErrorKind::local_io:
      return Exit::error;
    case ErrorKind::locked:
      return Exit::locked;
  }
  return Exit::bug;
}

Exit exit_of(const Plan& plan, bool detailed) {
  Exit code = detailed && !is_empty(plan) ? Exit::changes : Exit::ok;
  if (has_errors(plan.problems)) code = graver(code, Exit::invalid);
  const bool any_unread = std::any_of(plan.set_aside.begin(), plan.set_aside.end(),
                                      [](const SetAside& entry) { return entry.unread; });
  if (any_unread) code = graver(code, Exit::unread);
  const bool is_guarded = std::any_of(plan.guards.begin(), plan.guards.end(),
                                      [](const GuardHit& hit) { return !hit.is_allowed; });
  if (!plan.ownership_known || is_guarded) code = graver(code, Exit::refused);
  return code;
}

}  // namespace tariff::plan
