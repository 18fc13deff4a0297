#define DOCTEST_CONFIG_IMPLEMENT
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "simulation/guards.hpp"
#include "simulation/history.hpp"
#include "simulation/many.hpp"
#include "simulation/naive.hpp"

namespace {

using namespace tariff::simulation;

constexpr std::size_t reports_max = 10;

int live_and_report(const Seeds& seeds) {
  const auto begin = std::chrono::steady_clock::now();
  const Lived lived = live_all(seeds);
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begin).count();
  for (std::size_t i = 0; i < std::min(lived.broken.size(), reports_max); ++i)
    std::fputs(report_of(lived.broken[i]).c_str(), stdout);
  for (std::size_t i = reports_max; i < lived.broken.size(); ++i)
    std::printf("seed %llu: %s\n", static_cast<unsigned long long>(lived.broken[i].seed),
                lived.broken[i].violation.c_str());
  std::fputs(figures_text(lived.figures).c_str(), stdout);
  std::printf("%-28s%lld s, %lld a second\n", "Time", static_cast<long long>(seconds),
              static_cast<long long>(lived.figures.histories / std::max<long long>(seconds, 1)));
  return lived.broken.empty() ? 0 : 1;
}

int show(std::uint64_t seed) {
  Figures figures;
  const Verdict verdict = live(seed, figures, Keep::trace);
  for (const auto& line : verdict.trace) std::printf("%s\n", line.c_str());
  for (const auto& violation : verdict.violations) std::printf("VIOLATION %s\n", violation.c_str());
  return verdict.violations.empty() ? 0 : 1;
}

int miss_each_guard(std::uint64_t seeds_max, unsigned jobs) {
  const std::string table = guards_table(seeds_max, jobs);
  std::fputs(table.c_str(), stdout);
  return table.ends_with(all_caught(seeds_max)) ? 0 : 1;
}

/// The number behind `--name=`, or nothing where the argument is another one.
bool number_of(std::string_view argument, std::string_view name, std::uint64_t& number) {
  if (!argument.starts_with(name)) return false;
  number = std::strtoull(std::string(argument.substr(name.size())).c_str(), nullptr, 10);
  return true;
}

}  // namespace

/// Without arguments of its own it runs the tests. `--seed=N` shows one history; `--seeds=N [--from=S]
/// [--jobs=J]` lives many and reports; `--naive=N` measures naive strategies with N writes a cell;
/// `--without-guards=N` switches the guards off one by one and lives up to N seeds without each.
int main(int argc, char** argv) {
  std::uint64_t seed = 0, count = 0, from = 1, jobs = 1, naive = 0, without = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    number_of(argument, "--seed=", seed);
    number_of(argument, "--seeds=", count);
    number_of(argument, "--from=", from);
    number_of(argument, "--jobs=", jobs);
    number_of(argument, "--naive=", naive);
    number_of(argument, "--without-guards=", without);
  }
  if (seed > 0) return show(seed);
  if (naive > 0) return std::fputs(naive_table(static_cast<std::int64_t>(naive)).c_str(), stdout) < 0 ? 1 : 0;
  if (without > 0) return miss_each_guard(without, static_cast<unsigned>(jobs));
  if (count > 0) return live_and_report({from, count, static_cast<unsigned>(jobs)});
  return doctest::Context(argc, argv).run();
}
