#include "adapters/tigerpaw/writer.hpp"
#include "app/apply.hpp"
#include "cli/commands.hpp"
#include "cli/planning.hpp"
#include "cli/signals.hpp"
#include "plan/json.hpp"
#include "report/plan_text.hpp"
#include "text/crypto.hpp"
#include "text/time.hpp"

namespace tariff::cli {
namespace {

constexpr std::size_t plan_bytes_max = std::size_t{256} << 20U;
constexpr std::size_t run_id_length = 8;
/// How long after its last event a run still counts as alive. Source: charge-protocol.md section 2.
constexpr std::chrono::minutes lease_length{15};

Result<app::ApplyWish> wish_of(const ApplyCommand& command) {
  app::ApplyWish wish{command.allowed, command.keep_going, std::nullopt, command.skips_stale};
  wish.consent.usage = command.auto_approve;
  if (command.plan_file.empty()) return wish;
  const auto text = read_text_file(command.plan_file, plan_bytes_max);
  if (!text) return text.error();
  auto plan = plan::read_plan(*text);
  if (!plan)
    return Error{ErrorKind::invalid, plan.error().message, "Make the plan again with `tariff plan --out`."};
  if (const auto usable = app::may_be_reviewed(*text, *plan, program_text()); !usable) return usable.error();
  wish.reviewed = std::move(plan).value();
  wish.consent.usage = true;
  wish.consent.config = true;
  return wish;
}

/// Asks where somebody is there to ask, and refuses where nothing was consented to.
Status obtain_consent(const plan::Plan& plan, app::ApplyWish& wish, Terminal& terminal) {
  if (wish.consent.any() || plan::summary_of(plan).changes() == 0) return done();
  if (!terminal.can_ask())
    return Error{
        ErrorKind::refused, "There are changes, and nobody has consented to any of them.",
        "Pass a reviewed plan, or --auto-approve, --allow-config, --allow-price-change, --allow-adopt."};
  if (!terminal.agrees("Apply these changes?"))
    return Error{ErrorKind::refused, "The answer was not `yes`, so nothing was applied.", ""};
  wish.consent.usage = true;
  wish.consent.config = true;
  return done();
}

Status check_clock(const Common& common, const Connections& connections) {
  if (!common.now || connections.tigerpaw.is_loopback) return done();
  return Error{ErrorKind::refused, "--now was given, and Tigerpaw is not on loopback.",
               "A writing command uses the system's clock; leave --now out."};
}

PlanningWish planning_wish(const ApplyCommand& command, const app::ApplyWish& wish, TextChoice choice) {
  PlanningWish out;
  out.choice = choice;
  out.needed = config::Secrets::reads_and_writes;
  out.witness = command.witness;
  out.applies = true;
  out.is_guarded = true;
  out.scope = command.scope;
  // Where nobody has said anything yet there will be a question, so everything may be consented to.
  if (wish.consent.any()) out.consent = wish.consent;
  if (!wish.reviewed) return out;
  out.reverts = wish.reviewed->reverts;
  if (!out.reverts) out.reviewed = &*wish.reviewed;
  return out;
}

struct Outcome {
  plan::Exit code = plan::Exit::ok;
  LedgerHead head;
};

/// Applies and reports. Without a writer (`writer = "none"`) there is nothing that could be applied.
Outcome carry_out(PlanningDone& done, const app::ApplyWish& wish, const Common& common, Terminal& terminal) {
  apply::Report report;
  if (done.snapshot && done.ledger) {
    auto writer = tigerpaw::make_tigerpaw_writer(done.connections.tigerpaw, system_now);
    if (!writer) return {terminal.fail(writer.error(), plan::exit_for(writer.error().kind)), {}};
    const auto clock = [&] { return common.now.value_or(system_now()); };
    apply::Settings settings;
    settings.consent = wish.consent;
    settings.run = RunId("r-" + random_token(run_id_length));
    settings.program = done.plan.program;
    settings.commit = done.plan.config.commit;
    settings.owner = owner_text();
    settings.lease = lease_length;
    settings.quiet_period = done.connections.tigerpaw.quiet_period;
    settings.should_stop = was_asked_to_stop;
    drain_on_signals();
    auto ran = apply::run(done.plan, *done.snapshot, {*done.ports.tigerpaw, **writer, *done.ledger, clock},
                          settings);
    if (!ran) return {terminal.fail(ran.error(), plan::exit_for(ran.error().kind)), {}};
    report = std::move(ran).value();
  }
  plan::Exit code = app::exit_of(done.plan, report);
  if (report.interrupted && code != plan::Exit::unknown) code = exit_of_signal();
  const auto end = app::end_report(done.plan, report, done.review);
  terminal.result(terminal.json() ? report::end_report_json(end, static_cast<int>(code),
                                                            std::string(plan::exit_class(code)))
                                  : "\n" + report::end_report_text(end, terminal.out_style()));
  return {code, report.head};
}

}  // namespace

plan::Exit run_apply(const Common& common, const ApplyCommand& command, Terminal& terminal) {
  auto wish = wish_of(command);
  if (!wish) return terminal.fail(wish.error(), plan::exit_for(wish.error().kind));
  const auto choice = command.allow_dirty ? TextChoice::head_or_work_tree : TextChoice::head;
  auto planning = make_plan(common, planning_wish(command, *wish, choice), terminal);
  if (!planning.done) return planning.failure;
  PlanningDone& done = *planning.done;
  terminal.diagnostics(done.plan.problems);
  if (!terminal.json()) terminal.result(report::plan_text(done.plan, terminal.out_style()));
  if (const auto clock = check_clock(common, done.connections); !clock)
    return terminal.fail(clock.error(), plan::Exit::refused);
  if (const auto allowed = app::may_apply(done.plan, *wish, done.review); !allowed)
    return terminal.fail(allowed.error(), app::exit_of_refusal(allowed.error()));
  terminal.flush();
  if (const auto agreed = obtain_consent(done.plan, *wish, terminal); !agreed)
    return terminal.fail(agreed.error(), plan::Exit::refused);
  const Outcome outcome = carry_out(done, *wish, common, terminal);
  if (command.witness.empty() || outcome.head.sequence == 0) return outcome.code;
  const auto kept = write_witness(command.witness, outcome.head);
  return kept ? outcome.code : plan::graver(outcome.code, terminal.fail(kept.error(), plan::Exit::error));
}

}  // namespace tariff::cli
