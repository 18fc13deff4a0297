#pragma once

#include <algorithm>
#include <cstdint>

namespace tariff::bench {

/// Processor time of this process and of those it has waited for: on an idle machine what the clock shows for
/// work of one thread, and on a busy one without what others took.
std::int64_t processor_ms();

/// Peak resident memory in KiB since the last reset.
std::int64_t peak_kib();
void reset_peak();

/// The quickest of several runs, since other processes can only add to it: three, and up to ten on a busy
/// machine until one keeps the limit.
template <class Work>
std::int64_t quickest_ms(std::int64_t (*clock)(), std::int64_t limit_ms, Work work) {
  constexpr int runs_min = 3;
  constexpr int runs_max = 10;
  std::int64_t best = 1'000'000;
  for (int i = 0; i < runs_max && (i < runs_min || best > limit_ms); ++i) {
    const auto start = clock();
    work();
    best = std::min(best, clock() - start);
  }
  return best;
}

}  // namespace tariff::bench
