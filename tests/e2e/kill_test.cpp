#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <sstream>
#include <thread>

#include <doctest/doctest.h>

#include "e2e/fault_matrix.hpp"

/// Applies that are killed, or whose disk fails, at one call of theirs that changes the world, found by a
/// library that counts them (tests/support/interrupting.cpp).
namespace tariff::e2e {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;  // its runtime wants to be the first library
#else
constexpr bool is_sanitized = false;
#endif

constexpr int killed_code = 128 + SIGKILL;
constexpr std::uint64_t seed = 20261122;
constexpr std::size_t sample_size = 25;

/// Where and how an apply is interrupted.
struct Point {
  std::string act;  ///< kill, eio or enospc
  std::int64_t at = 0;
};

struct Interrupted {
  Point point;
  Ran ran;
  std::int64_t calls = 0;  ///< that were counted; 0 where it was killed
  bool fired = false;
  std::int64_t writes_afterwards = 0;  ///< that went out to Tigerpaw after a call had failed
  std::vector<std::string> complaints;
  int runs_to_rest = 0;

  std::string text() const {
    std::string out = point.act + " at " + std::to_string(point.at) + ", exit " +
                      std::to_string(ran.exit_code) + ", " + std::to_string(runs_to_rest) + " runs to rest\n";
    for (const auto& complaint : complaints) out += complaint + "\n";
    return out + ran.text;
  }
};

Interrupted run_to(FaultSite& site, const Point& point) {
  Interrupted seen;
  seen.point = point;
  site.begin();
  const auto report = site.folder() / "interrupted.report";
  std::filesystem::remove(report);
  auto command = site.apply_command(0);
  command.environment["LD_PRELOAD"] = test::program("libinterrupting.so").string();
  command.environment["TARIFF_INTERRUPT"] = point.act;
  command.environment["TARIFF_INTERRUPT_AT"] = std::to_string(point.at);
  command.environment["TARIFF_INTERRUPT_REPORT"] = report.string();
  seen.ran = ran_of(test::run(command));
  seen.fired = seen.ran.exit_code == killed_code;
  if (std::filesystem::exists(report)) {
    std::istringstream figures(test::read_file(report));
    figures >> seen.calls >> seen.fired >> seen.writes_afterwards;
  }
  return seen;
}

Interrupted interrupt(FaultSite& site, const Point& point) {
  Interrupted seen = run_to(site, point);
  seen.complaints = trespasses(site.world());
  seen.runs_to_rest = runs_until_rest(site, 1, seen.complaints);
  return seen;
}

std::vector<Interrupted> interrupt_at(const std::vector<Point>& points,
                                      LedgerKind kind = LedgerKind::sqlite) {
  std::vector<Interrupted> seen(points.size());
  side_by_side(
      points.size(), [&](FaultSite& site, std::size_t i) { seen[i] = interrupt(site, points[i]); }, kind);
  return seen;
}

/// How many calls an undisturbed run makes. Threads take turns as they like, so it moves a little.
std::int64_t calls_of(const std::string& act, LedgerKind kind) {
  FaultSite site(kind);
  return run_to(site, {act, 1'000'000}).calls;
}

std::vector<Point> every_point(const std::string& act, LedgerKind kind = LedgerKind::sqlite) {
  std::vector<Point> points;
  const auto calls = calls_of(act, kind);
  for (std::int64_t at = 1; at <= calls; ++at) points.push_back({act, at});
  return points;
}

std::vector<Point> some_points(const std::string& act, LedgerKind kind = LedgerKind::sqlite) {
  std::vector<Point> points;
  const auto all = every_point(act, kind);
  std::mt19937_64 dice{seed};
  std::sample(all.begin(), all.end(), std::back_inserter(points), sample_size, dice);
  return points;
}

/// A killed apply leaves nothing that one good run after the quiet period does not finish.
void check_kills(const std::vector<Interrupted>& all) {
  std::int64_t killed = 0;
  for (const auto& seen : all) {
    INFO(seen.text());
    CHECK(seen.complaints.empty());
    CHECK(seen.runs_to_rest == 1);
    if (seen.ran.exit_code == killed_code) ++killed;
  }
  // The last few numbers may lie behind the end of a run whose threads took fewer turns.
  CHECK(killed * 10 >= static_cast<std::int64_t>(all.size()) * 8);
  std::printf("kill: %zu points, %lld killed\n", all.size(), static_cast<long long>(killed));
}

/// Nothing goes out to Tigerpaw once the ledger has failed. Where the run ends well all the same, SQLite has
/// made good what had failed.
void check_failures(const std::vector<Interrupted>& all) {
  std::int64_t failed = 0;
  for (const auto& seen : all) {
    INFO(seen.text());
    CHECK(seen.complaints.empty());
    CHECK(seen.runs_to_rest == 1);
    const bool stays_full = seen.point.act == "enospc";
    if (seen.ran.exit_code != 0 || stays_full) CHECK(seen.writes_afterwards == 0);
    if (seen.ran.exit_code != 0) ++failed;
  }
  CHECK(failed > 0);
  std::printf("%s: %zu points, %lld runs said so\n", all.front().point.act.c_str(), all.size(),
              static_cast<long long>(failed));
}

TEST_CASE("an apply that is killed at a call of its own is finished by one good run" *
          doctest::skip(is_sanitized)) {
  check_kills(interrupt_at(some_points("kill")));
}

TEST_CASE("an apply on a Git ledger that is killed at a call of its own is finished by one good run" *
          doctest::skip(is_sanitized)) {
  check_kills(interrupt_at(some_points("kill", LedgerKind::git), LedgerKind::git));
}

TEST_CASE("an apply on a PostgreSQL ledger that is killed at a call of its own is finished by one good run" *
          doctest::skip(is_sanitized)) {
  check_kills(interrupt_at(some_points("kill", LedgerKind::postgresql), LedgerKind::postgresql));
}

TEST_CASE("an apply whose disk fails once writes nothing more to Tigerpaw, and one good run finishes it" *
          doctest::skip(is_sanitized)) {
  check_failures(interrupt_at(some_points("eio")));
}

TEST_CASE("an apply whose disk is full writes nothing more to Tigerpaw, and one good run finishes it" *
          doctest::skip(is_sanitized)) {
  check_failures(interrupt_at(some_points("enospc")));
}

TEST_CASE("kill everywhere: at every call" * doctest::skip()) {
  for (const auto kind : {LedgerKind::sqlite, LedgerKind::git, LedgerKind::postgresql})
    check_kills(interrupt_at(every_point("kill", kind), kind));
  check_failures(interrupt_at(every_point("eio")));
  check_failures(interrupt_at(every_point("enospc")));
}

std::int64_t random_kills() {
  const char* text = std::getenv("TARIFF_RANDOM_KILLS");
  return text == nullptr ? 0 : whole_number(text).value_or(0);
}

std::chrono::microseconds length_of_a_run() {
  FaultSite site;
  site.begin();
  const auto start = std::chrono::steady_clock::now();
  site.apply(0);
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
}

Interrupted kill_after(FaultSite& site, std::chrono::microseconds pause) {
  Interrupted seen;
  seen.point = {"kill after " + std::to_string(pause.count()) + " us", 0};
  site.begin();
  {
    test::BackgroundProcess apply(site.apply_command(0), site.folder() / "beside.log");
    std::this_thread::sleep_for(pause);
    apply.send(SIGKILL);
    seen.ran.exit_code = apply.wait(std::chrono::seconds(60));
  }
  seen.complaints = trespasses(site.world());
  seen.runs_to_rest = runs_until_rest(site, 1, seen.complaints);
  return seen;
}

TEST_CASE("kill everywhere: at random moments" * doctest::skip()) {
  const auto count = static_cast<std::size_t>(random_kills());
  const auto length = length_of_a_run();
  std::mt19937_64 dice{seed};
  std::uniform_int_distribution<std::int64_t> moment(0, length.count());
  std::vector<std::chrono::microseconds> pauses;
  for (std::size_t i = 0; i < count; ++i) pauses.emplace_back(moment(dice));
  std::vector<Interrupted> all(count);
  side_by_side(count, [&](FaultSite& site, std::size_t i) { all[i] = kill_after(site, pauses[i]); });
  if (count > 0) check_kills(all);
}

}  // namespace
}  // namespace tariff::e2e
