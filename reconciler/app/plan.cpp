#include "app/plan.hpp"

#include <future>

#include "app/effective.hpp"
#include "app/ledger_care.hpp"
#include "app/ledger_identity.hpp"
#include "app/origins.hpp"
#include "app/repeated_edits.hpp"
#include "app/request.hpp"
#include "check/all.hpp"
#include "config/parse.hpp"
#include "plan/build.hpp"
#include "plan/summary.hpp"

namespace tariff::app {
namespace {

/// The ledger as far as it is needed: a file that only observes needs none.
Result<std::optional<LedgerSnapshot>> read_ledger(const PlanPorts& ports, const Desired& desired,
                                                  const PlanSettings& settings) {
  if (ports.ledger == nullptr) return std::optional<LedgerSnapshot>{};
  auto snapshot = ports.ledger->read();
  if (!snapshot) return snapshot.error();
  if (const auto same = check_identity(desired, *snapshot, settings.any_ledger_will_do); !same)
    return same.error();
  if (settings.witness && snapshot->discontinuity.empty()) {
    auto older = compare_with_witness(*ports.ledger, *settings.witness);
    if (!older) return older.error();
    snapshot->discontinuity = *older;
  }
  if (settings.applies)
    if (const auto is_free = check_lease(snapshot->state, settings.now); !is_free) return is_free.error();
  return std::optional<LedgerSnapshot>(std::move(snapshot).value());
}

plan::Inputs inputs_of(const Desired& desired, const Observed& observed, const LedgerSnapshot* ledger,
                       check::Review review, const PlanSettings& settings) {
  return {desired,
          observed,
          ledger == nullptr ? nullptr : &ledger->state,
          settings.quiet_period,
          std::move(review.set_aside),
          std::move(review.unread),
          std::move(review.product_set_aside),
          std::move(review.problems),
          ledger == nullptr ? "" : ledger->discontinuity};
}

/// The plan of what the file asks for, then of the part of it that is meant, then what the guards hold of it.
Result<Planned> planned(const PlanPorts& ports, const plan::Inputs& inputs, const LedgerSnapshot* ledger,
                        const PlanSettings& settings) {
  Planned planned{plan::build(inputs), {}, {}};
  plan::Plan& out = *planned.plan;
  if (ports.base_file != nullptr) {
    const auto base = ports.base_file->read();
    if (!base) return base.error();
    keep_request(out, inputs, *base, {ledger, settings.observes_only});
  }
  plan::narrow(out, settings.narrowing);
  if (settings.reviewed != nullptr && inputs.ledger != nullptr)
    planned.review = plan::take_reviewed(out, *settings.reviewed, {inputs.observed, *inputs.ledger});
  if (settings.guards) plan::guard(out, inputs, *settings.guards);
  return planned;
}

using AskedOrigins = std::future<Result<LineOrigins>>;

/// Asks who wrote each line while both services are read. A text that is not committed is nobody's yet.
AskedOrigins ask_origins(const PlanPorts& ports, const ConfigText& source, const LedgerState* ledger) {
  if (ports.commits == nullptr || ledger == nullptr || source.commit.empty() || source.dirty) return {};
  return std::async(std::launch::async,
                    [commits = ports.commits, commit = source.commit, since = ledger->origins_commit] {
                      return commits->origins(commit, since);
                    });
}

/// Who changed it is said only where something changes, or where a run begins that the next one looks back
/// to.
void add_origins(AskedOrigins asked, const PlanSettings& settings, const ConfigText& source,
                 Planned& planned) {
  plan::Plan& plan = *planned.plan;
  const bool begins_anyway = settings.applies && plan::has_entries(plan);
  if (asked.valid() && (!plan::is_empty(plan) || begins_anyway))
    name_origins(plan, source.text, *planned.desired, planned.ledger->state, asked.get());
}

}  // namespace

Result<Planned> validate(ConfigFile& config_file) {
  const auto source = config_file.read();
  if (!source) return source.error();
  return Planned{{}, config::parse(source->text, source->name).problems, {}};
}

Result<Planned> make_plan(const PlanPorts& ports, const PlanSettings& settings) {
  const auto source = ports.config_file.read();
  if (!source) return source.error();
  auto parsed = config::parse(source->text, source->name);
  if (stops_everything(parsed.problems)) return Planned{{}, std::move(parsed.problems), {}};
  if (settings.observes_only) observe_instead(parsed.desired);
  auto ledger = read_ledger(ports, parsed.desired, settings);
  if (!ledger) return ledger.error();
  const LedgerSnapshot* snapshot = *ledger ? &**ledger : nullptr;
  const LedgerState* state = snapshot == nullptr ? nullptr : &snapshot->state;
  const auto today = day_in_tigerpaw(settings.now, settings.time_zone);
  if (!today) return today.error();
  parsed.desired = effective(std::move(parsed.desired), state, *today, parsed.problems);
  if (stops_everything(parsed.problems)) return Planned{{}, std::move(parsed.problems), {}};
  auto asked_origins = ask_origins(ports, *source, state);
  auto observed = observe(ports.kaspersky, ports.tigerpaw, parsed.desired, state,
                          {settings.now, settings.time_zone, settings.on_progress, settings.unmapped_usage});
  if (!observed) return observed.error();
  check::Review review = check::all(parsed.desired, *observed, state, parsed.problems);
  if (review.stops_everything()) return Planned{{}, std::move(review.problems), {}};
  auto made = planned(ports, inputs_of(parsed.desired, *observed, snapshot, std::move(review), settings),
                      snapshot, settings);
  if (!made) return made.error();
  Planned out = std::move(made).value();
  out.ledger = std::move(ledger).value();
  out.desired = std::move(parsed.desired);
  out.observed = std::move(observed).value();
  if (ports.ledger != nullptr && !settings.applies) {
    auto repeated = repeated_edits(*ports.ledger, *out.plan);
    if (!repeated) return repeated.error();
    auto& notices = out.plan->observing.notices;
    notices.insert(notices.end(), repeated->begin(), repeated->end());
  }
  out.plan->program = settings.program;
  out.plan->config = {source->name, source->commit, source->dirty, out.plan->config.base_commit};
  add_origins(std::move(asked_origins), settings, *source, out);
  return out;
}

}  // namespace tariff::app
