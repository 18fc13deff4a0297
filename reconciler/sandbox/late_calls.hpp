#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace tariff::sandbox {

/// Work that happens some time after its request was answered. Called from several threads at once.
class LateCalls {
 public:
  ~LateCalls() { stop(); }
  void after(std::chrono::milliseconds pause, std::function<void()> work);
  /// How many are still to come.
  std::size_t pending() const;
  /// Drops what has not begun and waits for what has.
  void stop();

 private:
  void wait_and_do(std::chrono::milliseconds pause, const std::function<void()>& work);

  mutable std::mutex lock_;
  std::condition_variable stopped_;
  bool is_stopped_ = false;
  std::size_t pending_ = 0;
  std::list<std::thread> threads_;
};

}  // namespace tariff::sandbox
