#define DOCTEST_CONFIG_IMPLEMENT
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <doctest/doctest.h>

#include "year/year.hpp"

namespace {

using namespace tariff::year;

constexpr std::int64_t customers = 40;

int show(std::uint64_t seed) {
  Year year(seed, customers, true);
  year.live();
  for (const auto& line : year.trace) std::printf("%s\n", line.c_str());
  std::fputs(figures_text(year.figures).c_str(), stdout);
  return year.figures.violations.empty() ? 0 : 1;
}

int live(std::uint64_t from, std::uint64_t count) {
  const auto begin = std::chrono::steady_clock::now();
  Figures all;
  for (std::uint64_t seed = from; seed < from + count; ++seed) {
    Year year(seed, customers, false);
    year.live();
    for (const auto& violation : year.figures.violations)
      std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), violation.c_str());
    all += year.figures;
  }
  const auto spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::fputs(figures_text(all).c_str(), stdout);
  std::printf("%-50s%.1f\n", "Seconds", spent);
  return all.violations.empty() ? 0 : 1;
}

/// The number behind `--name=`, or nothing where the argument is another one.
bool number_of(std::string_view argument, std::string_view name, std::uint64_t& number) {
  if (!argument.starts_with(name)) return false;
  number = std::strtoull(std::string(argument.substr(name.size())).c_str(), nullptr, 10);
  return true;
}

}  // namespace

/// Without arguments of its own it runs the tests. `--seed=N` shows one year, what happened in it and what it
/// came to; `--seeds=N [--from=S]` lives many and prints one table.
int main(int argc, char** argv) {
  std::uint64_t seed = 0, count = 0, from = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    number_of(argument, "--seed=", seed);
    number_of(argument, "--seeds=", count);
    number_of(argument, "--from=", from);
  }
  if (seed > 0) return show(seed);
  if (count > 0) return live(from, count);
  return doctest::Context(argc, argv).run();
}
