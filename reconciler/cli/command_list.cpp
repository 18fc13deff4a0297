#include "adapters/git/config_file.hpp"
#include "app/list.hpp"
#include "cli/commands.hpp"
#include "cli/wiring.hpp"
#include "config/parse.hpp"
#include "report/table.hpp"
#include "text/time.hpp"

namespace tariff::cli {
namespace {

/// The file to compare with, where there is one: a catalogue can be read without, unless one was named.
Result<std::optional<config::Parsed>> read_desired(const Common& common) {
  const auto text = make_config_file(common.file, TextChoice::work_tree, common.revision)->read();
  if (text) return std::optional<config::Parsed>(config::parse(text->text, text->name));
  const bool was_named = common.revision || common.file != Common{}.file;
  if (text.error().kind == ErrorKind::not_found && !was_named) return std::optional<config::Parsed>{};
  return text.error();
}

Result<report::Table> list_of(const ListCommand& command, ReadPorts& ports, const Desired* desired,
                              Instant now) {
  std::optional<AccountNumber> account;
  if (command.account) account = AccountNumber(*command.account);
  const app::ListOptions options{command.search, command.unmapped, account, now};
  if (command.kind == "tenants") return app::list_tenants(*ports.kaspersky, desired, options);
  if (command.kind == "accounts") return app::list_accounts(*ports.tigerpaw, desired, options);
  if (command.kind == "agreements") return app::list_agreements(*ports.tigerpaw, desired, options);
  if (command.kind == "price-levels") return app::list_price_levels(*ports.tigerpaw, options);
  if (command.kind == "items") return app::list_items(*ports.tigerpaw, options);
  return app::list_products(*ports.kaspersky, desired, options);
}

/// What a service failed with is unread; what the command lacks is invalid.
plan::Exit exit_of_list(const Error& error) {
  return error.kind == ErrorKind::invalid ? plan::Exit::invalid : plan::Exit::unread;
}

/// The other kinds hold nothing that a file could leave without a mapping.
bool can_be_unmapped(const std::string& kind) {
  return kind == "tenants" || kind == "accounts" || kind == "products";
}

}  // namespace

plan::Exit run_list(const Common& common, const ListCommand& command, Terminal& terminal) {
  if (command.unmapped && !can_be_unmapped(command.kind))
    return terminal.fail({ErrorKind::invalid, "--unmapped was given with " + command.kind + ".",
                          "It goes with tenants, accounts and products."},
                         plan::Exit::usage);
  const auto desired = read_desired(common);
  if (!desired) return terminal.fail(desired.error(), plan::exit_for(desired.error().kind));
  if (*desired && has_errors((*desired)->problems))
    return terminal.reject((*desired)->problems, plan::Exit::invalid);
  auto loaded = load_connections(common, config::Secrets::reads);
  if (const auto* error = std::get_if<Error>(&loaded))
    return terminal.fail(*error, plan::exit_for(error->kind));
  if (const auto* problems = std::get_if<Diagnostics>(&loaded))
    return terminal.reject(*problems, plan::Exit::invalid);
  auto ports = connect(std::get<Connections>(loaded));
  if (!ports) return terminal.fail(ports.error(), plan::exit_for(ports.error().kind));
  const auto table =
      list_of(command, *ports, *desired ? &(*desired)->desired : nullptr, common.now.value_or(system_now()));
  if (!table) return terminal.fail(table.error(), exit_of_list(table.error()));
  const plan::Exit code = table->unread.empty() ? plan::Exit::ok : plan::Exit::unread;
  terminal.result(terminal.json() ? report::table_json(*table, static_cast<int>(code),
                                                       std::string(plan::exit_class(code)))
                                  : report::table_text(*table, terminal.out_style()));
  return code;
}

}  // namespace tariff::cli
