#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

#include "simulation/history.hpp"
#include "simulation/many.hpp"

namespace tariff::simulation {
namespace {

/// TARIFF_SIMULATION_SEEDS, else what this preset lives in a fair time.
std::uint64_t seeds_to_live() {
  const char* wanted = std::getenv("TARIFF_SIMULATION_SEEDS");
  return std::strtoull(wanted == nullptr ? TARIFF_SIMULATION_SEEDS : wanted, nullptr, 10);
}

}  // namespace

TEST_CASE("no history breaks a promise, and each comes to rest") {
  const Lived lived = live_all({1, seeds_to_live(), 1});
  for (const auto& broken : lived.broken) FAIL_CHECK(report_of(broken));
  CHECK(lived.figures.histories == static_cast<std::int64_t>(seeds_to_live()));
  CHECK(lived.figures.unknown_outcomes * 20 > lived.figures.writes);
}

TEST_CASE("a seed is one history") {
  Figures first, second;
  const Verdict once = live(7, first, Keep::trace);
  const Verdict again = live(7, second, Keep::trace);
  CHECK(once.trace.size() > 100);
  CHECK(once.trace == again.trace);
  CHECK(first.writes == second.writes);
}

}  // namespace tariff::simulation
