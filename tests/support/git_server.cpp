#include "support/git_server.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>

#include "support/spawn.hpp"

namespace tariff::test {
namespace {

sockaddr_in on_loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

std::uint16_t free_port() {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  auto address = on_loopback(0);
  socklen_t length = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket.number(), any, length) != 0 || ::getsockname(socket.number(), any, &length) != 0)
    throw std::runtime_error("there is no free port");
  return ntohs(address.sin_port);
}

bool is_answering(std::uint16_t port) {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto address = on_loopback(port);
  return ::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

/// False where it ended, as when another program took the port first.
bool is_up(BackgroundProcess& process, std::uint16_t port) {
  while (process.is_running()) {
    if (is_answering(port)) return process.is_running();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

}  // namespace

BareRepository::BareRepository() {
  std::filesystem::create_directories(path());
  git({"init", "--quiet", "--bare", "--initial-branch=main", "--template="});
}

std::string BareRepository::git(std::vector<std::string> arguments, const std::string& input) const {
  Command command;
  command.words = {"git"};
  command.words.insert(command.words.end(), arguments.begin(), arguments.end());
  command.folder = path();
  command.input = input;
  for (const char* who : {"AUTHOR", "COMMITTER"}) {
    command.environment[std::string("GIT_") + who + "_NAME"] = "Ada Test";
    command.environment[std::string("GIT_") + who + "_EMAIL"] = "ada@example.com";
  }
  auto ending = run(command);
  if (ending.exit_code != 0) throw std::runtime_error("git " + arguments.at(0) + " failed: " + ending.err);
  if (ending.out.ends_with('\n')) ending.out.pop_back();
  return std::move(ending.out);
}

void BareRepository::hook(std::string_view name, std::string_view text) const {
  const auto file = path() / "hooks" / name;
  write_file(file, "#!/bin/sh\n" + std::string(text) + "\n");
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
}

void BareRepository::commit(const std::string& reference,
                            const std::vector<std::pair<std::string, std::string>>& files) const {
  std::string tree;
  for (const auto& [name, text] : files)
    tree += "100644 blob " + git({"hash-object", "-w", "--stdin"}, text) + "\t" + name + "\n";
  std::vector<std::string> words{"commit-tree", git({"mktree"}, tree), "-m", "by hand"};
  const auto parent = git({"for-each-ref", "--format=%(objectname)", reference});
  if (!parent.empty()) words.insert(words.end(), {"-p", parent});
  git({"update-ref", reference, git(words)});
}

std::string BareRepository::text(const std::string& reference, const std::string& file) const {
  const auto id = git({"rev-parse", reference + ":" + file});
  Command command;
  command.words = {"git", "cat-file", "blob", id};
  command.folder = path();
  return run(command).out;
}

GitDaemon::GitDaemon(const std::filesystem::path& folder) {
  Command command;
  constexpr int tries_max = 5;
  for (int tries = 0; tries < tries_max; ++tries) {
    port_ = free_port();
    command.words = {"git",
                     "daemon",
                     "--listen=127.0.0.1",
                     "--reuseaddr",
                     "--export-all",
                     "--enable=receive-pack",
                     "--timeout=30",
                     "--port=" + std::to_string(port_),
                     "--base-path=" + folder.string(),
                     folder.string()};
    process_ = std::make_unique<BackgroundProcess>(command, own_ / "log");
    if (is_up(*process_, port_)) return;
  }
  throw std::runtime_error("git daemon did not start: " + read_file(own_ / "log"));
}

std::string GitDaemon::url() const { return "git://127.0.0.1:" + std::to_string(port_) + "/ledger.git"; }

}  // namespace tariff::test
