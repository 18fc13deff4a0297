#include <filesystem>

#include "adapters/git/config_file.hpp"
#include "app/plan.hpp"
#include "cli/commands.hpp"
#include "cli/wiring.hpp"
#include "config/init.hpp"
#include "config/schema.hpp"
#include "plan/json.hpp"
#include "report/doctor_text.hpp"
#include "report/drift_text.hpp"
#include "report/explain_text.hpp"
#include "report/history_text.hpp"
#include "report/ready.hpp"
#include "report/statement.hpp"
#include "snapshot/snapshot.hpp"
#include "text/crypto.hpp"
#include "text/json.hpp"

namespace tariff::cli {
namespace {

constexpr std::size_t installation_length = 10;

}  // namespace

plan::Exit run_init(const Common& common, Terminal& terminal) {
  if (std::filesystem::exists(common.file))
    return terminal.fail(
        {ErrorKind::refused, common.file + " is there already.", "Edit it, or name another with --file."},
        plan::Exit::refused);
  const InstallationId installation(random_token(installation_length));
  if (const auto written = write_text_file(common.file, config::starter_file(installation)); !written)
    return terminal.fail(written.error(), plan::Exit::error);
  const std::string line = "Wrote " + common.file + " for installation " + installation.text() + ".";
  terminal.result(terminal.json() ? ok_json()
                                        .set("file", Json::string(common.file))
                                        .set("installation", Json::string(installation.text()))
                                        .pretty()
                                  : line + "\n");
  return plan::Exit::ok;
}

plan::Exit run_validate(const Common& common, const ValidateCommand& command, Terminal& terminal) {
  if (command.annotates) terminal.begin_annotations();
  const auto file = make_config_file(common.file, TextChoice::work_tree, common.revision);
  const auto checked = app::validate(*file);
  if (!checked) return terminal.fail(checked.error(), plan::exit_for(checked.error().kind));
  if (has_errors(checked->problems)) return terminal.reject(checked->problems, plan::Exit::invalid);
  terminal.diagnostics(checked->problems);
  terminal.annotate(checked->problems);
  terminal.result(terminal.json() ? ok_json().set("file", Json::string(common.file)).pretty()
                                  : common.file + " is valid.\n");
  return plan::Exit::ok;
}

plan::Exit run_schema(const SchemaCommand& command, Terminal& terminal) {
  if (command.name == "tariff") terminal.result(config::tariff_schema());
  if (command.name == "connections") terminal.result(config::connections_schema());
  if (command.name == "writer-profile") terminal.result(config::writer_profile_schema());
  if (command.name == "plan") terminal.result(plan::plan_schema());
  if (command.name == "drift") terminal.result(report::drift_schema());
  if (command.name == "explain") terminal.result(report::explain_schema());
  if (command.name == "ready") terminal.result(report::ready_schema());
  if (command.name == "statement") terminal.result(report::statement_schema());
  if (command.name == "doctor") terminal.result(report::doctor_schema());
  if (command.name == "history") terminal.result(report::history_schema());
  if (command.name == "snapshot") terminal.result(snapshot::schema());
  return plan::Exit::ok;
}

plan::Exit run_version(Terminal& terminal) {
  terminal.result(terminal.json() ? ok_json().set("program", Json::string(program_text())).pretty()
                                  : program_text() + "\n");
  return plan::Exit::ok;
}

}  // namespace tariff::cli
