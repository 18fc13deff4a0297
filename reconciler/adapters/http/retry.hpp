#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>

#include "adapters/http/client.hpp"
#include "base/instant.hpp"

namespace tariff::http {

/// What waiting needs from outside, so that tests neither sleep nor roll dice.
struct Waiting {
  std::function<void(std::chrono::milliseconds)> sleep;
  std::function<std::uint64_t(std::uint64_t)> random_below;  ///< uniform in [0, n)
  std::function<Instant()> now;                              ///< for Retry-After as a date
};

/// The real thing.
Waiting real_waiting();

/// How many repeats the reads of one run may make together: a tenth of the requests, and at least three.
class RetryBudget {
 public:
  void count_request();
  /// Takes one repeat; false where none is left.
  bool take();
  std::uint64_t requests() const;

 private:
  mutable std::mutex mutex_;
  std::uint64_t requests_ = 0;
  std::uint64_t repeats_ = 0;
};

/// Whether asking again may help: a failure that is neither of trust nor ours, or 429, 502, 503, 504.
bool is_worth_repeating(const Answer& answer);

/// Seconds or an HTTP date, from `now`, between 0 and 30 s; nullopt where it is neither.
std::optional<std::chrono::milliseconds> retry_after(const Reply& reply, Instant now);

/// A read with at most three attempts, full jitter between them (up to 0.5 s, then 1 s), Retry-After obeyed
/// up to 30 s, within the budget. For reads only; the last answer comes back, whatever it is.
Answer read_patiently(HttpReader& reader, const Request& request, RetryBudget& budget,
                      const Waiting& waiting);

}  // namespace tariff::http
