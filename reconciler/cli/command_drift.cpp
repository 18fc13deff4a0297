#include "cli/commands.hpp"
#include "cli/planning.hpp"
#include "report/drift_text.hpp"

namespace tariff::cli {

plan::Exit run_drift(const Common& common, const DriftCommand& command, Terminal& terminal) {
  auto planning = make_plan(common, {TextChoice::work_tree, config::Secrets::reads}, terminal);
  if (!planning.done) return planning.failure;
  const PlanningDone& done = *planning.done;
  const LedgerState* ledger = done.snapshot ? &done.snapshot->state : nullptr;
  const auto report = plan::drift_of(done.plan, *done.desired, *done.observed, ledger);
  plan::Exit code = plan::exit_of(done.plan, false);
  if (command.detailed_exitcode && report.count() > 0) code = plan::graver(code, plan::Exit::changes);
  terminal.diagnostics(done.plan.problems);
  terminal.result(terminal.json() ? report::drift_json(report, done.plan, code)
                                  : report::drift_text(report, done.plan, terminal.out_style()));
  return code;
}

}  // namespace tariff::cli
