#include "cli/planning.hpp"

#include "adapters/git/commit_log.hpp"
#include "adapters/git/config_file.hpp"
#include "app/revert.hpp"
#include "cli/ledger_place.hpp"
#include "text/time.hpp"

namespace tariff::cli {
namespace {

Planning ended(plan::Exit code) { return {std::nullopt, code}; }

Result<PlanningDone> open_ports(const Common& common, Connections connections) {
  auto ports = connect(connections);
  if (!ports) return ports.error();
  PlanningDone out{std::move(connections), std::move(ports).value(), nullptr, {}, std::nullopt, {}, {}, {}};
  auto ledger = connect_ledger(common, out.connections);
  if (!ledger) return ledger.error();
  out.ledger = std::move(ledger).value();
  return out;
}

app::PlanSettings settings_of(const Common& common, const PlanningWish& wish,
                              const TigerpawConnection& tigerpaw) {
  app::PlanSettings settings;
  settings.now = common.now.value_or(system_now());
  settings.time_zone = tigerpaw.time_zone;
  settings.quiet_period = tigerpaw.quiet_period;
  settings.program = program_text();
  settings.observes_only = tigerpaw.writer == WriterKind::none;
  settings.any_ledger_will_do = tigerpaw.is_loopback;
  settings.applies = wish.applies;
  settings.unmapped_usage = wish.unmapped_usage;
  for (const auto& word : wish.scope.only)
    for (const auto cause : plan::causes)
      if (plan::cause_name(cause) == word) settings.narrowing.only.push_back(cause);
  settings.narrowing.targets = wish.scope.targets;
  settings.narrowing.excludes = wish.scope.excludes;
  settings.narrowing.rows_max = wish.scope.rows_max;
  if (wish.is_guarded) settings.guards = plan::GuardWish{wish.consent, wish.scope.allowed_guards};
  if (wish.reviewed != nullptr && wish.is_guarded)
    for (const auto& hit : wish.reviewed->guards)
      if (hit.is_allowed) settings.guards->allowed.push_back(hit.name);
  settings.reviewed = wish.reviewed;
  return settings;
}

}  // namespace

Planning make_plan(const Common& common, const PlanningWish& wish, Terminal& terminal) {
  const auto file = make_config_file(common.file, wish.choice, common.revision);
  // The file is checked before anything else, so that a broken one needs no secret and no network.
  const auto text = app::validate(*file);
  if (!text) return ended(terminal.fail(text.error(), plan::exit_for(text.error().kind)));
  for (const auto& problem : text->problems)
    if (problem.severity == Severity::error && problem.scope == Scope::file)
      return ended(terminal.reject(text->problems, plan::Exit::invalid));
  auto loaded = load_connections(common, wish.needed);
  if (const auto* error = std::get_if<Error>(&loaded))
    return ended(terminal.fail(*error, plan::exit_for(error->kind)));
  if (const auto* problems = std::get_if<Diagnostics>(&loaded))
    return ended(terminal.reject(*problems, plan::Exit::invalid));
  auto opened = open_ports(common, std::move(std::get<Connections>(loaded)));
  if (!opened) return ended(terminal.fail(opened.error(), plan::exit_for(opened.error().kind)));
  const auto witness = read_witness(wish.witness);
  if (!witness) return ended(terminal.fail(witness.error(), plan::exit_for(witness.error().kind)));
  app::PlanSettings settings = settings_of(common, wish, opened->connections.tigerpaw);
  settings.witness = *witness;
  settings.on_progress = terminal.progress();
  const auto base = wish.scope.changed_since.empty()
                        ? nullptr
                        : make_config_file(common.file, wish.choice, wish.scope.changed_since);
  const auto commits = wish.is_guarded && !wish.reverts ? make_commit_log(common.file) : nullptr;
  const app::PlanPorts ports{
      *file,        *opened->ports.kaspersky, *opened->ports.tigerpaw, opened->ledger.get(), base.get(),
      commits.get()};
  auto planned =
      wish.reverts ? app::make_revert(ports, settings, *wish.reverts) : app::make_plan(ports, settings);
  terminal.end_progress();
  if (!planned) return ended(terminal.fail(planned.error(), plan::exit_for(planned.error().kind)));
  if (!planned->plan) return ended(terminal.reject(planned->problems, plan::Exit::invalid));
  opened->plan = std::move(*planned->plan);
  opened->snapshot = std::move(planned->ledger);
  opened->desired = std::move(planned->desired);
  opened->observed = std::move(planned->observed);
  opened->review = std::move(planned->review);
  return {std::move(opened).value(), plan::Exit::ok};
}

}  // namespace tariff::cli
