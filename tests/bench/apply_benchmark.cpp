#include <charconv>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "bench/served_fleet.hpp"

namespace {

using namespace tariff;

double seconds(std::chrono::milliseconds time) { return static_cast<double>(time.count()) / 1000; }

double each(std::int64_t count, const bench::Applied& done) {
  return static_cast<double>(count) / static_cast<double>(done.size.charges());
}

double per_second(const bench::Applied& done, std::chrono::milliseconds time) {
  return static_cast<double>(done.size.charges()) / seconds(time);
}

void print(const char* work, const bench::Applied& done) {
  std::printf("%-9s %7lld %10lld %8.2f %8.2f %9.1f", work, static_cast<long long>(done.size.charges()),
              static_cast<long long>(done.size.customers), seconds(done.plan_time), seconds(done.apply_time),
              per_second(done, done.apply_time));
  if (done.own.writes == 0)
    std::printf(" %9s", "-");
  else
    std::printf(" %9.1f", per_second(done, done.own_time()));
  std::printf(" | %8.2f %7.2f %7.2f %7.2f\n", each(done.planning.total(), done), each(done.own.reads, done),
              each(done.own.writes, done), each(done.of_charges(), done));
  std::fflush(stdout);
}

void expect_lines(const bench::ServedFleet& fleet, std::int64_t quantity, std::int64_t count) {
  if (fleet.lines_at(quantity) != count)
    throw std::runtime_error("not every line stands at " + std::to_string(quantity));
}

void measure(bench::FleetSize size) {
  std::printf(
      "apply of %lld charges on %lld agreements | requests to Tigerpaw for each charge: of planning, then\n"
      "of what comes behind it; steady: without the two looks at each agreement that is written to\n",
      static_cast<long long>(size.charges()), static_cast<long long>(size.customers));
  std::printf("%-9s %7s %10s %8s %8s %9s %9s | %8s %7s %7s %7s\n", "work", "charges", "agreements", "plan s",
              "apply s", "charges/s", "less plan", "planning", "reads", "writes", "steady");
  const bench::ServedFleet fleet(size);
  print("create", fleet.apply());
  expect_lines(fleet, 1, size.charges());
  fleet.raise_every_count();
  print("update", fleet.apply());
  expect_lines(fleet, 2, size.charges());
  print("unchanged", fleet.apply());
  expect_lines(fleet, 2, size.charges());
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || number < 1) return std::nullopt;
  return number;
}

std::optional<bench::FleetSize> size_of(int count, char** values) {
  if (count == 1) return bench::FleetSize{100, 10};
  if (count != 3) return std::nullopt;
  const auto customers = number_of(values[1]), lines = number_of(values[2]);
  if (!customers || !lines) return std::nullopt;
  return bench::FleetSize{*customers, *lines};
}

}  // namespace

int main(int count, char** values) {
  const auto size = size_of(count, values);
  if (!size) {
    std::fputs("usage: bench_apply [CUSTOMERS LINES]\n", stderr);
    return 64;
  }
  try {
    measure(*size);
    return 0;
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_apply: %s\n", problem.what());
    return 1;
  }
}
