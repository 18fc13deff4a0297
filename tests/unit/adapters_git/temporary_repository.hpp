#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "text/crypto.hpp"

namespace tariff::test {

/// A folder of its own that is gone with this object, and the git command in it, deaf to this machine's
/// settings.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_(std::filesystem::temp_directory_path() / ("tariff-git-" + random_token(12))) {
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

  /// Requires: `arguments` hold nothing that a shell would expand.
  void git(const std::string& arguments) const {
    const std::string command = "cd '" + path_.string() +
                                "' && GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 git -c user.name=A "
                                "-c user.email=a@example.org -c init.defaultBranch=main " +
                                arguments + " >git.out 2>&1";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("git " + arguments + " failed");
  }

  /// What the last `git` said, without its last line end.
  std::string said() const {
    std::ifstream stream(path_ / "git.out");
    std::string line;
    std::getline(stream, line);
    return line;
  }

  /// Writes, adds and commits one file; gives back the id of the commit.
  std::string commit(const std::string& name, const std::string& text) const {
    write(name, text);
    git("add -- " + name);
    return commit_index();
  }

  std::string commit_index() const {
    git("commit --quiet --message change");
    git("rev-parse HEAD");
    return said();
  }

 private:
  std::filesystem::path path_;
};

}  // namespace tariff::test
