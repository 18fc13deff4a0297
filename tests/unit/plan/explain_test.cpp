#include "plan/explain.hpp"

#include <doctest/doctest.h>

#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

std::vector<ExplainedMapping> explained(const World& world, ExplainWish wish = {AccountNumber(10010)}) {
  return explain(world.plan(), world.desired, world.observed, world.has_ledger ? &world.ledger : nullptr,
                 wish);
}

}  // namespace

TEST_CASE("a line is told from its keys to what stands, with the row that changes it") {
  World world;
  world.billed(5);
  world.count(7);
  const auto all = explained(world);
  REQUIRE(all.size() == 1);
  const ExplainedMapping& mapping = all.front();
  CHECK(mapping.tenant == "Contoso");
  CHECK(mapping.level_name == "Gold");
  CHECK(mapping.left_alone == "");
  REQUIRE(mapping.keys.size() == 1);
  CHECK(mapping.keys[0].products == std::vector<std::string>{"Endpoint Security Select"});
  CHECK(mapping.keys[0].devices == 7);
  CHECK(mapping.keys[0].named.empty());
  REQUIRE(mapping.lines.size() == 1);
  const ExplainedLine& line = mapping.lines.front();
  CHECK(line.key == select_key);
  CHECK(line.wanted->quantity == 7);
  CHECK(line.live->quantity == 5);
  CHECK(line.written->quantity == 5);
  CHECK(devices_of(line.parts) == 7);
  REQUIRE(line.row.has_value());
  CHECK(in_words(*line.row) == "update usage quantity:usage");
}

TEST_CASE("what stands as it should has no row, and a line that the file lets go is told, too") {
  World world;
  world.billed(5);
  world.count(5);
  CHECK_FALSE(explained(world)[0].lines.at(0).row.has_value());
  world.mapping().billing = Billing::off;
  const auto line = explained(world)[0].lines.at(0);
  CHECK_FALSE(line.wanted.has_value());
  CHECK(in_words(*line.row) == "retire config");
}

TEST_CASE(
    "devices are named only where that was asked for, and another product's keys and lines are left out") {
  World world;
  world.count(2);
  tiny::use_licence(world.observed, tiny::advanced_licence, {1, 1, 0});
  const auto named = explained(world, {AccountNumber(10010), {}, true});
  CHECK(named[0].keys.size() == 2);
  CHECK(named[0].keys[0].named.size() == 2);
  const auto one = explained(world, {AccountNumber(10010), "Endpoint Security Advanced", false});
  REQUIRE(one[0].keys.size() == 1);
  CHECK(one[0].keys[0].licence_name == tiny::advanced_licence);
  CHECK(one[0].lines.size() == 2);
  CHECK(explained(world, {AccountNumber(99), {}, false}).empty());
}

TEST_CASE("whom the plan leaves alone is told with the reason, and whose keys were read with them") {
  World world;
  world.count(2);
  world.set_aside = {true};
  const auto all = explained(world);
  CHECK(all[0].left_alone.starts_with("the problem ["));
  CHECK(all[0].lines.empty());
  CHECK(all[0].keys.size() == 1);
  world.set_aside = {false};
  world.has_ledger = false;
  CHECK(explained(world)[0].left_alone.starts_with("the ledger was not read"));
}

TEST_CASE("the commit is this plan's, else what an earlier run has told") {
  World world;
  world.count(2);
  CHECK_FALSE(explained(world)[0].commit.has_value());
  const MappingOrigin told{AccountNumber(10010), "5f1d9c0b7a3e", "Ann", Instant{}, "PR #12"};
  world.happened(told, std::chrono::hours(1));
  REQUIRE(explained(world)[0].commit.has_value());
  CHECK(explained(world)[0].commit->ticket == "PR #12");
}

TEST_CASE("what own terms do not bill is told with its reason, and a line with the level it is billed at") {
  World world;
  tiny::use_licence(world.observed, tiny::advanced_licence, {2, 0, 0});
  world.mapping().products = {{"Endpoint Security Select"}, {"Endpoint Security Advanced"}};
  world.mapping().products[0].price_level = "Standard";
  world.mapping().products[1].billed = false;
  world.mapping().products[1].reason = "trial";
  const auto all = explained(world);
  REQUIRE(all.at(0).lines.size() == 1);
  CHECK(all[0].lines[0].level_name == "Standard");
  CHECK(all[0].level_name == "Gold");
  REQUIRE(all[0].not_billed.size() == 1);
  CHECK(all[0].not_billed[0].product == "Endpoint Security Advanced");
  CHECK(all[0].not_billed[0].reason == "trial");
  CHECK(all[0].unpriced.empty());
}

}  // namespace tariff::plan
