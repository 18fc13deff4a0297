#include "app/ready.hpp"
#include "cli/commands.hpp"
#include "cli/out_files.hpp"
#include "cli/planning.hpp"
#include "report/csv.hpp"
#include "report/ready.hpp"

namespace tariff::cli {

plan::Exit run_ready(const Common& common, const ReadyCommand& command, Terminal& terminal) {
  const auto planning = make_plan(common, {TextChoice::work_tree, config::Secrets::reads}, terminal);
  if (!planning.done) return planning.failure;
  const PlanningDone& done = *planning.done;
  const LedgerState* ledger = done.snapshot ? &done.snapshot->state : nullptr;
  const auto readiness = app::readiness_of({done.plan, *done.desired, *done.observed, ledger},
                                           {command.on.value_or(done.observed->today), command.age_max});
  terminal.diagnostics(done.plan.problems);
  const plan::Exit code = app::exit_of(readiness);
  terminal.result(terminal.json() ? report::ready_json(readiness, static_cast<int>(code),
                                                       std::string(plan::exit_class(code)))
                                  : report::ready_text(readiness, terminal.out_style()));
  return write_files({{command.out_csv, [&] { return report::table_csv(report::ready_table(readiness)); }},
                      {command.out_html, [&] { return report::ready_html(readiness); }}},
                     code, terminal);
}

}  // namespace tariff::cli
