#include <doctest/doctest.h>

#include "plan/consent.hpp"
#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

/// A night later; what the run before has noted is known.
void next_night(World& world) {
  for (const auto& noted : world.plan().bookkeeping.suspected) world.happened(noted, std::chrono::seconds{0});
  world.observed.now += std::chrono::days(1);
  world.observed.today = std::chrono::sys_days(world.observed.today) + std::chrono::days(1);
}

World a_fall(std::int64_t from, std::int64_t to) {
  World world;
  world.billed(from);
  world.count(to);
  return world;
}

}  // namespace

TEST_CASE("a fall by half and at least five, or to nothing, is suspect; a smaller one is not") {
  CHECK(in_words(a_fall(10, 5).row()) == "update usage quantity:usage suspect");
  CHECK(in_words(a_fall(1, 0).row()) == "update usage quantity:usage suspect");
  CHECK(in_words(a_fall(8, 4).row()) == "update usage quantity:usage");
  CHECK(in_words(a_fall(100, 51).row()) == "update usage quantity:usage");
}

TEST_CASE("a suspect fall is applied when it has stayed down on three days") {
  World world = a_fall(10, 2);
  CHECK(world.row().hold_reason ==
        "The count fell from 10 to 2 (day 1 of 3). It is applied when it has stayed down on so many days, or "
        "with --auto-approve --allow-config.");
  next_night(world);
  CHECK(world.row().hold_reason.starts_with("The count fell from 10 to 2 (day 2 of 3)."));
  next_night(world);
  CHECK(in_words(world.row()) == "update usage quantity:usage");
}

TEST_CASE("a count that moves while it stays down is applied as it is on the third day") {
  World world = a_fall(20, 0);
  next_night(world);
  world.count(7);
  CHECK(world.row().hold_reason.starts_with("The count fell from 20 to 7 (day 2 of 3)."));
  next_night(world);
  world.count(6);
  CHECK(in_words(world.row()) == "update usage quantity:usage");
  CHECK(std::get<UpdateCharge>(world.row().action).to.quantity == 6);
}

TEST_CASE("a count that falls as far once more begins its days anew") {
  World world = a_fall(20, 7);
  next_night(world);
  next_night(world);
  world.count(0);
  CHECK(world.row().hold_reason.starts_with("The count fell from 20 to 0 (day 1 of 3)."));
  next_night(world);
  CHECK(world.row().hold_reason.starts_with("The count fell from 20 to 0 (day 2 of 3)."));
  next_night(world);
  CHECK(in_words(world.row()) == "update usage quantity:usage");
}

TEST_CASE("a count that goes up and down below its half is not applied until it is steady") {
  World world = a_fall(20, 0);
  next_night(world);
  world.count(7);
  next_night(world);
  world.count(0);
  CHECK(world.row().hold_reason.starts_with("The count fell from 20 to 0 (day 1 of 3)."));
}

TEST_CASE("a second fall on one day is noted, so that the days that follow are measured by it") {
  World world = a_fall(20, 7);
  for (const auto& noted : world.plan().bookkeeping.suspected) world.happened(noted, std::chrono::seconds{0});
  world.count(0);
  REQUIRE(world.plan().bookkeeping.suspected.size() == 1);
  next_night(world);
  CHECK(world.row().hold_reason.starts_with("The count fell from 20 to 0 (day 2 of 3)."));
}

TEST_CASE("two reads of one day count once") {
  World world = a_fall(10, 2);
  for (const auto& noted : world.plan().bookkeeping.suspected) world.happened(noted, std::chrono::seconds{0});
  const Plan again = world.plan();
  CHECK(again.rows.front().hold == Hold::suspect);
  CHECK(again.bookkeeping.suspected.empty());
}

TEST_CASE("a count that came back is suspect no longer, and its next fall waits three days again") {
  World world = a_fall(10, 2);
  next_night(world);
  world.count(10);
  REQUIRE(world.plan().bookkeeping.suspected.size() == 1);
  CHECK(world.plan().bookkeeping.suspected.front().days == 0);
  next_night(world);
  world.count(2);
  CHECK(world.row().hold_reason.starts_with("The count fell from 10 to 2 (day 1 of 3)."));
}

TEST_CASE("the consent to configuration lets a suspect fall through, the one to usage does not") {
  const Row row = a_fall(10, 2).row();
  CHECK_FALSE(consented(row, {true, false, false, false}).action);
  CHECK(consented(row, {true, true, false, false}).action);
}

TEST_CASE("devices that went to another licence of the customer are no suspect fall") {
  World world = a_fall(10, 0);
  tiny::use_licence(world.observed, tiny::advanced_licence, {10, 0, 0});
  for (const Row& row : world.plan().rows) CHECK(row.hold == Hold::none);
  tiny::use_licence(world.observed, tiny::advanced_licence, {2, 0, 0});
  CHECK(world.plan().rows.back().hold == Hold::suspect);
}

TEST_CASE("the reason names the key that expired, and behind the third day the days, too") {
  World world = a_fall(10, 0);
  tiny::usage_of(world.observed)
      .lapsed.push_back({LicenceSerial("2B7A-1"), tiny::select_licence,
                         std::chrono::sys_days(std::chrono::year{2026} / 11 / 21), 10});
  const std::string key = "; key 2B7A-1 expired on 2026-11-21, 10 devices still run the product";
  CHECK(world.row().reason == "Endpoint Security Select 0" + key);
  next_night(world);
  next_night(world);
  CHECK(world.row().hold == Hold::none);
  CHECK(world.row().reason == "Endpoint Security Select 0" + key + "; down on 3 days");
}

TEST_CASE("a key that expired is named where a person is waited for, too") {
  World world = a_fall(10, 0);
  world.product_set_aside = {true};
  tiny::usage_of(world.observed)
      .lapsed.push_back({LicenceSerial("2B7A-1"), tiny::select_licence,
                         std::chrono::sys_days(std::chrono::year{2026} / 11 / 21), 10});
  CHECK(in_words(world.row()) == "update usage quantity:usage held");
  CHECK(world.row().reason.find("key 2B7A-1 expired on 2026-11-21") != std::string::npos);
}

TEST_CASE("the file may ask for another share and another number of days") {
  World world = a_fall(10, 6);
  world.desired.guards = {40, 2};
  CHECK(in_words(world.row()) == "update usage quantity:usage");
  world.count(5);
  CHECK(in_words(world.row()) == "update usage quantity:usage suspect");
  world.desired.guards.suspect_days = 1;
  CHECK(in_words(world.row()) == "update usage quantity:usage");
}

}  // namespace tariff::plan
