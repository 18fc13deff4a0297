#include "support/git_repository.hpp"

#include <stdexcept>
#include <utility>

#include "support/process.hpp"
#include "support/temp_folder.hpp"

namespace tariff::test {

GitRepository::GitRepository(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
  git({"init", "--quiet", "--initial-branch=main", "--template="});
}

void GitRepository::write(std::string_view name, std::string_view text) const {
  write_file(folder_ / name, text);
}

std::string GitRepository::read(std::string_view name) const { return read_file(folder_ / name); }

std::string GitRepository::commit(std::string_view message, const Signature& signature) const {
  git({"add", "--all"});
  git({"commit", "--quiet", "--allow-empty", "--message", std::string(message)}, signature);
  return head();
}

std::string GitRepository::commit_file(std::string_view name, std::string_view text,
                                       std::string_view message) const {
  write(name, text);
  return commit(message);
}

std::string GitRepository::head() const { return git({"rev-parse", "HEAD"}); }

std::string GitRepository::git(std::vector<std::string> arguments, const Signature& signature) const {
  Command command;
  command.words = {"git"};
  command.words.insert(command.words.end(), arguments.begin(), arguments.end());
  command.folder = folder_;
  command.environment = {{"GIT_AUTHOR_NAME", signature.name},   {"GIT_COMMITTER_NAME", signature.name},
                         {"GIT_AUTHOR_EMAIL", signature.email}, {"GIT_COMMITTER_EMAIL", signature.email},
                         {"GIT_AUTHOR_DATE", signature.date},   {"GIT_COMMITTER_DATE", signature.date}};
  auto ending = run(command);
  if (ending.exit_code != 0) throw std::runtime_error("git " + arguments.at(0) + " failed: " + ending.err);
  if (ending.out.ends_with('\n')) ending.out.pop_back();
  return std::move(ending.out);
}

}  // namespace tariff::test
