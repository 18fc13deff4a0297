#include "simulation/many.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "simulation/history.hpp"

namespace tariff::simulation {

Lived live_all(const Seeds& seeds) {
  Lived all;
  std::mutex mutex;
  std::atomic<std::uint64_t> next{0};
  const auto live_some = [&] {
    Lived some;
    for (std::uint64_t index = next++; index < seeds.count; index = next++) {
      const Verdict verdict = live(seeds.first + index, some.figures);
      if (!verdict.violations.empty())
        some.broken.push_back({seeds.first + index, verdict.violations.front()});
    }
    const std::lock_guard lock(mutex);
    all.figures += some.figures;
    all.broken.insert(all.broken.end(), some.broken.begin(), some.broken.end());
  };
  {
    std::vector<std::jthread> others;
    for (unsigned job = 1; job < seeds.jobs; ++job) others.emplace_back(live_some);
    live_some();
  }
  std::sort(all.broken.begin(), all.broken.end(),
            [](const Broken& left, const Broken& right) { return left.seed < right.seed; });
  return all;
}

std::string report_of(const Broken& broken) {
  constexpr std::size_t shown_max = 40;
  Figures ignored;
  const Verdict verdict = live(broken.seed, ignored, Keep::trace);
  std::string text = "seed " + std::to_string(broken.seed) + ": " + broken.violation + "\n";
  // The trace goes on to the history's end; what led to the violation stands before it.
  const std::string when = broken.violation.substr(0, 15);
  auto end = std::find_if(verdict.trace.begin(), verdict.trace.end(),
                          [&](const std::string& line) { return line.substr(0, 15) > when; });
  const auto before = static_cast<std::size_t>(end - verdict.trace.begin());
  for (auto line = end - static_cast<std::ptrdiff_t>(std::min(before, shown_max)); line != end; ++line)
    text += "    " + *line + "\n";
  return text + "  again: test_simulation --seed=" + std::to_string(broken.seed) + "\n";
}

}  // namespace tariff::simulation
