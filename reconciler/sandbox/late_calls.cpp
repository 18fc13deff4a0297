#include "sandbox/late_calls.hpp"

#include <utility>

namespace tariff::sandbox {

void LateCalls::after(std::chrono::milliseconds pause, std::function<void()> work) {
  const std::lock_guard guard(lock_);
  if (is_stopped_) return;
  ++pending_;
  threads_.emplace_back([this, pause, work = std::move(work)] { wait_and_do(pause, work); });
}

void LateCalls::wait_and_do(std::chrono::milliseconds pause, const std::function<void()>& work) {
  std::unique_lock waiting(lock_);
  const bool is_over = stopped_.wait_for(waiting, pause, [this] { return is_stopped_; });
  waiting.unlock();
  if (!is_over) work();
  waiting.lock();
  --pending_;
}

std::size_t LateCalls::pending() const {
  const std::lock_guard guard(lock_);
  return pending_;
}

void LateCalls::stop() {
  std::list<std::thread> ending;
  {
    const std::lock_guard guard(lock_);
    is_stopped_ = true;
    ending.swap(threads_);
  }
  stopped_.notify_all();
  for (auto& thread : ending) thread.join();
}

}  // namespace tariff::sandbox
