#include <doctest/doctest.h>

#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

/// The tiny world's day is the 22nd.
World billing_on(std::int64_t day_to_bill, const char* last_billed) {
  World world;
  auto& agreement = tiny::agreement_of(world.observed);
  agreement.day_to_bill = day_to_bill;
  agreement.last_billed = last_billed;
  return world;
}

}  // namespace

TEST_CASE("from its billing day on an agreement is written to only when its invoice run has come") {
  World world = billing_on(22, "2026-10-22T00:00:00");
  world.billed(3);
  const Row row = world.row();
  CHECK(in_words(row) == "update usage quantity:usage frozen");
  CHECK(
      row.hold_reason ==
      "Agreement 50001 bills on 2026-11-22; nothing is written until its LastBilledDate moves, for at most 5 "
      "days.");
  tiny::agreement_of(world.observed).last_billed = "2026-11-22T06:00:00";
  CHECK(in_words(world.row()) == "update usage quantity:usage");
}

TEST_CASE("the freeze lasts as many days as the file says, five without a word") {
  World fifth = billing_on(18, "2026-10-18");
  CHECK(in_words(fifth.row()) == "create usage frozen");
  fifth.desired.freeze.days_max = 4;
  CHECK(in_words(fifth.row()) == "create usage");
  CHECK(in_words(billing_on(17, "2026-10-17").row()) == "create usage");
}

TEST_CASE("without the freeze rows go on") {
  World world = billing_on(22, "2026-10-22");
  world.desired.freeze.is_on = false;
  CHECK(in_words(world.row()) == "create usage");
}

TEST_CASE("a line that is retired waits for the invoice run, too") {
  World world = billing_on(22, "2026-10-22");
  world.billed(5);
  world.mapping().billing = Billing::off;
  CHECK(in_words(world.row()) == "retire config frozen");
}

TEST_CASE("an adoption that writes nothing does not wait for an invoice run") {
  World world = billing_on(22, "2026-10-22");
  tiny::add_line(world.observed, 1, "KES-SELECT", 5);
  CHECK(in_words(world.row()) == "adopt adoption");
  world.desired.adopts = {{AccountNumber(10010), ItemId("KES-SELECT"), Take::ours, {}}};
  CHECK(in_words(world.row()) == "adopt adoption");
  tiny::agreement_of(world.observed).lines.front().quantity = 9;
  CHECK(in_words(world.row()) == "adopt adoption frozen");
}

TEST_CASE("what waits for a person waits for that person, whatever day it is") {
  World world = billing_on(22, "2026-10-22");
  world.billed(5).quantity = 7;
  CHECK(in_words(world.row()) == "update hand quantity:hand held");
}

TEST_CASE("an edit while the invoice is awaited is told, also where usage or file have come to want it") {
  World world = billing_on(22, "2026-10-22");
  world.billed(5).quantity = 3;
  world.count(3);
  const auto told = [&] {
    const Row row = world.row();
    CHECK(in_words(row) == "update hand quantity:hand held");
    CHECK(row.amount_delta.text() == "7.00");
    CHECK(
        row.hold_reason ==
        "Agreement 50001 bills on 2026-11-22, and somebody edited this line before; put it back in Tigerpaw, "
        "or say `tariff resolve charge/50001/KES-SELECT --as seen`.");
    CHECK(world.plan().bookkeeping.confirmed.empty());
  };
  told();
  world.desired.hand_edit = HandEditRule::restore;
  told();
  tiny::agreement_of(world.observed).last_billed = "2026-11-22T06:00:00";
  CHECK(world.plan().rows.empty());
  CHECK(world.plan().bookkeeping.confirmed.size() == 1);
}

TEST_CASE("a line that somebody set to 0 before its invoice is told, also where the file lets it go") {
  World world = billing_on(22, "2026-10-22");
  world.billed(5).quantity = 0;
  world.mapping().billing = Billing::off;
  const Row row = world.row();
  CHECK(in_words(row) == "update hand quantity:hand held");
  CHECK(row.amount_delta.text() == "17.50");
  tiny::agreement_of(world.observed).last_billed = "2026-11-22T06:00:00";
  CHECK(world.plan().rows.empty());
}

TEST_CASE("no edit is told without the freeze, where edits stand, or where a set of ours may show late") {
  World world = billing_on(22, "2026-10-22");
  world.billed(5).quantity = 3;
  world.count(3);
  World unfrozen = world;
  unfrozen.desired.freeze.is_on = false;
  CHECK(unfrozen.plan().rows.empty());
  World kept = world;
  kept.desired.hand_edit = HandEditRule::keep;
  CHECK(kept.plan().rows.empty());
  World late = world;
  const LineValue agreed = *world.ledger.charges.at(select_key).confirmed;
  late.happened(ChargeConfirmed{select_key, agreed, {}}, std::chrono::minutes(14));
  CHECK(late.plan().rows.empty());
}

}  // namespace tariff::plan
