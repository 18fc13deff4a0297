#include <algorithm>

#include "base/inert.hpp"
#include "cli/commands.hpp"
#include "cli/out_files.hpp"
#include "cli/planning.hpp"
#include "cli/review_files.hpp"
#include "plan/json.hpp"
#include "report/annotations.hpp"
#include "report/csv.hpp"
#include "report/plan_diff_text.hpp"
#include "report/plan_text.hpp"
#include "report/worklist.hpp"
#include "text/time.hpp"

namespace tariff::cli {
namespace {

constexpr std::size_t plan_bytes_max = std::size_t{256} << 20U;

Status save(const std::string& path, const std::string& document) {
  if (path.empty()) return done();
  return write_text_file(path, document);
}

/// A saved plan. Fails: not_found, local_io; invalid: it is none.
Result<plan::Plan> read_saved(const std::string& path) {
  const auto text = read_text_file(path, plan_bytes_max);
  if (!text) return text.error();
  auto plan = plan::read_plan(*text);
  if (plan) return plan;
  Error error = plan.error();
  error.kind = ErrorKind::invalid;
  error.message = inert(path, 200) + " is no plan of this version: " + error.message;
  error.hint = "Give a file that `tariff plan --out` of this version has written.";
  return error;
}

/// Shows a plan, and saves it where that was asked for.
plan::Exit publish(const plan::Plan& plan, plan::Exit code, const std::vector<std::string>& files,
                   Terminal& terminal) {
  terminal.diagnostics(plan.problems);
  Diagnostics told = plan.problems;
  for (auto& problem : report::guard_problems(plan)) told.push_back(std::move(problem));
  terminal.annotate(told);
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

plan::Exit publish(const plan::Plan& plan, const Observed& observed, const PlanCommand& command,
                   Terminal& terminal) {
  plan::Exit code = publish(plan, plan::exit_of(plan, command.detailed_exitcode),
                            {command.out, command.out_json}, terminal);
  code = write_review_files(plan, command.files, code, terminal);
  return write_files({{command.out_csv, [&] { return report::table_csv(report::worklist(plan, observed)); }}},
                     code, terminal);
}

}  // namespace

plan::Exit run_plan(const Common& common, const PlanCommand& command, Terminal& terminal) {
  if (command.annotates) terminal.begin_annotations();
  PlanningWish wish;
  wish.witness = command.witness;
  wish.unmapped_usage = command.unmapped_usage;
  wish.scope = command.scope;
  wish.is_guarded = true;
  if (!command.snapshot.empty()) {
    const auto planning = make_plan_on(command.snapshot, common, wish, terminal);
    if (!planning.done) return planning.failure;
    return publish(*planning.done->plan, *planning.done->observed, command, terminal);
  }
  const auto planning = make_plan(common, wish, terminal);
  if (!planning.done) return planning.failure;
  return publish(planning.done->plan, *planning.done->observed, command, terminal);
}

plan::Exit run_snapshot(const Common& common, const SnapshotCommand& command, Terminal& terminal) {
  PlanningWish wish;
  wish.unmapped_usage = command.unmapped_usage;
  const auto snapping = take_snapshot(common, wish, terminal);
  if (!snapping.taken) return snapping.failure;
  const auto& taken = *snapping.taken;
  const auto document = snapshot::write(taken);
  if (const auto written = write_private_file(command.out, document.text); !written)
    return terminal.fail(written.error(), plan::Exit::error);
  terminal.result(terminal.json()
                      ? ok_json()
                            .set("file", Json::string(command.out))
                            .set("taken", Json::string(write_instant(taken.taken)))
                            .set("digest", Json::string(document.digest))
                            .pretty()
                      : "Wrote " + inert(command.out, 200) + ", the snapshot " +
                            document.digest.substr(0, 12) + " of " + write_instant(taken.taken) + ": " +
                            std::to_string(taken.observed.usage.size()) + " virtual servers, " +
                            std::to_string(taken.observed.agreements.size()) +
                            " agreements. It holds names of customers and devices.\n");
  return plan::Exit::ok;
}

plan::Exit run_revert(const Common& common, const RevertCommand& command, Terminal& terminal) {
  PlanningWish wish;
  wish.reverts = RunId(command.run);
  auto planning = make_plan(common, wish, terminal);
  if (!planning.done) return planning.failure;
  const plan::Plan& plan = planning.done->plan;
  return publish(plan, plan::exit_of(plan, false), {command.out}, terminal);
}

plan::Exit run_plan_diff(const PlanDiffCommand& command, Terminal& terminal) {
  std::vector<plan::Plan> plans;
  for (const auto& path : {command.before, command.after}) {
    auto plan = read_saved(path);
    if (!plan) return terminal.fail(plan.error(), plan::exit_for(plan.error().kind));
    plans.push_back(std::move(plan).value());
  }
  const auto difference = plan::difference_of(plans.front(), plans.back());
  const bool differs = command.detailed_exitcode && !difference.rows.empty();
  const plan::Exit code = differs ? plan::Exit::changes : plan::Exit::ok;
  terminal.result(terminal.json() ? report::plan_diff_json(difference, code)
                                  : report::plan_diff_text(difference, terminal.out_style()));
  return code;
}

plan::Exit run_show(const ShowCommand& command, Terminal& terminal) {
  const auto plan = read_saved(command.plan_file);
  if (!plan) return terminal.fail(plan.error(), plan::exit_for(plan.error().kind));
  terminal.diagnostics(plan->problems);
  terminal.result(terminal.json() ? plan::plan_json(*plan, plan::exit_of(*plan, false))
                                  : report::plan_text(*plan, terminal.out_style()));
  return write_review_files(*plan, command.files, plan::Exit::ok, terminal);
}

}  // namespace tariff::cli
