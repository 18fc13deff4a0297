#pragma once

#include <sys/types.h>

#include "support/process.hpp"

namespace tariff::test {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept;
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void close();

 private:
  int number_;
};

/// The three standard streams of a process to start.
struct Streams {
  int in;
  int out;
  int err;
};

/// Starts a program in a process group of its own. Fails: std::runtime_error.
pid_t spawn(const Command& command, const Streams& streams);

/// The exit code as a shell says it, from what waitpid gave.
int exit_code_of(int wait_status);

/// Milliseconds until then for poll(2), at least 0.
int milliseconds_until(std::chrono::steady_clock::time_point end);

}  // namespace tariff::test
