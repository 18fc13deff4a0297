#include "adapters/git/config_file.hpp"
#include "app/statement.hpp"
#include "cli/commands.hpp"
#include "cli/ledger_place.hpp"
#include "cli/out_files.hpp"
#include "cli/wiring.hpp"
#include "config/parse.hpp"
#include "report/csv.hpp"
#include "text/time.hpp"

namespace tariff::cli {
namespace {

/// The file adds names; the ledger tells a month without it too, unless a file was named.
Result<std::optional<config::Parsed>> read_file(const Common& common) {
  const auto text = make_config_file(common.file, TextChoice::work_tree, common.revision)->read();
  if (text) return std::optional<config::Parsed>(config::parse(text->text, text->name));
  const bool was_named = common.revision || common.file != Common{}.file;
  if (text.error().kind == ErrorKind::not_found && !was_named) return std::optional<config::Parsed>{};
  return text.error();
}

Result<report::Statement> statement_of(const Common& common, const StatementCommand& command,
                                       const Connections& connections, const Desired* desired) {
  const auto ledger = connect_ledger(common, connections);
  if (!ledger) return ledger.error();
  if (*ledger == nullptr)
    return Error{ErrorKind::refused, "There is no ledger, so nobody knows what was written in that month.",
                 "A statement needs the ledger that `tariff apply` keeps; connections.toml names it."};
  const app::StatementWish wish{*app::read_month(command.month), common.now.value_or(system_now()),
                                connections.tigerpaw.time_zone};
  if (command.offline) return app::make_statement({**ledger, desired, nullptr}, wish);
  const auto ports = connect(connections);
  if (!ports) return ports.error();
  return app::make_statement({**ledger, desired, ports->tigerpaw.get(), ports->kaspersky.get()}, wish);
}

}  // namespace

plan::Exit run_statement(const Common& common, const StatementCommand& command, Terminal& terminal) {
  const auto parsed = read_file(common);
  if (!parsed) return terminal.fail(parsed.error(), plan::exit_for(parsed.error().kind));
  for (const auto& problem : *parsed ? (*parsed)->problems : Diagnostics{})
    if (problem.severity == Severity::error && problem.scope == Scope::file)
      return terminal.reject((*parsed)->problems, plan::Exit::invalid);
  auto loaded = load_connections(common, command.offline ? config::Secrets::none : config::Secrets::reads);
  if (const auto* error = std::get_if<Error>(&loaded))
    return terminal.fail(*error, plan::exit_for(error->kind));
  if (const auto* problems = std::get_if<Diagnostics>(&loaded))
    return terminal.reject(*problems, plan::Exit::invalid);
  const auto statement =
      statement_of(common, command, std::get<Connections>(loaded), *parsed ? &(*parsed)->desired : nullptr);
  if (!statement) return terminal.fail(statement.error(), plan::exit_for(statement.error().kind));
  const plan::Exit code = statement->unread.empty() ? plan::Exit::ok : plan::Exit::unread;
  terminal.result(terminal.json() ? report::statement_json(*statement, static_cast<int>(code),
                                                           std::string(plan::exit_class(code)))
                                  : report::statement_text(*statement, terminal.out_style()));
  return write_files(
      {{command.out_csv, [&] { return report::table_csv(report::statement_table(*statement)); }},
       {command.out_html, [&] { return report::statement_html(*statement); }}},
      code, terminal);
}

}  // namespace tariff::cli
