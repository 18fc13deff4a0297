#include <filesystem>
#include <iostream>

#include <CLI/CLI.hpp>
#include <signal.h>

#include "config/writer_profile.hpp"
#include "sandbox/connections_file.hpp"
#include "sandbox/fault_rule.hpp"
#include "sandbox/generate.hpp"
#include "sandbox/kept_file.hpp"
#include "sandbox/running_sandbox.hpp"
#include "text/time.hpp"

namespace {

using namespace tariff;
using namespace tariff::sandbox;

constexpr int exit_error = 1;
constexpr int exit_usage = 64;

struct ServeArguments {
  std::string world;
  std::string connections_out;
  std::string state;
  std::string faults;
  std::string writer_profile;
  std::int64_t latency_ms = 0;
  std::optional<std::int64_t> certificate_days;
  SandboxOptions options;
};

struct GenerateArguments {
  std::string folder;
  GenerateOptions options;
};

int failed(const Error& error) {
  std::cerr << "tariff-sandbox: " << error.message << (error.hint.empty() ? "" : "\n  " + error.hint) << '\n';
  return exit_error;
}

sigset_t end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

void wait_for_end(const sigset_t& signals) {
  int received = 0;
  sigwait(&signals, &received);
}

Result<World> world_from(const std::filesystem::path& file) {
  const auto text = read_file(file);
  if (!text) return text.error();
  auto world = read_world(*text, system_now());
  if (!world)
    return Error{world.error().kind, file.string() + ": " + world.error().message, world.error().hint};
  return world;
}

Result<FaultFile> faults_from(const std::filesystem::path& file) {
  if (file.empty()) return FaultFile{};
  const auto text = read_file(file);
  if (!text) return text.error();
  auto faults = read_faults(*text);
  if (!faults)
    return Error{faults.error().kind, file.string() + ": " + faults.error().message, faults.error().hint};
  return faults;
}

std::string listed(const Diagnostics& problems) {
  std::string out;
  for (const auto& problem : problems)
    out += "\n  " + problem.place.file + ":" + std::to_string(problem.place.line) + ":" +
           std::to_string(problem.place.column) + ": " + problem.message;
  return out;
}

Result<WriterProfile> profile_from(const std::string& file) {
  if (file.empty()) return WriterProfile{};
  const auto text = read_file(file);
  if (!text) return text.error();
  auto parsed = config::parse_writer_profile(*text, file);
  if (has_errors(parsed.problems))
    return Error{ErrorKind::invalid, "The writer profile cannot be used." + listed(parsed.problems), ""};
  return std::move(parsed.profile);
}

int serve(const ServeArguments& arguments) {
  // Blocked before the first thread starts, so that none but this one ever sees them.
  const sigset_t signals = end_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  if (const auto forgotten = forget_connections(arguments.connections_out); !forgotten)
    return failed(forgotten.error());
  auto world = world_from(arguments.world);
  if (!world) return failed(world.error());
  auto faults = faults_from(arguments.faults);
  if (!faults) return failed(faults.error());
  auto profile = profile_from(arguments.writer_profile);
  if (!profile) return failed(profile.error());
  SandboxOptions options = arguments.options;
  options.profile = *std::move(profile);
  options.faults = *std::move(faults);
  options.latency = std::chrono::milliseconds(arguments.latency_ms);
  if (!arguments.state.empty()) options.state = arguments.state;
  if (arguments.certificate_days) options.certificate_days = std::chrono::days(*arguments.certificate_days);
  auto running = RunningSandbox::start(*std::move(world), options);
  if (!running) return failed(running.error());
  auto access = (*running)->access();
  if (!arguments.writer_profile.empty())
    access.writer_profile = std::filesystem::absolute(arguments.writer_profile);
  const auto published = publish_connections(arguments.connections_out, access, (*running)->world());
  if (!published) return failed(published.error());
  std::cout << "Security Center: " << access.security_center_url;
  if (!access.business_hub_url.empty()) std::cout << "\nBusiness Hub:    " << access.business_hub_url;
  std::cout << "\nTigerpaw:        " << access.tigerpaw_url
            << "\nConnections:     " << arguments.connections_out
            << " (secrets: " << arguments.connections_out << ".env)" << std::endl;
  wait_for_end(signals);
  (*running)->stop();
  return 0;
}

int write_generated(const GenerateArguments& arguments) {
  const std::filesystem::path folder = arguments.folder;
  std::error_code refused;
  std::filesystem::create_directories(folder, refused);
  const GeneratedWorld made = generate(arguments.options);
  if (const auto kept = write_file(folder / "world.json", write_world(made.world), ReadableBy::everyone);
      !kept)
    return failed(kept.error());
  if (const auto kept = write_file(folder / "tariff.toml", made.tariff_toml, ReadableBy::everyone); !kept)
    return failed(kept.error());
  std::cout << "Wrote " << (folder / "world.json").string() << " and " << (folder / "tariff.toml").string()
            << '\n';
  return 0;
}

void describe_serve(CLI::App& command, ServeArguments& arguments) {
  command.add_option("--world", arguments.world, "the world to serve, as JSON")->required();
  command
      .add_option("--connections-out", arguments.connections_out, "written last: its presence means ready")
      ->required();
  command.add_option("--state", arguments.state,
                     "folder that keeps the world and the certificate over a restart");
  command.add_option("--faults", arguments.faults,
                     "which calls to disturb, as JSON; POST /sandbox/faults replaces it while running");
  command.add_option("--writer-profile", arguments.writer_profile,
                     "how the content of SOAP calls is spelled, as TOML; the connections file names it");
  command.add_option("--latency-ms", arguments.latency_ms, "hold every reply back for so long")
      ->check(CLI::Range(0, 60'000));
  command
      .add_option("--certificate-days", arguments.certificate_days,
                  "a fresh certificate that ends in so many days; below 0 it has ended")
      ->check(CLI::Range(-397, 397));
  command.add_option("--ksc-port", arguments.options.security_center_port, "0 takes a free one");
  command.add_option("--tigerpaw-port", arguments.options.tigerpaw_port, "0 takes a free one");
  command.add_option("--hub-port", arguments.options.business_hub_port,
                     "of Business Hub, where the world has one; 0 takes a free one");
}

void describe_generate(CLI::App& command, GenerateArguments& arguments) {
  command.add_option("--tenants", arguments.options.tenants, "how many customers")
      ->required()
      ->check(CLI::Range(0, 1'000'000));
  command.add_option("--seed", arguments.options.seed, "the same seed gives the same world");
  command.add_option("--dir", arguments.folder, "folder for world.json and tariff.toml")->required();
  command
      .add_option("--devices-per-tenant", arguments.options.devices_per_tenant, "devices of each customer")
      ->check(CLI::Range(0, 100'000));
  command.add_flag("--vendor-lines", arguments.options.vendor_lines,
                   "customers whom the vendor's tool has billed for months; tariff.toml is who is who");
}

}  // namespace

int main(int count, char** values) {
  CLI::App app(
      "Kaspersky Security Center and Tigerpaw over their real protocols, and Business Hub over an assumed "
      "one, "
      "on this machine only.",
      "tariff-sandbox");
  app.require_subcommand(1);
  ServeArguments serving;
  GenerateArguments generating;
  CLI::App* serve_command = app.add_subcommand("serve", "serve a small world until SIGINT or SIGTERM");
  describe_serve(*serve_command, serving);
  describe_generate(*app.add_subcommand("generate", "make a world of any size and its tariff.toml"),
                    generating);
  try {
    app.parse(count, values);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : exit_usage;
  }
  return serve_command->parsed() ? serve(serving) : write_generated(generating);
}
