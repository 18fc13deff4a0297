#include "plan/reviewed.hpp"

#include <doctest/doctest.h>

#include "domain/charge_lines.hpp"
#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

/// The plan of a world now, held against one that was reviewed.
struct Met {
  Plan plan;
  ReviewedMatch match;
};

Met meet(const World& world, const Plan& reviewed) {
  Met out{world.plan(), {}};
  out.match = take_reviewed(out.plan, reviewed, {world.observed, world.ledger});
  return out;
}

/// A line of 100 that the file turns to another level, and 110 devices.
World a_change() {
  World world;
  world.billed(100);
  world.count(110);
  world.mapping().price_level = "Standard";
  return world;
}

}  // namespace

TEST_CASE("a row whose intent stands is applied as counted now, within a tenth") {
  World world = a_change();
  const Plan reviewed = world.plan();
  world.count(121);
  const Met met = meet(world, reviewed);
  CHECK(met.match.stale.empty());
  REQUIRE(met.match.moved.size() == 1);
  CHECK(met.match.moved.front().text == "reviewed at 110, applied as counted now: 121");
  CHECK(std::get<UpdateCharge>(met.plan.rows.front().action).to.quantity == 121);
  world.count(122);
  CHECK(meet(world, reviewed).match.stale.size() == 1);
  world.count(99);
  CHECK(meet(world, reviewed).match.stale.empty());
  world.count(98);
  const Met beyond = meet(world, reviewed);
  REQUIRE(beyond.match.stale.size() == 1);
  CHECK(beyond.plan.rows.front().hold == Hold::stale);
  CHECK(beyond.match.stale.front().text ==
        "It was reviewed at 110, and 98 are counted now: more than 10 % and 2 apart.");
}

TEST_CASE("a count that moves beside a reviewed level, or no longer does, leaves the row what it was") {
  World world;
  world.billed(100);
  const Plan usage_alone = (world.count(101), world.plan());
  world.count(100);
  world.mapping().price_level = "Standard";
  const Plan level_alone = world.plan();
  world.count(101);
  const Plan both = world.plan();
  CHECK(meet(world, level_alone).match.stale.empty());
  CHECK(meet(world, level_alone).match.moved.size() == 1);
  CHECK(meet(world, usage_alone).match.stale.size() == 1);
  world.count(100);
  CHECK(meet(world, both).match.stale.empty());
}

TEST_CASE("two devices may always come or go, but not the last one") {
  World world;
  world.count(3);
  const Plan reviewed = world.plan();
  struct Case {
    int devices;
    bool is_stale;
  };
  for (const Case& c : {Case{5, false}, {1, false}, {6, true}, {0, true}}) {
    world.count(c.devices);
    CAPTURE(c.devices);
    CHECK(meet(world, reviewed).match.stale.empty() != c.is_stale);
  }
}

TEST_CASE("a moved price, level or item, and a person's edit, make a row stale") {
  const Plan reviewed = a_change().plan();
  World price = a_change();
  tiny::item_of(price.observed, "KES-SELECT").prices.at(PriceLevelId(1)).selling_price = tiny::money("9.99");
  World level = a_change();
  level.mapping().price_level = "Gold";
  World edited = a_change();
  tiny::agreement_of(edited.observed).lines.at(0).quantity = 77;
  World copied = a_change();
  tiny::agreement_of(copied.observed).lines.at(0).id = DetailId(999);
  for (const auto* world : {&price, &level, &edited, &copied}) {
    const Met met = meet(*world, reviewed);
    CHECK(met.match.stale.size() == 1);
    CHECK(met.plan.rows.front().hold != Hold::none);
  }
}

TEST_CASE("rows that nobody reviewed are left for another run") {
  World world = a_change();
  const Plan reviewed = world.plan();
  world.add_billed(1, 10);
  tiny::use_licence(world.observed, tiny::select_licence, {11, 0, 0}, 4);
  const Met met = meet(world, reviewed);
  CHECK(met.match.unreviewed == 1);
  REQUIRE(met.plan.rows.size() == 1);
  CHECK(met.plan.rows.front().account == AccountNumber(10010));
}

TEST_CASE("what stands already as reviewed is neither stale nor done again") {
  World world = a_change();
  const Plan reviewed = world.plan();
  auto& line = tiny::agreement_of(world.observed).lines.at(0);
  const LineValue to = std::get<UpdateCharge>(reviewed.rows.front().action).to;
  line.quantity = to.quantity;
  line.level = to.level;
  line.price = to.price;
  world.happened(ChargeConfirmed{select_key, value_of(line), {}}, std::chrono::hours(1));
  const Met met = meet(world, reviewed);
  CHECK(met.match.satisfied == 1);
  CHECK(met.match.stale.empty());
}

TEST_CASE("what nothing asks for any more is stale, and shown") {
  World world = a_change();
  const Plan reviewed = world.plan();
  world.set_aside[0] = true;
  const Met met = meet(world, reviewed);
  REQUIRE(met.match.stale.size() == 1);
  REQUIRE(met.plan.rows.size() == 1);
  CHECK(met.plan.rows.front().hold == Hold::stale);
}

TEST_CASE("a replace goes whole: one moved price makes all of it stale") {
  World world;
  world.billed(10);
  world.count(10);
  world.desired.products.at(0).item = ItemId("KES-ADV-WS");
  const Plan reviewed = world.plan();
  REQUIRE(reviewed.rows.size() == 1);
  REQUIRE(std::holds_alternative<ReplaceCharges>(reviewed.rows.front().action));
  CHECK(meet(world, reviewed).match.stale.empty());
  tiny::item_of(world.observed, "KES-ADV-WS").prices.at(PriceLevelId(2)).selling_price = tiny::money("4.01");
  CHECK(meet(world, reviewed).match.stale.size() == 1);
}

}  // namespace tariff::plan
