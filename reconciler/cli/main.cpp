#include <csignal>
#include <exception>
#include <iostream>

#include <sys/resource.h>

#include "adapters/http/client.hpp"
#include "base/inert.hpp"
#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"

namespace {

using namespace tariff;

/// Which function each command calls.
struct Dispatch {
  const cli::Common& common;
  cli::Terminal& terminal;

  plan::Exit operator()(const cli::InitCommand&) const { return cli::run_init(common, terminal); }
  plan::Exit operator()(const cli::ImportCommand& command) const {
    return cli::run_import(common, command, terminal);
  }
  plan::Exit operator()(const cli::ValidateCommand& command) const {
    return cli::run_validate(common, command, terminal);
  }
  plan::Exit operator()(const cli::ListCommand& command) const {
    return cli::run_list(common, command, terminal);
  }
  plan::Exit operator()(const cli::PlanCommand& command) const {
    return cli::run_plan(common, command, terminal);
  }
  plan::Exit operator()(const cli::ApplyCommand& command) const {
    return cli::run_apply(common, command, terminal);
  }
  plan::Exit operator()(const cli::ShowCommand& command) const { return cli::run_show(command, terminal); }
  plan::Exit operator()(const cli::ReadyCommand& command) const {
    return cli::run_ready(common, command, terminal);
  }
  plan::Exit operator()(const cli::StatementCommand& command) const {
    return cli::run_statement(common, command, terminal);
  }
  plan::Exit operator()(const cli::SchemaCommand& command) const {
    return cli::run_schema(command, terminal);
  }
  plan::Exit operator()(const cli::LedgerCommand& command) const {
    return cli::run_ledger(common, command, terminal);
  }
  plan::Exit operator()(const cli::ResolveCommand& command) const {
    return cli::run_resolve(common, command, terminal);
  }
  plan::Exit operator()(const cli::HistoryCommand& command) const {
    return cli::run_history(common, command, terminal);
  }
  plan::Exit operator()(const cli::RevertCommand& command) const {
    return cli::run_revert(common, command, terminal);
  }
  plan::Exit operator()(const cli::ExplainCommand& command) const {
    return cli::run_explain(common, command, terminal);
  }
  plan::Exit operator()(const cli::DriftCommand& command) const {
    return cli::run_drift(common, command, terminal);
  }
  plan::Exit operator()(const cli::PlanDiffCommand& command) const {
    return cli::run_plan_diff(command, terminal);
  }
  plan::Exit operator()(const cli::SnapshotCommand& command) const {
    return cli::run_snapshot(common, command, terminal);
  }
  plan::Exit operator()(const cli::DoctorCommand& command) const {
    return cli::run_doctor(common, command, terminal);
  }
  plan::Exit operator()(const cli::VersionCommand&) const { return cli::run_version(terminal); }
};

/// Secrets must not end in a core file. Source: threats.md.
void forbid_core_files() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

int run(int count, char** words) {
  auto read = cli::read_arguments(count, words);
  if (const int* code = std::get_if<int>(&read)) return *code;
  const auto& arguments = std::get<cli::Arguments>(read);
  cli::Terminal terminal(arguments.common.colour, arguments.common.json);
  const plan::Exit code = std::visit(Dispatch{arguments.common, terminal}, arguments.command);
  if (terminal.flush()) return static_cast<int>(code);
  terminal.error({ErrorKind::local_io, "The result could not be written to stdout.", "Is the disk full?"});
  return static_cast<int>(plan::graver(code, plan::Exit::error));
}

}  // namespace

int main(int count, char** words) {
  try {
    std::signal(SIGPIPE, SIG_IGN);
    forbid_core_files();
    const http::Process process;
    return run(count, words);
  } catch (const std::exception& bug) {
    std::cerr << "tariff has a bug: " << tariff::inert(bug.what())
              << "\n  hint: please report it, with the command and the version.\n";
    return static_cast<int>(tariff::plan::Exit::bug);
  }
}
