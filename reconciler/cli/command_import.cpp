#include <filesystem>
#include <stdexcept>

#include "app/import.hpp"
#include "base/inert.hpp"
#include "cli/commands.hpp"
#include "cli/wiring.hpp"
#include "config/parse.hpp"
#include "discovery/file_text.hpp"
#include "text/crypto.hpp"
#include "text/time.hpp"

namespace tariff::cli {
namespace {

constexpr std::size_t installation_length = 10;

using discovery::Verdict;

Error is_there(const std::string& path) {
  return {ErrorKind::refused, path + " is there already.", "Name another with --out, or move that one away."};
}

std::int64_t undecided_licences(const discovery::Findings& findings) {
  std::int64_t count = 0;
  for (const auto& licence : findings.licences) count += licence.is_certain() ? 0 : 1;
  return count;
}

void report(const app::Imported& imported, const std::string& path, Terminal& terminal) {
  const auto& findings = imported.findings;
  const auto text = [](auto number) { return std::to_string(number); };
  for (const auto& sentence : imported.unread) terminal.note("Unread: " + inert(sentence));
  terminal.note("Read: " + text(imported.tenants_read) + " of " + text(findings.tenants.size()) +
                " virtual servers; " + text(imported.tigerpaw_requests) + " requests to Tigerpaw.");
  terminal.note("Customers: " + text(findings.count(Verdict::certain)) + " certain, " +
                text(findings.count(Verdict::doubtful)) + " doubtful, " +
                text(findings.count(Verdict::unmatched)) + " without an account.");
  terminal.note("Licences in use: " + text(findings.licences.size()) + ", of which " +
                text(undecided_licences(findings)) +
                " without an item; products: " + text(findings.products.size()) + ".");
  if (!findings.strays.empty())
    terminal.note("Accounts that are billed for nobody's devices: " + text(findings.strays.size()) + ".");
  terminal.note("Left to people: " + text(findings.decisions()) + " decisions, each marked DECIDE in " +
                path + ".");
}

Json result_json(const app::Imported& imported, const std::string& path, const InstallationId& installation,
                 plan::Exit code) {
  const auto& findings = imported.findings;
  Json unread = Json::array();
  for (const auto& sentence : imported.unread) unread.push(Json::string(inert(sentence)));
  return ok_json()
      .set("exit", Json::object({{"code", Json::number(static_cast<int>(code))},
                                 {"class", Json::string(plan::exit_class(code))}}))
      .set("file", Json::string(path))
      .set("installation", Json::string(installation.text()))
      .set("certain", Json::number(findings.count(Verdict::certain)))
      .set("doubtful", Json::number(findings.count(Verdict::doubtful)))
      .set("unmatched", Json::number(findings.count(Verdict::unmatched)))
      .set("products", Json::number(static_cast<std::int64_t>(findings.products.size())))
      .set("licences_undecided", Json::number(undecided_licences(findings)))
      .set("decisions", Json::number(findings.decisions()))
      .set("tigerpaw_requests", Json::number(static_cast<std::int64_t>(imported.tigerpaw_requests)))
      .set("unread", std::move(unread));
}

plan::Exit write(const app::Imported& imported, const std::string& path, Terminal& terminal) {
  const InstallationId installation(random_token(installation_length));
  const std::string text = discovery::tariff_file(imported.findings, installation, imported.today);
  // What is written must be a file that the other commands take; anything else is a bug of ours.
  if (const auto parsed = config::parse(text, path); has_errors(parsed.problems))
    throw std::logic_error("import made a file with an error: " + parsed.problems.front().message);
  if (std::filesystem::exists(path)) return terminal.fail(is_there(path), plan::Exit::refused);
  if (const auto written = write_text_file(path, text); !written)
    return terminal.fail(written.error(), plan::Exit::error);
  const plan::Exit code = imported.unread.empty() ? plan::Exit::ok : plan::Exit::unread;
  report(imported, path, terminal);
  terminal.result(terminal.json() ? result_json(imported, path, installation, code).pretty()
                                  : "Wrote " + path + " for installation " + installation.text() + ".\n");
  return code;
}

}  // namespace

plan::Exit run_import(const Common& common, const ImportCommand& command, Terminal& terminal) {
  const std::string path = command.out.empty() ? common.file : command.out;
  if (std::filesystem::exists(path)) return terminal.fail(is_there(path), plan::Exit::refused);
  auto loaded = load_connections(common, config::Secrets::reads);
  if (const auto* error = std::get_if<Error>(&loaded))
    return terminal.fail(*error, plan::exit_for(error->kind));
  if (const auto* problems = std::get_if<Diagnostics>(&loaded))
    return terminal.reject(*problems, plan::Exit::invalid);
  const auto& connections = std::get<Connections>(loaded);
  auto ports = connect(connections);
  if (!ports) return terminal.fail(ports.error(), plan::exit_for(ports.error().kind));
  const auto imported = app::import_live(*ports->kaspersky, *ports->tigerpaw,
                                         {common.now.value_or(system_now()), connections.tigerpaw.time_zone,
                                          command.external_product, terminal.progress()});
  terminal.end_progress();
  if (!imported) return terminal.fail(imported.error(), plan::exit_for(imported.error().kind));
  return write(*imported, path, terminal);
}

}  // namespace tariff::cli
