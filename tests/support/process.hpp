#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace tariff::test {

/// A program to run.
///
/// Shape: `words` are the program and its arguments; a program without a slash is looked up on PATH. `folder`
/// is its working folder, the current one where empty. `environment` comes on top of a quiet one: PATH,
/// TMPDIR, the sanitizers' options, LANG=C.UTF-8, TZ=UTC, and no home, so that no setting of the person who
/// runs the tests is seen.
struct Command {
  std::vector<std::string> words;
  std::map<std::string, std::string> environment;
  std::filesystem::path folder;
  std::string input;
  std::chrono::milliseconds timeout_max = std::chrono::seconds(60);
};

/// What a program left behind.
///
/// Shape: `exit_code` is 128 + the signal's number where a signal ended it, as a shell says. `timed_out`
/// means that it was killed, with everything it had started.
struct Ending {
  int exit_code = 0;
  std::string out;
  std::string err;
  bool timed_out = false;
};

/// Runs a program to its end. Fails: std::runtime_error where it cannot be started.
Ending run(const Command& command);

/// A program that runs beside the test; it is killed, with everything it started, when its owner goes.
class BackgroundProcess {
 public:
  /// Standard output and error go to `log`; there is no input. Fails: std::runtime_error.
  BackgroundProcess(const Command& command, const std::filesystem::path& log);
  ~BackgroundProcess();
  BackgroundProcess(const BackgroundProcess&) = delete;
  BackgroundProcess& operator=(const BackgroundProcess&) = delete;

  pid_t id() const { return id_; }
  bool is_running();
  void send(int signal) const;
  /// Waits for its end; gives its exit code as in Ending. Kills it after `timeout_max`.
  int wait(std::chrono::milliseconds timeout_max);
  /// SIGTERM, then SIGKILL after `patience`; gives the exit code.
  int stop(std::chrono::milliseconds patience = std::chrono::seconds(10));

 private:
  bool wait_until(std::chrono::steady_clock::time_point end);
  void collect(int status);
  pid_t id_ = -1;
  int alive_ = -1;  ///< a pidfd
  bool ended_ = false;
  int exit_code_ = 0;
};

/// A program of this build, build/<preset>/bin/<name>.
std::filesystem::path program(std::string_view name);

}  // namespace tariff::test
