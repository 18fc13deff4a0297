#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "plan/json.hpp"
#include "plan/summary.hpp"
#include "property/random_site.hpp"

namespace tariff {
namespace {

using test::drawn;
using test::live_a_little;
using test::Site;

std::vector<std::string> without_places(const plan::Plan& plan) {
  std::vector<std::string> rows;
  for (auto row : plan.rows) {
    row.origin = {};
    plan::Plan one;
    one.rows = {row};
    rows.push_back(plan::changes_json(one));
  }
  return rows;
}

}  // namespace

TEST_CASE("law: what was applied is not planned again") {
  CHECK(rc::check("run it again and nothing happens", [] {
    Site site;
    live_a_little(site);
    site.run();
    const auto writes = site.tigerpaw.writes().size();
    RC_ASSERT(site.plan().rows.empty());
    RC_ASSERT(test::standing_lines(site) == test::wanted_lines(site));
    site.run();
    RC_ASSERT(site.tigerpaw.writes().size() == writes);
    RC_ASSERT(site.plan().bookkeeping.empty());
  }));
}

TEST_CASE("law: the order of the mappings in the file does not matter") {
  CHECK(rc::check("same rows", [] {
    Site site;
    live_a_little(site);
    const auto before = without_places(site.plan());
    std::rotate(site.desired.mappings.begin(), site.desired.mappings.begin() + 1,
                site.desired.mappings.end());
    RC_ASSERT(without_places(site.plan()) == before);
    std::swap(site.desired.products[0], site.desired.products[1]);
    RC_ASSERT(site.plan().rows.size() == before.size());
  }));
}

TEST_CASE("law: the money that a plan shows is the money that moves") {
  CHECK(rc::check("money in = money out", [] {
    Site site;
    site.desired.guards.suspect_days = 1;  // what is suspect waits, and a plan does not count on its consent
    live_a_little(site);
    const auto plan = site.plan();
    auto expected = test::billed(site);
    for (const auto& [period, delta] : plan::summary_of(plan).delta)
      expected[period] = expected[period] + delta;
    RC_ASSERT(site.run().count(apply::RowEnd::applied) == static_cast<std::int64_t>(plan.rows.size()));
    RC_ASSERT(test::billed(site) == expected);
    Money rows;
    for (const auto& row : plan.rows) rows = rows + row.amount_delta;
    Money sum;
    for (const auto& [period, delta] : plan::summary_of(plan).delta) sum = sum + delta;
    RC_ASSERT(rows == sum);
  }));
}

TEST_CASE("law: a plan reads back as it was written") {
  CHECK(rc::check("JSON round trip", [] {
    Site site;
    live_a_little(site);
    plan::Plan plan = site.plan();
    const auto back = plan::read_plan(plan::plan_json(plan, plan::Exit::ok));
    RC_ASSERT(back.has_value());
    plan.bookkeeping = {};
    RC_ASSERT(*back == plan);
  }));
}

TEST_CASE("law: no step touches a line that is not ours") {
  CHECK(rc::check("foreign lines stay", [] {
    Site site;
    test::fill(site);
    const auto before = test::foreign_lines(site);
    for (int day = 0; day < 3; ++day) {
      site.run();
      test::change_something(site);
      site.pass(std::chrono::hours(24));
    }
    RC_ASSERT(test::foreign_lines(site) == before);
  }));
}

TEST_CASE("law: the devices of a product are counted once each, whatever the categories and keys") {
  CHECK(rc::check("sum over categories = distinct devices", [] {
    Observed observed = tiny::an_observed();
    auto& usage = tiny::usage_of(observed);
    const auto all = static_cast<std::uint32_t>(drawn(1, 12));
    usage.devices.clear();
    usage.licences.clear();
    for (std::uint32_t i = 0; i < all; ++i)
      usage.devices.push_back(
          {DeviceId(std::to_string(i)), "d", categories.at(static_cast<std::size_t>(drawn(0, 2)))});
    std::set<std::uint32_t> used;
    for (int key = 0; key < 4; ++key) {
      LicenceUse licence{LicenceSerial(std::to_string(key)), tiny::advanced_licence, {}, {}};
      for (std::uint32_t i = 0; i < all; ++i)
        if (test::drawn_truth()) licence.devices.push_back(i);
      used.insert(licence.devices.begin(), licence.devices.end());
      usage.licences.push_back(licence);
    }
    const auto products = tiny::a_desired().products;
    std::int64_t sum = 0;
    for (const auto& [item, parts] : UsageCounter(products).count(usage).by_item) sum += quantity_of(parts);
    RC_ASSERT(sum == static_cast<std::int64_t>(used.size()));
  }));
}

}  // namespace tariff
