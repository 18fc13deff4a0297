#include "app/plan.hpp"

#include "check/all.hpp"
#include "config/parse.hpp"
#include "plan/build.hpp"

namespace tariff::app {
namespace {

bool stops_everything(const Diagnostics& problems) {
  for (const auto& problem : problems)
    if (problem.severity == Severity::error && problem.scope == Scope::file) return true;
  return false;
}

void observe_instead(Desired& desired) {
  for (auto& mapping : desired.mappings)
    if (mapping.billing == Billing::on) mapping.billing = Billing::observe;
}

Status check_identity(const Desired& desired, const LedgerSnapshot& ledger, bool any_ledger_will_do) {
  if (desired.ledger && *desired.ledger != ledger.id)
    return Error{
        ErrorKind::refused,
        "The ledger is " + ledger.id.text() + ", the file names " + desired.ledger->text() + ".",
        "A second ledger can charge twice: mend [ledger] url in connections.toml, or `ledger` in the file."};
  if (desired.ledger || any_ledger_will_do || desired.observes_only()) return done();
  return Error{ErrorKind::refused, "The file names no ledger, and " + ledger.id.text() + " is connected.",
               "Write ledger = \"" + ledger.id.text() + "\" into the file and commit it."};
}

/// The ledger as far as it is needed: a file that only observes needs none.
Result<std::optional<LedgerSnapshot>> read_ledger(const PlanPorts& ports, const Desired& desired,
                                                  const PlanSettings& settings) {
  if (ports.ledger == nullptr) return std::optional<LedgerSnapshot>{};
  auto snapshot = ports.ledger->read();
  if (!snapshot) return snapshot.error();
  if (const auto same = check_identity(desired, *snapshot, settings.any_ledger_will_do); !same)
    return same.error();
  return std::optional<LedgerSnapshot>(std::move(snapshot).value());
}

plan::Plan planned(const Desired& desired, const Observed& observed, const LedgerState* ledger,
                   check::Review review, const PlanSettings& settings) {
  const plan::Inputs inputs{desired,
                            observed,
                            ledger,
                            settings.quiet_period,
                            std::move(review.set_aside),
                            std::move(review.unread),
                            std::move(review.product_set_aside),
                            std::move(review.problems)};
  return plan::build(inputs);
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
  const LedgerState* state = *ledger ? &(*ledger)->state : nullptr;
  const auto observed = observe(ports.kaspersky, ports.tigerpaw, parsed.desired, state,
                                {settings.now, settings.time_zone, settings.on_progress});
  if (!observed) return observed.error();
  check::Review review = check::all(parsed.desired, *observed, state, parsed.problems);
  if (review.stops_everything()) return Planned{{}, std::move(review.problems), {}};
  Planned out{
      planned(parsed.desired, *observed, state, std::move(review), settings), {}, std::move(ledger).value()};
  out.plan->program = settings.program;
  out.plan->config = {source->name, source->commit, source->dirty};
  return out;
}

}  // namespace tariff::app
