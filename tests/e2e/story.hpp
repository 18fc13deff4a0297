#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/world.hpp"
#include "support/git_repository.hpp"
#include "support/process.hpp"
#include "support/sandbox_process.hpp"
#include "support/temp_folder.hpp"
#include "text/json.hpp"

/// The real programs on the quickstart: a repository, a ledger and a sandbox, and what stands there
/// afterwards.
namespace tariff::e2e {

using test::Ending;
using Words = std::vector<std::string>;

/// Where a story begins.
enum class Start {
  quickstart,  ///< examples/quickstart as it is, with its problem; nothing applied
  healthy,     ///< the same without the mapping that has the problem; nothing applied
  billed,      ///< that, applied once: 50001 bills 3 x KES-SELECT, 50002 2 x KES-ADV-SRV and 3 x KES-ADV-WS
};

/// The one sandbox, started on examples/quickstart.
test::SandboxProcess& the_sandbox();

/// One story: a fresh world in a sandbox, which all stories share where none is given, a repository and a
/// ledger of its own.
///
/// Shape: every run of `tariff` looks for secrets in both of its streams. Requires: one story at a time.
class Story {
 public:
  explicit Story(Start start, test::SandboxProcess& sandbox = the_sandbox());

  /// Runs `tariff` in the repository. `environment` comes on top of the secrets and the connections.
  Ending run(const Words& words, const std::map<std::string, std::string>& environment = {}) const;
  /// The same as a command, for runs with less than all of that.
  test::Command command(const Words& words) const;
  /// Runs `tariff` beside the test and calls `look` again and again until it has ended; gives its exit code.
  int run_beside(const Words& words, const std::function<void(test::BackgroundProcess&)>& look) const;

  /// Changes the world between two runs.
  void change(const std::function<void(sandbox::World&)>& edit) const;
  sandbox::World world() const;
  /// Replaces the one place in tariff.toml that says `from`, and commits. Fails: std::runtime_error where
  /// there is not exactly one.
  void edit(std::string_view from, std::string_view to) const;

  /// The rows of a fresh plan that somebody could apply, a line each:
  /// `update charge/50001/KES-SELECT usage 3 x 3.50 L2 -> 4 x 3.50 L2`, with `, held` behind a held one.
  std::string rows() const;
  /// The lines of an agreement as they stand in Tigerpaw, a line each, by item: `KES-SELECT 3 x 3.50 L2`.
  std::string lines(std::int64_t agreement) const;
  /// Every agreement's lines, with its number in front.
  std::string all_lines() const;
  /// The cross-references of all accounts, a line each: `10010 contoso-ltd`.
  std::string links() const;
  /// Writes that Tigerpaw has seen in this story.
  std::int64_t writes() const;
  /// The run's clock of a fresh plan, some minutes later, for --now.
  std::string minutes_later(int minutes) const;

  const test::GitRepository& repository() const { return repository_; }
  const test::TempFolder& folder() const { return folder_; }
  std::string connections() const { return test::read_file(folder_ / "connections.toml"); }
  void set_connections(std::string_view text) const { folder_.write("connections.toml", text); }
  const test::SandboxProcess& sandbox() const { return sandbox_; }

 private:
  test::SandboxProcess& sandbox_;
  test::TempFolder folder_;
  test::GitRepository repository_;
};

/// Runs `tariff` in the repository, with that sandbox's secrets and connections.
Ending run_in(const test::GitRepository& repository, const test::SandboxProcess& sandbox, const Words& words);

/// Runs any command line of `tariff`, and fails the test where a secret shows in its output.
Ending run_without_leak(const test::Command& command);

std::string quickstart(std::string_view file);

/// The parts of a world. Fails: std::out_of_range where there is none.
sandbox::Agreement& agreement(sandbox::World& world, std::int64_t number);
sandbox::Charge& line(sandbox::World& world, std::int64_t number, std::string_view item);
sandbox::Item& item(sandbox::World& world, std::string_view id);
sandbox::VirtualServer& server(sandbox::World& world, std::string_view name);
sandbox::Host& host(sandbox::World& world, std::string_view name);
/// A line that a person has made.
sandbox::Charge a_foreign_line(std::string_view item, std::int64_t quantity, std::string_view price);
/// A device more that uses the first key of that virtual server.
void add_device(sandbox::World& world, std::string_view server_name, std::string_view device);

bool contains(std::string_view text, std::string_view part);
std::string last_line(std::string_view text);
/// Fails: std::runtime_error where `from` does not stand there exactly once.
std::string replaced(std::string_view text, std::string_view from, std::string_view to);
/// The document, a null value where it is none; that fails the test.
Json json_of(std::string_view text);
/// exit.code of a JSON document, -1 where it has none.
std::int64_t exit_code_in(std::string_view json);

}  // namespace tariff::e2e
