#include <algorithm>
#include <chrono>
#include <cstdio>
#include <sstream>

#include <doctest/doctest.h>
#include <malloc.h>

#include "bench/fleet.hpp"
#include "bench/timing.hpp"
#include "report/markdown.hpp"
#include "report/plan_html.hpp"
#include "support/process.hpp"
#include "support/sandbox_process.hpp"
#include "support/temp_folder.hpp"
#include "text/json.hpp"

using namespace tariff;
using bench::peak_kib;
using bench::processor_ms;
using bench::quickest_ms;
using bench::reset_peak;
using Clock = std::chrono::steady_clock;

namespace {

std::int64_t wall_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count();
}

void print_kinds(const char* service, const JsonView& log) {
  std::printf("%s: %s requests\n", service, log.at("total").json().raw().c_str());
  for (const auto& [kind, count] : log.at("requests").json().members())
    std::printf("  %6s  %s\n", count.raw().c_str(), kind.c_str());
}

std::int64_t least_ms(const JsonView& log, std::int64_t parallel, std::int64_t latency_ms) {
  return log.whole("total").value_or(0) * latency_ms / parallel;
}

}  // namespace

TEST_CASE("a plan of 10,000 mappings and 3 products from memory takes at most 500 ms and 100 MB") {
  for (const auto before : {bench::Before::nothing, bench::Before::settled}) {
    const auto fleet = bench::a_fleet(10'000, before);
    const bool is_first = before == bench::Before::nothing;
    // Memory first, on a heap that holds nothing but the world: later runs would reuse what earlier ones
    // freed.
    malloc_trim(0);
    reset_peak();
    const auto start_kib = peak_kib();
    const auto rows = bench::plan_of(fleet).rows.size();
    const auto mb = (peak_kib() - start_kib) / 1024;
    const auto ms = quickest_ms(processor_ms, 300, [&] { CHECK(bench::plan_of(fleet).rows.size() == rows); });
    std::printf("%s: %zu rows, %lld ms, %lld MB beside the world\n", is_first ? "first plan" : "settled plan",
                rows, static_cast<long long>(ms), static_cast<long long>(mb));
    CHECK(rows == (is_first ? 30'000 : 0));
    CHECK(ms <= 500);
    CHECK(mb <= 100);
  }
}

TEST_CASE(
    "a plan of 10,000 mappings, with Markdown and a page of 30,000 rows, takes at most 1 s and 250 MB") {
  const auto fleet = bench::a_fleet(10'000, bench::Before::nothing);
  malloc_trim(0);
  reset_peak();
  std::size_t bytes = 0;
  const auto shown = [&] {
    const auto plan = bench::plan_of(fleet);
    CHECK(report::plan_markdown(plan).fits);
    bytes = report::plan_html(plan).size();
  };
  shown();
  const auto mb = peak_kib() / 1024;
  const auto ms = quickest_ms(processor_ms, 1000, shown);
  std::printf("plan, Markdown and a page of %zu KB: %lld ms, %lld MB with the world\n", bytes / 1024,
              static_cast<long long>(ms), static_cast<long long>(mb));
  CHECK(ms <= 1000);
  CHECK(mb <= 250);
}

TEST_CASE(
    "`tariff version` takes at most 20 ms, or 15 ms more than a program that only loads its libraries") {
  const auto start_ms = [](const std::vector<std::string>& words, std::int64_t limit_ms) {
    return quickest_ms(processor_ms, limit_ms, [&] { CHECK(test::run({words, {}, {}, {}}).exit_code == 0); });
  };
  const auto loading_ms = start_ms({test::program("only_loads").string()}, 0);
  const auto limit_ms = std::max<std::int64_t>(20, loading_ms + 15);
  const auto ms = start_ms({test::program("tariff").string(), "version"}, limit_ms);
  std::printf("tariff version: %lld ms, of which its libraries %lld ms\n", static_cast<long long>(ms),
              static_cast<long long>(loading_ms));
  CHECK(ms <= limit_ms);
}

TEST_CASE(
    "a live plan of 200 virtual servers at 20 ms latency takes at most 1.3 of what its requests must take") {
  constexpr std::int64_t latency_ms = 20;
  constexpr std::int64_t kaspersky_parallel = 8;
  constexpr std::int64_t tigerpaw_parallel = 2;
  const test::TempFolder folder;
  const auto made = test::run({{test::program("tariff-sandbox").string(), "generate", "--tenants", "200",
                                "--seed", "7", "--dir", folder.path().string()},
                               {},
                               {},
                               {}});
  REQUIRE(made.exit_code == 0);
  test::SandboxOptions options;
  options.world = folder / "world.json";
  options.more = {"--latency-ms", std::to_string(latency_ms)};
  test::SandboxProcess sandbox(options, folder.path());
  const auto plan = [&] {
    const auto ending =
        test::run({{test::program("tariff").string(), "plan"}, sandbox.environment(), folder.path(), {}});
    CHECK_MESSAGE(ending.exit_code == 0, ending.err);
  };
  plan();
  const auto log = read_json(sandbox.control("GET", "/sandbox/requests/both").body);
  REQUIRE(log);
  const JsonView both(*log, "");
  print_kinds("Kaspersky Security Center", both.at("kaspersky"));
  print_kinds("Tigerpaw", both.at("tigerpaw"));
  CHECK(both.at("tigerpaw").whole("writes").value_or(-1) == 0);
  const auto least = std::max(least_ms(both.at("kaspersky"), kaspersky_parallel, latency_ms),
                              least_ms(both.at("tigerpaw"), tigerpaw_parallel, latency_ms));
  const auto ms = quickest_ms(wall_ms, least * 13 / 10, plan);
  std::printf("live plan: %lld ms, at least %lld ms, ratio %lld %%\n", static_cast<long long>(ms),
              static_cast<long long>(least), static_cast<long long>(ms * 100 / least));
  CHECK(ms * 10 <= least * 13);
}
