#include "support/sandbox_process.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>
#include <stdexcept>
#include <tuple>
#include <utility>

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "support/spawn.hpp"
#include "support/temp_folder.hpp"

namespace tariff::test {
namespace {

/// How often a wait looks whether the sandbox still lives.
constexpr int look_milliseconds = 100;

Command serve_command(const SandboxOptions& options, const std::filesystem::path& connections) {
  Command command;
  command.words = {options.sandbox.string(), "serve", "--world", options.world.string(), "--connections-out",
                   connections.string()};
  if (!options.state.empty()) {
    command.words.emplace_back("--state");
    command.words.push_back(options.state.string());
  }
  command.words.insert(command.words.end(), options.more.begin(), options.more.end());
  return command;
}

/// As a shell reads one word: in single quotes, '\'' stands for one of them.
std::string unquoted(std::string value) {
  const bool quoted =
      value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
  if (!quoted) return value;
  value = value.substr(1, value.size() - 2);
  constexpr std::string_view escaped = "'\\''";
  for (auto found = value.find(escaped); found != std::string::npos; found = value.find(escaped, found + 1))
    value.replace(found, escaped.size(), "'");
  return value;
}

}  // namespace

SandboxProcess::SandboxProcess(const SandboxOptions& options, const std::filesystem::path& folder)
    : folder_(folder), connections_(folder / "connections.toml") {
  std::filesystem::create_directories(folder_);
  std::filesystem::remove(connections_);
  process_ =
      std::make_unique<BackgroundProcess>(serve_command(options, connections_), folder_ / "sandbox.log");
  wait_until_ready(options.ready_max);
  environment_ = read_environment_file(read_file(connections_.string() + ".env"));
  environment_["TARIFF_CONNECTIONS"] = connections_.string();
  port_ = plain_port(read_file(connections_));
  if (port_ == 0) throw std::runtime_error("the connections file names no plain http url on 127.0.0.1");
}

void SandboxProcess::wait_until_ready(std::chrono::milliseconds ready_max) {
  const Descriptor changes(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  ::inotify_add_watch(changes.number(), folder_.c_str(), IN_CREATE | IN_MOVED_TO);
  const auto end = std::chrono::steady_clock::now() + ready_max;
  while (!std::filesystem::exists(connections_)) {
    if (!process_->is_running()) throw std::runtime_error("the sandbox ended before it was ready: " + log());
    if (milliseconds_until(end) == 0) throw std::runtime_error("the sandbox is not ready in time: " + log());
    pollfd waiting{changes.number(), POLLIN, 0};
    std::array<char, 4096> events{};
    if (::poll(&waiting, 1, std::min(look_milliseconds, milliseconds_until(end))) > 0)
      std::ignore = ::read(changes.number(), events.data(), events.size());
  }
}

std::string SandboxProcess::log() const { return read_file(folder_ / "sandbox.log"); }

std::string SandboxProcess::requests() const { return asked("GET", "/sandbox/requests", {}); }
void SandboxProcess::reset_requests() const { asked("POST", "/sandbox/requests/reset", {}); }
std::string SandboxProcess::world() const { return asked("GET", "/sandbox/world", {}); }
void SandboxProcess::set_world(std::string_view json) const { asked("POST", "/sandbox/world", json); }

HttpAnswer SandboxProcess::control(std::string_view method, std::string_view target,
                                   std::string_view body) const {
  return http_request(port_, method, target, body);
}

std::string SandboxProcess::asked(std::string_view method, std::string_view target,
                                  std::string_view body) const {
  auto answer = control(method, target, body);
  if (answer.status != 200)
    throw std::runtime_error(std::string(method) + " " + std::string(target) + " was answered with " +
                             std::to_string(answer.status) + ": " + answer.body);
  return std::move(answer.body);
}

std::map<std::string, std::string> read_environment_file(std::string_view text) {
  std::map<std::string, std::string> out;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("export ")) line.erase(0, 7);
    const auto equals = line.find('=');
    if (equals == std::string::npos || line.starts_with("#")) continue;
    out[line.substr(0, equals)] = unquoted(line.substr(equals + 1));
  }
  return out;
}

std::uint16_t plain_port(std::string_view connections) {
  constexpr std::string_view start = "\"http://127.0.0.1:";
  const auto found = connections.find(start);
  std::uint16_t port = 0;
  if (found == std::string_view::npos) return 0;
  const auto digits = connections.substr(found + start.size(), 5);
  std::from_chars(digits.data(), digits.data() + digits.size(), port);
  return port;
}

}  // namespace tariff::test
