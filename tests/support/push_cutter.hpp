#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support/spawn.hpp"

namespace tariff::test {

/// What becomes of one push to a Git server.
enum class PushFate {
  untaken,          ///< its entry never reaches the server; the connection ends
  unanswered,       ///< the server has carried it out; its answer never comes, the connection ends
  untaken_gone,     ///< as untaken, and nobody answers any more
  unanswered_gone,  ///< as unanswered, and nobody answers any more
  silent,           ///< its entry never reaches the server, and the connection stays open
};

/// Passes bytes between a client and a Git server (git://) on loopback, until a push meets its fate.
class PushCutter {
 public:
  explicit PushCutter(std::uint16_t server_port);
  ~PushCutter();
  PushCutter(const PushCutter&) = delete;
  PushCutter& operator=(const PushCutter&) = delete;

  /// git://127.0.0.1:PORT/ledger.git
  std::string url() const;
  /// The next push meets the first of these, the one after it the second; further ones pass.
  /// `meanwhile` is called each time, before the client learns of it.
  void cut_next(
      std::vector<PushFate> fates, std::function<void()> meanwhile = [] {});
  /// How many pushes have met theirs.
  int cuts() const { return cuts_; }

 private:
  void accept_all();
  void pass(int client, int server);
  void meet(PushFate fate, const Descriptor& client, const Descriptor& server, const std::string& request);
  bool take_fate(PushFate& fate);

  std::uint16_t server_port_;
  std::uint16_t port_ = 0;
  Descriptor listener_;
  std::mutex mutex_;
  std::vector<PushFate> fates_;
  std::function<void()> meanwhile_;
  std::atomic<int> cuts_ = 0;
  std::atomic<bool> is_gone_ = false;
  std::atomic<bool> is_ending_ = false;
  std::vector<std::jthread> threads_;
  std::jthread acceptor_;
};

}  // namespace tariff::test
