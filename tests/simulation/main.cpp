#define DOCTEST_CONFIG_IMPLEMENT
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "simulation/history.hpp"

namespace {

using namespace tariff::simulation;

int live_many(std::uint64_t first, std::uint64_t count) {
  Figures figures;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const Verdict verdict = live(seed, figures);
    if (verdict.violations.empty()) continue;
    std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), verdict.violations.front().c_str());
    std::fflush(stdout);
  }
  std::printf("%s", figures_text(figures).c_str());
  return figures.violations == 0 ? 0 : 1;
}

int show(std::uint64_t seed) {
  Figures figures;
  const Verdict verdict = live(seed, figures, Keep::trace);
  for (const auto& line : verdict.trace) std::printf("%s\n", line.c_str());
  for (const auto& violation : verdict.violations) std::printf("VIOLATION %s\n", violation.c_str());
  return verdict.violations.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t seeds = 0, from = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.starts_with("--seed=")) return show(std::strtoull(argv[i] + 7, nullptr, 10));
    if (argument.starts_with("--seeds=")) seeds = std::strtoull(argv[i] + 8, nullptr, 10);
    if (argument.starts_with("--from=")) from = std::strtoull(argv[i] + 7, nullptr, 10);
  }
  if (seeds > 0) return live_many(from, seeds);
  return doctest::Context(argc, argv).run();
}
