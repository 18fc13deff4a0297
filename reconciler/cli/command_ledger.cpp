#include "adapters/git/config_file.hpp"
#include "adapters/tigerpaw/reader.hpp"
#include "app/ledger_care.hpp"
#include "app/resolve.hpp"
#include "base/inert.hpp"
#include "cli/commands.hpp"
#include "cli/ledger_place.hpp"
#include "cli/wiring.hpp"
#include "cli/with_connections.hpp"
#include "config/parse.hpp"
#include "text/crypto.hpp"
#include "text/time.hpp"

namespace tariff::cli {
namespace {

constexpr std::size_t run_id_length = 8;

RunId fresh_run() { return RunId("r-" + random_token(run_id_length)); }

plan::Exit failed(const Error& error, Terminal& terminal) {
  // A ledger that is there already is no run that is in the way.
  const auto code = error.kind == ErrorKind::conflict ? plan::Exit::refused : plan::exit_for(error.kind);
  return terminal.fail(error, code);
}

plan::Exit make(const Common& common, const Connections& connections, Terminal& terminal) {
  const auto id = make_ledger(common, connections);
  if (!id) return failed(id.error(), terminal);
  terminal.result(terminal.json() ? ok_json().set("ledger", Json::string(id->text())).pretty()
                                  : "ledger = \"" + id->text() + "\"\n");
  terminal.note("Write this line into tariff.toml and commit it.");
  return plan::Exit::ok;
}

plan::Exit verify(const Common& common, const Connections& connections, Terminal& terminal) {
  const auto ledger = existing_ledger(common, connections);
  if (!ledger) return failed(ledger.error(), terminal);
  const auto whole = app::verify_ledger(**ledger);
  if (!whole) return failed(whole.error(), terminal);
  const auto& head = whole->head;
  terminal.result(terminal.json()
                      ? ok_json()
                            .set("ledger", Json::string(whole->id.text()))
                            .set("entries", Json::number(head.sequence))
                            .set("hash", Json::string(head.hash))
                            .pretty()
                      : "Ledger " + whole->id.text() + " is whole: " + std::to_string(head.sequence) +
                            " entries, head " + head.hash + ".\n");
  return plan::Exit::ok;
}

plan::Exit export_log(const Common& common, const Connections& connections, Terminal& terminal) {
  const auto ledger = existing_ledger(common, connections);
  if (!ledger) return failed(ledger.error(), terminal);
  const auto done = app::export_ledger(**ledger, [&](const std::string& line) { terminal.result(line); });
  return done ? plan::Exit::ok : failed(done.error(), terminal);
}

void print_rebuilt(const app::Rebuilt& rebuilt, Terminal& terminal) {
  Json bound = Json::array(), left_out = Json::array();
  std::string text;
  for (const auto& key : rebuilt.bound) {
    bound.push(Json::string(address_of(key)));
    text += "bound    " + address_of(key) + "\n";
  }
  for (const auto& sentence : rebuilt.left_out) {
    left_out.push(Json::string(sentence));
    text += "left out " + inert(sentence) + "\n";
  }
  text += std::to_string(rebuilt.bound.size()) + " lines are ours again; nothing was written to Tigerpaw.\n";
  terminal.result(terminal.json()
                      ? ok_json().set("bound", std::move(bound)).set("left_out", std::move(left_out)).pretty()
                      : text);
}

plan::Exit rebuild(const Common& common, const Connections& connections, Terminal& terminal) {
  const auto source = make_config_file(common.file, TextChoice::head, common.revision)->read();
  if (!source) return failed(source.error(), terminal);
  const auto parsed = config::parse(source->text, source->name);
  if (has_errors(parsed.problems)) return terminal.reject(parsed.problems, plan::Exit::invalid);
  const auto ledger = existing_ledger(common, connections);
  if (!ledger) return failed(ledger.error(), terminal);
  const auto tigerpaw = tigerpaw::make_tigerpaw_reader(connections.tigerpaw, system_now);
  if (!tigerpaw) return failed(tigerpaw.error(), terminal);
  const auto rebuilt = app::rebuild_ledger(parsed.desired, **tigerpaw, **ledger,
                                           common.now.value_or(system_now()), fresh_run());
  if (!rebuilt) return failed(rebuilt.error(), terminal);
  print_rebuilt(*rebuilt, terminal);
  return plan::Exit::ok;
}

}  // namespace

plan::Exit run_ledger(const Common& common, const LedgerCommand& command, Terminal& terminal) {
  const bool reads_tigerpaw = command.deed == LedgerDeed::rebuild;
  return with_connections(common, reads_tigerpaw ? config::Secrets::reads : config::Secrets::none, terminal,
                          [&](const Connections& connections) {
                            switch (command.deed) {
                              case LedgerDeed::init:
                                return make(common, connections, terminal);
                              case LedgerDeed::verify:
                                return verify(common, connections, terminal);
                              case LedgerDeed::export_log:
                                return export_log(common, connections, terminal);
                              case LedgerDeed::rebuild:
                                return rebuild(common, connections, terminal);
                            }
                            return plan::Exit::bug;
                          });
}

plan::Exit run_resolve(const Common& common, const ResolveCommand& command, Terminal& terminal) {
  return with_connections(common, config::Secrets::reads, terminal, [&](const Connections& connections) {
    const auto ledger = existing_ledger(common, connections);
    if (!ledger) return failed(ledger.error(), terminal);
    const auto tigerpaw = tigerpaw::make_tigerpaw_reader(connections.tigerpaw, system_now);
    if (!tigerpaw) return failed(tigerpaw.error(), terminal);
    const auto resolved = app::resolve(
        {command.address, command.decision, command.reason, owner_text(), fresh_run()}, **tigerpaw, **ledger,
        {common.now.value_or(system_now()), connections.tigerpaw.quiet_period});
    if (!resolved) return terminal.fail(resolved.error(), plan::exit_for(resolved.error().kind));
    terminal.result(terminal.json() ? ok_json().set("result", Json::string(*resolved)).pretty()
                                    : inert(*resolved) + "\n");
    return plan::Exit::ok;
  });
}

}  // namespace tariff::cli
