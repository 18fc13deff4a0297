#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support/spawn.hpp"

namespace tariff::test {

/// What becomes of the message at which a connection is cut, and of its answer.
enum class Cut {
  undelivered,  ///< it never reaches the server
  unanswered,   ///< the server has carried it out; its answer never comes, the connection ends
  silent,       ///< as unanswered, but the connection stays open and says nothing more
};

/// Passes bytes between clients and a server on loopback, until a client sends a message that holds a text.
class CuttingProxy {
 public:
  explicit CuttingProxy(std::uint16_t server_port);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  std::uint16_t port() const { return port_; }
  /// The next message that holds `text` is cut; later connections pass again.
  void cut_at(const std::string& text, Cut cut);
  /// True when that has happened.
  bool has_cut() const { return has_cut_; }
  /// Ends every connection that is open now.
  void drop_all() { ++generation_; }

 private:
  void accept_all();
  void pass(int client, int server);
  bool is_the_one(const std::string& message, Cut& cut);

  std::uint16_t server_port_;
  std::uint16_t port_ = 0;
  Descriptor listener_;
  std::mutex mutex_;
  std::string text_;
  Cut cut_ = Cut::undelivered;
  std::atomic<bool> has_cut_ = false;
  std::atomic<int> generation_ = 0;
  std::atomic<bool> is_ending_ = false;
  std::vector<std::jthread> threads_;
  std::jthread acceptor_;
};

}  // namespace tariff::test
