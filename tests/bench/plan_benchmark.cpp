#include <benchmark/benchmark.h>

#include "bench/fleet.hpp"
#include "plan/json.hpp"

namespace {

using namespace tariff;

void first_plan(benchmark::State& state) {
  const auto fleet = bench::a_fleet(static_cast<std::size_t>(state.range(0)), bench::Before::nothing);
  for (auto _ : state) benchmark::DoNotOptimize(bench::plan_of(fleet));
}

void settled_plan(benchmark::State& state) {
  const auto fleet = bench::a_fleet(static_cast<std::size_t>(state.range(0)), bench::Before::settled);
  for (auto _ : state) benchmark::DoNotOptimize(bench::plan_of(fleet));
}

void plan_document(benchmark::State& state) {
  const auto plan =
      bench::plan_of(bench::a_fleet(static_cast<std::size_t>(state.range(0)), bench::Before::nothing));
  for (auto _ : state) benchmark::DoNotOptimize(plan::plan_json(plan, plan::Exit::ok));
}

}  // namespace

BENCHMARK(first_plan)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(settled_plan)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(plan_document)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
