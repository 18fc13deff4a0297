#include "year/year.hpp"

#include <algorithm>
#include <cstdio>

#include <doctest/doctest.h>

namespace tariff::year {
namespace {

/// The preset that is measured lives several years, those that look for errors of memory one.
#ifdef NDEBUG
constexpr std::uint64_t seeds_max = 5;
constexpr std::int64_t customers = 40;
#else
constexpr std::uint64_t seeds_max = 1;
constexpr std::int64_t customers = 12;
#endif

Figures lived(std::uint64_t seed, std::int64_t customers_then) {
  Year year(seed, customers_then, false);
  year.live();
  return year.figures;
}

}  // namespace

TEST_CASE("every invoice of a year equals an independent tally, or was listed with a reason before it went") {
  Figures all;
  for (std::uint64_t seed = 1; seed <= seeds_max; ++seed) {
    const Figures figures = lived(seed, customers);
    for (const auto& violation : figures.violations) FAIL_CHECK("seed " << seed << ": " << violation);
    all += figures;
  }
  std::printf("%s", figures_text(all).c_str());
  CHECK(all.invoices >= static_cast<std::int64_t>(seeds_max) * customers * 10);
  CHECK(all.equal + all.listed == all.invoices);
  CHECK(all.equal * 100 > all.invoices * 90);
}

TEST_CASE("a line that somebody changes behind the last run is a violation, on every invoice") {
  Year year(1, 4, false);
  std::int64_t changed = 0;
  year.before_invoice = [&](Year& now, AgreementNumber number) {
    auto& lines = now.world.tigerpaw.agreements.at(number).lines;
    const auto line =
        std::find_if(lines.begin(), lines.end(), [](const ChargeLine& one) { return one.quantity > 0; });
    if (line == lines.end() || now.figures.invoices > 20) return;
    line->price = line->price + Money::of_ten_thousandths(1);
    ++changed;
  };
  year.live();
  CHECK(changed > 10);
  CHECK(year.figures.violations.size() + static_cast<std::size_t>(year.figures.listed) >=
        static_cast<std::size_t>(changed));
  CHECK(year.figures.violations.size() * 2 > static_cast<std::size_t>(changed));
}

TEST_CASE("a seed is one year") {
  Year once(3, 10, true), again(3, 10, true);
  once.live();
  again.live();
  CHECK(once.trace.size() > 50);
  CHECK(once.trace == again.trace);
  CHECK(figures_text(once.figures) == figures_text(again.figures));
}

}  // namespace tariff::year
