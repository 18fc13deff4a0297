#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.hpp"
#include "support/temp_folder.hpp"

namespace tariff::test {

/// A bare repository in a folder of its own, as a server keeps it.
///
/// Fails: std::runtime_error with what git said, in every call.
class BareRepository {
 public:
  BareRepository();

  /// The folder in which it lies, under the name ledger.git.
  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path path() const { return folder_ / "ledger.git"; }
  /// Any git command in it; gives its output without the last line end.
  std::string git(std::vector<std::string> arguments, const std::string& input = "") const;
  /// Makes a hook of this shell text.
  void hook(std::string_view name, std::string_view text) const;
  /// Commits these files as the child of what `reference` points to, and moves it there.
  void commit(const std::string& reference,
              const std::vector<std::pair<std::string, std::string>>& files) const;
  /// The text of a file there.
  std::string text(const std::string& reference, const std::string& file) const;

 private:
  TempFolder folder_;
};

/// `git daemon` on loopback for all repositories in a folder; it takes pushes.
class GitDaemon {
 public:
  explicit GitDaemon(const std::filesystem::path& folder);

  std::uint16_t port() const { return port_; }
  /// git://127.0.0.1:PORT/ledger.git
  std::string url() const;
  void stop() { process_.reset(); }

 private:
  TempFolder own_;
  std::uint16_t port_ = 0;
  std::unique_ptr<BackgroundProcess> process_;
};

}  // namespace tariff::test
