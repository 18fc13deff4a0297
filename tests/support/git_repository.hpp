#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tariff::test {

/// Who commits and when; the same for every commit where the test says nothing else, so that ids repeat.
struct Signature {
  std::string name = "Ada Test";
  std::string email = "ada@example.com";
  std::string date = "2026-11-22T10:00:00Z";
};

/// A real Git repository, made and changed with the git command.
///
/// Fails: std::runtime_error with what git said, in every call.
class GitRepository {
 public:
  /// Makes the folder and an empty repository in it, on the branch main.
  explicit GitRepository(std::filesystem::path folder);

  const std::filesystem::path& path() const { return folder_; }
  /// Writes a file of the work tree; `name` may have folders.
  void write(std::string_view name, std::string_view text) const;
  std::string read(std::string_view name) const;
  /// Commits everything in the work tree; gives the commit's id. An unchanged tree makes an empty commit.
  std::string commit(std::string_view message, const Signature& signature = {}) const;
  /// write, then commit.
  std::string commit_file(std::string_view name, std::string_view text, std::string_view message) const;
  std::string head() const;
  /// Any git command in the work tree; gives its output without the last line end.
  std::string git(std::vector<std::string> arguments, const Signature& signature = {}) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace tariff::test
