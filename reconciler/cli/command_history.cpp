#include "adapters/git/commit_log.hpp"
#include "app/history.hpp"
#include "cli/commands.hpp"
#include "cli/ledger_place.hpp"
#include "cli/with_connections.hpp"
#include "text/time.hpp"

namespace tariff::cli {
namespace {

Result<app::HistoryAsked> asked_by(const HistoryCommand& command) {
  app::HistoryAsked asked;
  if (command.account) asked.account = AccountNumber(*command.account);
  asked.runs_max = command.runs_max;
  if (command.since.empty()) return asked;
  asked.since = read_day(command.since);
  if (!asked.since)
    return Error{ErrorKind::invalid, "Found --since " + command.since + ", expected a day.",
                 "Write it as 2026-11-22."};
  return asked;
}

}  // namespace

plan::Exit run_history(const Common& common, const HistoryCommand& command, Terminal& terminal) {
  const auto asked = asked_by(command);
  if (!asked) return terminal.fail(asked.error(), plan::Exit::usage);
  return with_connections(common, config::Secrets::none, terminal, [&](const Connections& connections) {
    const auto ledger = existing_ledger(common, connections);
    if (!ledger) return terminal.fail(ledger.error(), plan::exit_for(ledger.error().kind));
    const auto commits = make_commit_log(common.file);
    const auto history = app::history(**ledger, *commits, *asked, common.now.value_or(system_now()));
    if (!history) return terminal.fail(history.error(), plan::exit_for(history.error().kind));
    terminal.result(terminal.json() ? report::history_json(*history, 0, "ok")
                                    : report::history_text(*history, terminal.out_style()));
    return plan::Exit::ok;
  });
}

}  // namespace tariff::cli
