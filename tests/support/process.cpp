#include "support/process.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/spawn.hpp"

namespace tariff::test {
namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

void drain(Descriptor& from, std::string& into) {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(from.number(), buffer.data(), buffer.size());
  if (count > 0) {
    into.append(buffer.data(), static_cast<std::size_t>(count));
  } else {
    from.close();
  }
}

void feed(Descriptor& into, std::string_view& input) {
  const ssize_t count = ::write(into.number(), input.data(), input.size());
  if (count > 0) input.remove_prefix(static_cast<std::size_t>(count));
  if (count < 0 || input.empty()) into.close();
}

/// Moves bytes until both outputs are closed; false where the time was up before.
bool converse(std::array<Descriptor, 3>& ends, std::string_view input, Ending& ending,
              Clock::time_point end) {
  if (input.empty()) ends[0].close();
  while (ends[1].is_open() || ends[2].is_open()) {
    std::array<pollfd, 3> waiting{pollfd{ends[0].number(), POLLOUT, 0}, pollfd{ends[1].number(), POLLIN, 0},
                                  pollfd{ends[2].number(), POLLIN, 0}};
    const int ready = ::poll(waiting.data(), waiting.size(), milliseconds_until(end));
    if (ready == 0) return false;
    if (waiting[0].revents != 0) feed(ends[0], input);
    if (waiting[1].revents != 0) drain(ends[1], ending.out);
    if (waiting[2].revents != 0) drain(ends[2], ending.err);
  }
  return true;
}

/// Waits for the end of a process of ours by its pidfd; false where the time was up before.
bool wait_for(int pidfd, Clock::time_point end) {
  pollfd waiting{pidfd, POLLIN, 0};
  return ::poll(&waiting, 1, milliseconds_until(end)) > 0;
}

int open_pidfd(pid_t id) {
  const auto pidfd = static_cast<int>(::syscall(SYS_pidfd_open, id, 0));
  if (pidfd < 0) throw std::runtime_error("this kernel has no pidfd_open (Linux 5.3 has it)");
  return pidfd;
}

}  // namespace

Ending run(const Command& command) {
  // A program that ends before it has read its input must not end the test.
  ::signal(SIGPIPE, SIG_IGN);
  Pipe in = make_pipe();
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  const auto end = Clock::now() + command.timeout_max;
  const pid_t id = spawn(command, {in.read.number(), out.write.number(), err.write.number()});
  const Descriptor alive(open_pidfd(id));
  in.read.close();
  out.write.close();
  err.write.close();
  std::array<Descriptor, 3> ends{std::move(in.write), std::move(out.read), std::move(err.read)};
  Ending ending;
  ending.timed_out = !converse(ends, command.input, ending, end) || !wait_for(alive.number(), end);
  if (ending.timed_out) ::kill(-id, SIGKILL);
  int status = 0;
  ::waitpid(id, &status, 0);
  ending.exit_code = exit_code_of(status);
  return ending;
}

BackgroundProcess::BackgroundProcess(const Command& command, const std::filesystem::path& log) {
  const Descriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const Descriptor output(::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!output.is_open()) throw std::runtime_error("cannot write " + log.string());
  id_ = spawn(command, {nothing.number(), output.number(), output.number()});
  alive_ = open_pidfd(id_);
}

BackgroundProcess::~BackgroundProcess() {
  if (!ended_) {
    send(SIGKILL);
    ::waitpid(id_, nullptr, 0);
  }
  ::close(alive_);
}

bool BackgroundProcess::is_running() { return !wait_until(Clock::now()); }

void BackgroundProcess::send(int signal) const {
  if (!ended_) ::kill(signal == SIGKILL ? -id_ : id_, signal);
}

int BackgroundProcess::wait(std::chrono::milliseconds timeout_max) {
  if (!wait_until(Clock::now() + timeout_max)) {
    send(SIGKILL);
    wait_until(Clock::time_point::max());
  }
  return exit_code_;
}

int BackgroundProcess::stop(std::chrono::milliseconds patience) {
  send(SIGTERM);
  return wait(patience);
}

bool BackgroundProcess::wait_until(Clock::time_point end) {
  if (!ended_ && wait_for(alive_, end)) {
    int status = 0;
    ::waitpid(id_, &status, 0);
    collect(status);
  }
  return ended_;
}

void BackgroundProcess::collect(int status) {
  ended_ = true;
  exit_code_ = exit_code_of(status);
}

std::filesystem::path program(std::string_view name) { return std::filesystem::path(TARIFF_BIN_DIR) / name; }

}  // namespace tariff::test
