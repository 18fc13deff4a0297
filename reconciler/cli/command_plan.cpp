#include <algorithm>

#include "cli/commands.hpp"
#include "cli/out_files.hpp"
#include "cli/planning.hpp"
#include "plan/json.hpp"
#include "report/csv.hpp"
#include "report/plan_text.hpp"
#include "report/worklist.hpp"

namespace tariff::cli {
namespace {

constexpr std::size_t plan_bytes_max = std::size_t{256} << 20U;

Status save(const std::string& path, const std::string& document) {
  if (path.empty()) return done();
  return write_text_file(path, document);
}

/// Shows a plan, and saves it where that was asked for.
plan::Exit publish(const plan::Plan& plan, plan::Exit code, const std::vector<std::string>& files,
                   Terminal& terminal) {
  terminal.diagnostics(plan.problems);
  const bool is_saved =
      std::any_of(files.begin(), files.end(), [](const auto& file) { return !file.empty(); });
  const std::string document = terminal.json() || is_saved ? plan::plan_json(plan, code) : "";
  terminal.result(terminal.json() ? document : report::plan_text(plan, terminal.out_style()));
  for (const auto& path : files)
    if (const auto saved = save(path, document); !saved) {
      terminal.error(saved.error());
      return plan::graver(code, plan::Exit::error);
    }
  return code;
}

}  // namespace

plan::Exit run_plan(const Common& common, const PlanCommand& command, Terminal& terminal) {
  auto planning = make_plan(
      common, {TextChoice::work_tree, config::Secrets::reads, command.witness, false, command.unmapped_usage},
      terminal);
  if (!planning.done) return planning.failure;
  const plan::Plan& plan = planning.done->plan;
  const plan::Exit code = publish(plan, plan::exit_of(plan, command.detailed_exitcode),
                                  {command.out, command.out_json}, terminal);
  const Observed& observed = *planning.done->observed;
  return write_files({{command.out_csv, [&] { return report::table_csv(report::worklist(plan, observed)); }}},
                     code, terminal);
}

plan::Exit run_revert(const Common& common, const RevertCommand& command, Terminal& terminal) {
  PlanningWish wish;
  wish.reverts = RunId(command.run);
  auto planning = make_plan(common, wish, terminal);
  if (!planning.done) return planning.failure;
  const plan::Plan& plan = planning.done->plan;
  return publish(plan, plan::exit_of(plan, false), {command.out}, terminal);
}

plan::Exit run_show(const ShowCommand& command, Terminal& terminal) {
  const auto text = read_text_file(command.plan_file, plan_bytes_max);
  if (!text) return terminal.fail(text.error(), plan::Exit::error);
  const auto plan = plan::read_plan(*text);
  if (!plan) return terminal.fail(plan.error(), plan::Exit::invalid);
  terminal.diagnostics(plan->problems);
  terminal.result(terminal.json() ? plan::plan_json(*plan, plan::exit_of(*plan, false))
                                  : report::plan_text(*plan, terminal.out_style()));
  return plan::Exit::ok;
}

}  // namespace tariff::cli
