#include <doctest/doctest.h>

#include "plan/explain.hpp"
#include "plan/lines.hpp"
#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

/// Select bills its peak; the line of ours stands at the last count.
World at_peak(std::int64_t count, const std::string& last_billed = "2026-11-01") {
  World world;
  world.desired.products.at(0).rule.taken = CountTaken::peak;
  tiny::agreement_of(world.observed).last_billed = last_billed;
  world.billed(count);
  world.count(count);
  for (const auto& seen : world.plan().bookkeeping.confirmed) world.happened(seen, std::chrono::hours(24));
  return world;
}

}  // namespace

TEST_CASE("a first count of a period is noted once, without a row") {
  World world = at_peak(15);
  CHECK(world.plan().rows.empty());
  CHECK(world.plan().bookkeeping.confirmed.empty());
  tiny::agreement_of(world.observed).last_billed = "2026-12-01";
  const Plan plan = world.plan();
  CHECK(plan.rows.empty());
  REQUIRE(plan.bookkeeping.confirmed.size() == 1);
  CHECK(plan.bookkeeping.confirmed.front().parts.front().peak == PeakCount{15, "2026-12-01"});
}

TEST_CASE("a rise above the peak is a row, a fall below it is none and is noted") {
  World world = at_peak(15);
  world.count(17);
  CHECK(in_words(world.row()) == "update usage quantity:usage");
  CHECK(std::get<UpdateCharge>(world.row().action).to.quantity == 17);
  world.count(12);
  const Plan plan = world.plan();
  CHECK(plan.rows.empty());
  REQUIRE(plan.bookkeeping.confirmed.size() == 1);
  CHECK(plan.bookkeeping.confirmed.front().value.quantity == 15);
  CHECK(parts_text(plan.bookkeeping.confirmed.front().parts) ==
        "Endpoint Security Select 12, peak 15 this period");
}

TEST_CASE("the peak of a product on an agreement of its own is of that one's billing period") {
  World world = at_peak(15);
  tiny::add_agreement(world.observed, 50009).last_billed = "2026-11-10";
  world.desired.mappings[0].products = {{world.desired.products[0].name}};
  world.desired.mappings[0].products[0].agreement = AgreementNumber(50009);
  world.desired.mappings[0].handover = Handover::now;
  const Row row = world.row();
  const auto& moves = std::get<ReplaceCharges>(row.action).moves;
  REQUIRE(moves.size() == 2);
  CHECK(moves[1].key.agreement == AgreementNumber(50009));
  CHECK(moves[1].parts.front().peak == PeakCount{15, "2026-11-10"});
}

TEST_CASE("once the invoice has come the line is lowered to what is counted") {
  World world = at_peak(15);
  world.count(12);
  tiny::agreement_of(world.observed).last_billed = "2026-12-01";
  CHECK(in_words(world.row()) == "update usage quantity:usage");
  CHECK(std::get<UpdateCharge>(world.row().action).to.quantity == 12);
  CHECK(world.row().reason == "Endpoint Security Select 12");
}

TEST_CASE("a fall that shows only behind the invoice is as suspect as any other") {
  World world = at_peak(15);
  world.count(0);
  CHECK(world.plan().rows.empty());
  tiny::agreement_of(world.observed).last_billed = "2026-12-01";
  CHECK(in_words(world.row()) == "update usage quantity:usage suspect");
}

TEST_CASE("an override goes before the peak") {
  World world = at_peak(15);
  world.count(12);
  Override word;
  word.account = world.mapping().account;
  word.item = ItemId("KES-SELECT");
  word.quantity = 10;
  word.until = world.observed.today;
  world.desired.overrides.push_back(word);
  CHECK(std::get<UpdateCharge>(world.row().action).to.quantity == 10);
}

TEST_CASE("the price moves while the peak stands, and the reason tells both counts") {
  World world = at_peak(15);
  world.count(12);
  tiny::item_of(world.observed, "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money("3.90");
  CHECK(in_words(world.row()) == "update catalogue price:catalogue");
  CHECK(world.row().reason == "Endpoint Security Select 12, peak 15 this period; Tigerpaw's price moved");
}

TEST_CASE("a product whose rule changes from latest to peak begins with what stands") {
  World world;
  world.billed(15);
  world.count(12);
  CHECK(in_words(world.row()) == "update usage quantity:usage");
  world.desired.products.at(0).rule.taken = CountTaken::peak;
  CHECK(world.plan().rows.empty());
}

TEST_CASE("explain tells the count and the peak") {
  World world = at_peak(15);
  world.count(12);
  const Plan plan = world.plan();
  const auto told = explain(plan, world.desired, world.observed, &world.ledger, {world.mapping().account});
  REQUIRE(told.size() == 1);
  REQUIRE(told.front().lines.size() == 1);
  CHECK(told.front().lines.front().wanted->quantity == 15);
  CHECK(parts_text(told.front().lines.front().parts) == "Endpoint Security Select 12, peak 15 this period");
}

}  // namespace tariff::plan
