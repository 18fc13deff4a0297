#include "cli/signals.hpp"

#include <atomic>
#include <csignal>

#include <unistd.h>

namespace tariff::cli {
namespace {

constexpr unsigned drain_seconds = 6;
constexpr int signal_base = 128;

std::atomic<int> asked_by{0};

/// Only what may be called from a handler.
void on_signal(int number) {
  int none = 0;
  if (asked_by.compare_exchange_strong(none, number)) {
    alarm(drain_seconds);
    return;
  }
  _exit(signal_base + (number == SIGALRM ? asked_by.load() : number));
}

}  // namespace

void drain_on_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  for (const int number : {SIGINT, SIGTERM, SIGALRM}) sigaction(number, &action, nullptr);
}

bool was_asked_to_stop() { return asked_by.load() != 0; }

plan::Exit exit_of_signal() {
  return asked_by.load() == SIGTERM ? plan::Exit::terminated : plan::Exit::interrupted;
}

}  // namespace tariff::cli
