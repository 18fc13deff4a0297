#include "adapters/http/retry.hpp"

#include <algorithm>
#include <random>
#include <thread>

#include "text/json.hpp"
#include "text/time.hpp"

namespace tariff::http {
namespace {

using std::chrono::milliseconds;

constexpr int attempts_max = 3;
constexpr std::uint64_t repeats_min = 3;
constexpr milliseconds first_pause_max{500};
constexpr milliseconds retry_after_max{30'000};

milliseconds pause_before(int attempt, const Answer& answer, const Waiting& waiting) {
  if (const auto* reply = reply_of(answer))
    if (const auto asked = retry_after(*reply, waiting.now())) return *asked;
  const auto most = first_pause_max * (1 << (attempt - 1));
  return milliseconds(
      static_cast<std::int64_t>(waiting.random_below(static_cast<std::uint64_t>(most.count()) + 1)));
}

}  // namespace

Waiting real_waiting() {
  return {[](milliseconds pause) { std::this_thread::sleep_for(pause); },
          [](std::uint64_t end) {
            thread_local std::mt19937_64 dice{std::random_device{}()};
            return std::uniform_int_distribution<std::uint64_t>(0, end - 1)(dice);
          },
          [] { return system_now(); }};
}

void RetryBudget::count_request() {
  const std::lock_guard lock(mutex_);
  ++requests_;
}

bool RetryBudget::take() {
  const std::lock_guard lock(mutex_);
  if (repeats_ >= std::max(repeats_min, requests_ / 10)) return false;
  ++repeats_;
  return true;
}

std::uint64_t RetryBudget::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

bool is_worth_repeating(const Answer& answer) {
  if (const auto* reply = reply_of(answer))
    return reply->status == 429 || reply->status == 502 || reply->status == 503 || reply->status == 504;
  switch (failure_of(answer)->cause) {
    case Cause::not_resolved:
    case Cause::not_connected:
    case Cause::timed_out:
    case Cause::broken_off:
      return true;
    case Cause::bad_request:
    case Cause::not_trusted:
    case Cause::too_large:
      return false;
  }
  return false;
}

std::optional<milliseconds> retry_after(const Reply& reply, Instant now) {
  const auto& text = reply.header("retry-after");
  if (text.empty()) return std::nullopt;
  if (const auto seconds = whole_number(text))
    return milliseconds(std::clamp<std::int64_t>(*seconds, 0, retry_after_max.count() / 1000) * 1000);
  const auto date = read_rfc1123(text);
  if (!date) return std::nullopt;
  return std::clamp<milliseconds>(*date - now, milliseconds(0), retry_after_max);
}

Answer read_patiently(HttpReader& reader, const Request& request, RetryBudget& budget,
                      const Waiting& waiting) {
  for (int attempt = 1;; ++attempt) {
    budget.count_request();
    auto answer = reader.read(request);
    if (attempt == attempts_max || !is_worth_repeating(answer) || !budget.take()) return answer;
    waiting.sleep(pause_before(attempt, answer, waiting));
  }
}

}  // namespace tariff::http
