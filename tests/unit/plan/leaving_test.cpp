#include <doctest/doctest.h>

#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

constexpr Day day(unsigned of_month) {
  return std::chrono::year{2026} / std::chrono::November / std::chrono::day{of_month};
}

/// A customer who left, with a line of five.
World leaves(Stop stop, LineEnd line = LineEnd::zero, Day on = {}) {
  World world;
  tiny::agreement_of(world.observed).last_billed = "2026-11-01";
  world.billed(5);
  world.mapping().billing = Billing::off;
  world.mapping().leaving = Leaving{stop, on, line, "moved to a competitor"};
  return world;
}

void remember(World& world) {
  for (const auto& awaited : world.plan().bookkeeping.awaited) world.happened(awaited, std::chrono::days(3));
}

}  // namespace

TEST_CASE("who leaves now is billed no more, and the row says why") {
  const Row row = leaves(Stop::now).row();
  CHECK(in_words(row) == "retire config");
  CHECK(row.reason == "the customer left: moved to a competitor");
}

TEST_CASE("a mapping that ended on its day says so, and not that somebody turned billing off") {
  World world;
  world.billed(5);
  world.mapping().billing = Billing::off;
  CHECK(world.row().reason == "billing is off");
  world.mapping().until = day(21);
  CHECK(world.row().reason == "the last day of the mapping was 2026-11-21");
  world.mapping().until = day(22);
  CHECK(world.row().reason == "billing is off");
}

TEST_CASE("who leaves on a day is billed until it comes") {
  CHECK(leaves(Stop::on_day, LineEnd::zero, day(23)).row().hold_reason ==
        "It bills up to the day before 2026-11-23, as the file says.");
  CHECK(in_words(leaves(Stop::on_day, LineEnd::zero, day(23)).row()) == "retire config scheduled");
  CHECK(in_words(leaves(Stop::on_day, LineEnd::zero, day(22)).row()) == "retire config");
}

TEST_CASE("who leaves after the invoice is billed until LastBilledDate has moved") {
  World world = leaves(Stop::after_invoice);
  CHECK(in_words(world.row()) == "retire config scheduled");
  remember(world);
  CHECK(world.plan().bookkeeping.awaited.empty());
  CHECK(in_words(world.row()) == "retire config scheduled");
  tiny::agreement_of(world.observed).last_billed = "2026-12-01";
  CHECK(in_words(world.row()) == "retire config");
}

TEST_CASE("a line that is to be deleted is so even where it stands at 0 already") {
  World world = leaves(Stop::now, LineEnd::removed);
  CHECK(std::get<RetireCharge>(world.row().action).line == LineEnd::removed);
  CHECK(world.row().reason == "the customer left: moved to a competitor; the line is deleted");
  tiny::agreement_of(world.observed).lines.front().quantity = 0;
  world.happened(ChargeConfirmed{select_key, {0, tiny::money("3.50"), PriceLevelId(2)}, {}},
                 std::chrono::days(1));
  world.happened(ChargeRetired{select_key}, std::chrono::days(1));
  CHECK(in_words(world.row()) == "retire config");
  world.mapping().leaving->line = LineEnd::zero;
  CHECK(world.plan().rows.empty());
}

TEST_CASE("a changed agreement hands over after the old one's invoice, all lines at once") {
  World world;
  tiny::agreement_of(world.observed).last_billed = "2026-11-01";
  world.billed(5);
  tiny::add_agreement(world.observed, 50009);
  world.mapping().agreement = AgreementNumber(50009);
  world.mapping().handover = Handover::after_invoice;
  const Row row = world.row();
  CHECK(in_words(row) == "replace config scheduled");
  CHECK(std::get<ReplaceCharges>(row.action).moves.size() == 2);
  remember(world);
  CHECK(in_words(world.row()) == "replace config scheduled");
  tiny::agreement_of(world.observed).last_billed = "2026-12-01";
  CHECK(in_words(world.row()) == "replace config");
}

TEST_CASE("nothing is billed on the new agreement before the handover, not even what the old one never had") {
  World world;
  tiny::agreement_of(world.observed).last_billed = "2026-11-01";
  world.billed(5);
  tiny::add_agreement(world.observed, 50009);
  tiny::use_licence(world.observed, tiny::advanced_licence, {2, 0, 0});
  world.mapping().agreement = AgreementNumber(50009);
  world.mapping().handover = Handover::after_invoice;
  const auto rows = world.plan().rows;
  REQUIRE(rows.size() == 2);
  CHECK(in_words(rows[0]) == "create config scheduled");
  CHECK(in_words(rows[1]) == "replace config scheduled");
}

TEST_CASE("a line that is wanted again awaits no invoice") {
  World world = leaves(Stop::after_invoice);
  remember(world);
  world.mapping().leaving.reset();
  world.mapping().billing = Billing::on;
  REQUIRE(world.plan().bookkeeping.awaited.size() == 1);
  CHECK_FALSE(world.plan().bookkeeping.awaited.front().stamp);
}

}  // namespace tariff::plan
