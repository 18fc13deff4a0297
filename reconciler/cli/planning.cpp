#include "cli/planning.hpp"

#include "adapters/git/commit_log.hpp"
#include "adapters/git/config_file.hpp"
#include "app/revert.hpp"
#include "cli/ledger_place.hpp"
#include "ports/commit_log.hpp"
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

/// What the command line alone says.
app::PlanSettings settings_of(const PlanningWish& wish) {
  app::PlanSettings settings;
  settings.program = program_text();
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

void add_connection(app::PlanSettings& settings, const Common& common, const TigerpawConnection& tigerpaw) {
  settings.now = common.now.value_or(system_now());
  settings.time_zone = tigerpaw.time_zone;
  settings.quiet_period = tigerpaw.quiet_period;
  settings.observes_only = tigerpaw.writer == WriterKind::none;
  settings.any_ledger_will_do = tigerpaw.is_loopback;
}

/// What belongs to the file: itself, what it is compared with, and its history.
struct Files {
  std::unique_ptr<ConfigFile> file;
  std::unique_ptr<ConfigFile> base;
  std::unique_ptr<CommitLog> commits;
};

Files files_of(const Common& common, const PlanningWish& wish) {
  Files files{make_config_file(common.file, wish.choice, common.revision), nullptr, nullptr};
  if (!wish.scope.changed_since.empty())
    files.base = make_config_file(common.file, wish.choice, wish.scope.changed_since);
  if (wish.is_guarded && !wish.reverts) files.commits = make_commit_log(common.file);
  return files;
}

/// A plan's ports and settings, or how the process ends.
struct Opened {
  Files files;
  app::PlanSettings settings;
  std::optional<PlanningDone> done;
  plan::Exit failure = plan::Exit::ok;
};

Opened open(const Common& common, const PlanningWish& wish, Terminal& terminal) {
  Opened out{files_of(common, wish), settings_of(wish), std::nullopt, plan::Exit::ok};
  const auto fails = [&](plan::Exit code) {
    out.failure = code;
    return std::move(out);
  };
  // The file is checked before anything else, so that a broken one needs no secret and no network.
  const auto text = app::validate(*out.files.file);
  if (!text) return fails(terminal.fail(text.error(), plan::exit_for(text.error().kind)));
  for (const auto& problem : text->problems)
    if (problem.severity == Severity::error && problem.scope == Scope::file)
      return fails(terminal.reject(text->problems, plan::Exit::invalid));
  auto loaded = load_connections(common, wish.needed);
  if (const auto* error = std::get_if<Error>(&loaded))
    return fails(terminal.fail(*error, plan::exit_for(error->kind)));
  if (const auto* problems = std::get_if<Diagnostics>(&loaded))
    return fails(terminal.reject(*problems, plan::Exit::invalid));
  auto opened = open_ports(common, std::move(std::get<Connections>(loaded)));
  if (!opened) return fails(terminal.fail(opened.error(), plan::exit_for(opened.error().kind)));
  const auto witness = read_witness(wish.witness);
  if (!witness) return fails(terminal.fail(witness.error(), plan::exit_for(witness.error().kind)));
  add_connection(out.settings, common, opened->connections.tigerpaw);
  out.settings.witness = *witness;
  out.settings.on_progress = terminal.progress();
  out.done = std::move(opened).value();
  return out;
}

app::PlanPorts ports_of(const Opened& opened) {
  const PlanningDone& done = *opened.done;
  return {*opened.files.file, *done.ports.kaspersky,   *done.ports.tigerpaw,
          done.ledger.get(),  opened.files.base.get(), opened.files.commits.get()};
}

}  // namespace

Planning make_plan(const Common& common, const PlanningWish& wish, Terminal& terminal) {
  auto opened = open(common, wish, terminal);
  if (!opened.done) return ended(opened.failure);
  const auto ports = ports_of(opened);
  auto planned = wish.reverts ? app::make_revert(ports, opened.settings, *wish.reverts)
                              : app::make_plan(ports, opened.settings);
  terminal.end_progress();
  if (!planned) return ended(terminal.fail(planned.error(), plan::exit_for(planned.error().kind)));
  if (!planned->plan) return ended(terminal.reject(planned->problems, plan::Exit::invalid));
  PlanningDone& done = *opened.done;
  done.plan = std::move(*planned->plan);
  done.snapshot = std::move(planned->ledger);
  done.desired = std::move(planned->desired);
  done.observed = std::move(planned->observed);
  done.review = std::move(planned->review);
  return {std::move(opened.done), plan::Exit::ok};
}

Snapping take_snapshot(const Common& common, const PlanningWish& wish, Terminal& terminal) {
  auto opened = open(common, wish, terminal);
  if (!opened.done) return {std::nullopt, opened.failure};
  auto taken = app::take_snapshot(ports_of(opened), opened.settings);
  terminal.end_progress();
  if (!taken) return {std::nullopt, terminal.fail(taken.error(), plan::exit_for(taken.error().kind))};
  if (!taken->snapshot) return {std::nullopt, terminal.reject(taken->problems, plan::Exit::invalid)};
  return {std::move(taken->snapshot), plan::Exit::ok};
}

PlanningOnSnapshot make_plan_on(const std::string& path, const Common& common, const PlanningWish& wish,
                                Terminal& terminal) {
  const auto fails = [&](const Error& error) {
    return PlanningOnSnapshot{std::nullopt, terminal.fail(error, plan::exit_for(error.kind))};
  };
  if (common.now)
    return fails({ErrorKind::invalid, "--now was given, and a plan on a snapshot has the snapshot's clock.",
                  "Leave --now out."});
  const auto text = read_text_file(path, snapshot::bytes_max);
  if (!text) return fails(text.error());
  const auto kept = snapshot::read(*text);
  if (!kept) return fails(kept.error());
  const Files files = files_of(common, wish);
  auto planned =
      app::plan_from(*kept, {*files.file, files.base.get(), files.commits.get()}, settings_of(wish));
  if (!planned) return fails(planned.error());
  if (!planned->plan) return {std::nullopt, terminal.reject(planned->problems, plan::Exit::invalid)};
  return {std::move(planned).value(), plan::Exit::ok};
}

}  // namespace tariff::cli
