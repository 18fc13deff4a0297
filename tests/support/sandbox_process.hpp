#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/http_client.hpp"
#include "support/process.hpp"

namespace tariff::test {

/// What a sandbox is started with. `state` keeps the world over a restart where it is not empty.
struct SandboxOptions {
  std::filesystem::path world;
  std::filesystem::path state;
  std::vector<std::string> more;  ///< further arguments, as {"--latency-ms", "20"}
  std::filesystem::path sandbox = program("tariff-sandbox");
  std::chrono::milliseconds ready_max = std::chrono::seconds(30);
};

/// tariff-sandbox beside the test, ready to be used; it ends with its owner.
///
/// Shape: its connections file, the file with the secrets and its log lie in `folder`.
class SandboxProcess {
 public:
  /// Returns when the connections file is there. Fails: std::runtime_error with the sandbox's log: it ended,
  /// or it was not ready in time.
  SandboxProcess(const SandboxOptions& options, const std::filesystem::path& folder);

  const std::filesystem::path& connections() const { return connections_; }
  /// The variables that `tariff` needs: the secrets, and TARIFF_CONNECTIONS.
  const std::map<std::string, std::string>& environment() const { return environment_; }
  std::string log() const;

  /// The control routes. Fails: std::runtime_error where the answer is not 200.
  std::string requests() const;
  void reset_requests() const;
  std::string world() const;
  void set_world(std::string_view json) const;
  /// One request to a control route, as `GET /sandbox/requests`.
  HttpAnswer control(std::string_view method, std::string_view target, std::string_view body = {}) const;

  bool is_running() { return process_->is_running(); }
  /// Ends the sandbox; gives its exit code.
  int stop() { return process_->stop(); }

 private:
  void wait_until_ready(std::chrono::milliseconds ready_max);
  std::string asked(std::string_view method, std::string_view target, std::string_view body) const;
  std::filesystem::path folder_;
  std::filesystem::path connections_;
  std::map<std::string, std::string> environment_;
  std::uint16_t port_ = 0;
  std::unique_ptr<BackgroundProcess> process_;
};

/// Reads lines of NAME=value, with or without `export` and single or double quotes around the value.
std::map<std::string, std::string> read_environment_file(std::string_view text);

/// The port of the first `url = "http://127.0.0.1:PORT…"` in a connections file: the sandbox's plain port,
/// which also serves the control routes. 0 where there is none.
std::uint16_t plain_port(std::string_view connections);

}  // namespace tariff::test
