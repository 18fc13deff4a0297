#include "support/spawn.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tariff::test {
namespace {

std::map<std::string, std::string> quiet_environment() {
  std::map<std::string, std::string> out{{"LANG", "C.UTF-8"},
                                         {"TZ", "UTC"},
                                         {"HOME", "/nonexistent"},
                                         {"XDG_CONFIG_HOME", "/nonexistent"},
                                         {"GIT_CONFIG_GLOBAL", "/dev/null"},
                                         {"GIT_CONFIG_NOSYSTEM", "1"}};
  for (const char* name : {"PATH", "TMPDIR", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"})
    if (const char* value = std::getenv(name)) out.emplace(name, value);
  return out;
}

std::vector<std::string> environment_of(const Command& command) {
  auto merged = quiet_environment();
  for (const auto& [name, value] : command.environment) merged[name] = value;
  std::vector<std::string> out;
  out.reserve(merged.size());
  for (const auto& [name, value] : merged) out.emplace_back(name).append("=").append(value);
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// What posix_spawn is to do in the child, freed in the end.
class Preparation {
 public:
  Preparation(const Command& command, const Streams& streams) {
    posix_spawn_file_actions_init(&actions_);
    if (!command.folder.empty()) posix_spawn_file_actions_addchdir_np(&actions_, command.folder.c_str());
    posix_spawn_file_actions_adddup2(&actions_, streams.in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, streams.out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, streams.err, STDERR_FILENO);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes_, 0);
  }
  ~Preparation() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  Preparation(const Preparation&) = delete;
  Preparation& operator=(const Preparation&) = delete;
  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  close();
  number_ = std::exchange(other.number_, -1);
  return *this;
}

void Descriptor::close() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

pid_t spawn(const Command& command, const Streams& streams) {
  auto words = command.words;
  auto environment = environment_of(command);
  const auto arguments = pointers(words);
  const auto variables = pointers(environment);
  const Preparation preparation(command, streams);
  pid_t id = -1;
  const int problem = posix_spawnp(&id, words.at(0).c_str(), preparation.actions(), preparation.attributes(),
                                   arguments.data(), variables.data());
  if (problem != 0) throw std::runtime_error("cannot start " + words.at(0) + ": " + std::strerror(problem));
  return id;
}

int exit_code_of(int wait_status) {
  return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

int milliseconds_until(std::chrono::steady_clock::time_point end) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 3'600'000));
}

}  // namespace tariff::test
