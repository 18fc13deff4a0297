#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "plan/summary.hpp"
#include "property/random_site.hpp"

namespace tariff {
namespace {

using test::Site;

/// The run that wrote last; nothing where none has changed a line.
std::optional<RunId> last_changing_run(Site& site) {
  for (auto entry = site.ledger.entries().rbegin(); entry != site.ledger.entries().rend(); ++entry) {
    const auto event = read_event(*entry);
    if (event && std::holds_alternative<ChargeIntended>(event->body)) return event->run;
  }
  return std::nullopt;
}

void live_a_day(Site& site) {
  const int changes = test::drawn(1, 3);
  for (int change = 0; change < changes; ++change) test::change_something(site);
  site.pass(std::chrono::hours(24));
  site.run();
  site.pass(std::chrono::hours(1));
}

apply::Report take_back(Site& site, const plan::Plan& plan) {
  const auto ledger = site.ledger.read();
  RC_ASSERT(ledger.has_value());
  auto report = site.apply(plan, *ledger, {false, true, false, false});
  RC_ASSERT(report.has_value());
  return std::move(report).value();
}

std::int64_t largest(const std::vector<std::int64_t>& quantities, std::size_t from) {
  return *std::max_element(quantities.begin() + static_cast<std::ptrdiff_t>(from), quantities.end());
}

/// True where an account that only exchanges counts never held more devices than before or behind it.
bool never_counts_twice(Site& site, const plan::Plan& plan) {
  std::map<AccountNumber, int> rows;
  for (const auto& row : plan.rows) ++rows[row.account];
  std::map<AccountNumber, std::size_t> written;
  for (const auto& [account, count] : rows) written[account] = site.tigerpaw.quantities_of(account).size();
  take_back(site, plan);
  return std::all_of(plan.rows.begin(), plan.rows.end(), [&](const plan::Row& row) {
    if (rows[row.account] != 1 || !std::holds_alternative<plan::ReplaceCharges>(row.action)) return true;
    const auto quantities = site.tigerpaw.quantities_of(row.account);
    const std::size_t before = written[row.account] - 1;
    return largest(quantities, before) <= std::max(quantities[before], quantities.back());
  });
}

/// A price that moved while counts change place is written by the run behind the replace.
void heal(Site& site) {
  for (int run = 0; run < 2; ++run) {
    site.run();
    site.pass(std::chrono::hours(1));
  }
}

}  // namespace

TEST_CASE("law: the last run taken back leaves every line as it stood before it") {
  CHECK(rc::check("revert after run = nothing", [] {
    Site site;
    test::live_a_little(site);
    site.run();
    site.pass(std::chrono::hours(1));
    const auto before = test::standing_lines(site);
    const auto others = test::foreign_lines(site);
    const auto last = last_changing_run(site);
    live_a_day(site);
    const auto run = last_changing_run(site);
    RC_PRE(run.has_value() && run != last);
    const auto plan = site.revert(*run);
    const auto report = take_back(site, plan);
    RC_ASSERT(report.count(apply::RowEnd::applied) == static_cast<std::int64_t>(plan.rows.size()));
    RC_ASSERT(test::standing_lines(site) == before);
    RC_ASSERT(test::foreign_lines(site) == others);
    RC_ASSERT(site.tigerpaw.two_amounts().empty());
    site.pass(std::chrono::hours(1));
    RC_ASSERT(site.revert(*run).rows.empty());
    heal(site);
    RC_ASSERT(test::standing_lines(site) == test::wanted_lines(site));
  }));
}

TEST_CASE("law: counts that go back never stand on two lines") {
  CHECK(rc::check("no count twice", [] {
    Site site;
    test::live_a_little(site);
    site.run();
    live_a_day(site);
    const auto run = last_changing_run(site);
    RC_PRE(run.has_value());
    RC_ASSERT(never_counts_twice(site, site.revert(*run)));
  }));
}

TEST_CASE("law: any run taken back, however old, moves only what it says, and the file's run heals it") {
  CHECK(rc::check("an old revert does no harm", [] {
    Site site;
    test::live_a_little(site);
    site.run();
    site.pass(std::chrono::hours(1));
    live_a_day(site);
    const auto run = last_changing_run(site);
    RC_PRE(run.has_value());
    for (int day = test::drawn(0, 3); day > 0; --day) live_a_day(site);
    const auto plan = site.revert(*run);
    auto expected = test::billed(site);
    for (const auto& [period, delta] : plan::summary_of(plan).delta)
      expected[period] = expected[period] + delta;
    const auto report = take_back(site, plan);
    RC_ASSERT(report.count(apply::RowEnd::applied) + report.count(apply::RowEnd::waiting) ==
              static_cast<std::int64_t>(plan.rows.size()));
    RC_ASSERT(test::billed(site) == expected);
    RC_ASSERT(site.tigerpaw.two_amounts().empty());
    site.pass(std::chrono::hours(1));
    heal(site);
    RC_ASSERT(test::standing_lines(site) == test::wanted_lines(site));
  }));
}

}  // namespace tariff
