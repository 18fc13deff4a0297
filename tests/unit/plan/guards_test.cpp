#include "plan/guards.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "plan/summary.hpp"
#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

/// So many customers with ten devices each, whose first filling is over.
World a_fleet(std::int64_t customers) {
  World world;
  world.billed(10);
  world.count(10);
  for (std::int64_t n = 1; n < customers; ++n) world.add_billed(n, 10);
  world.ledger.is_settled = true;
  return world;
}

/// The devices of customer n, of whom the first is 0.
void count(World& world, std::int64_t n, std::int64_t devices) {
  tiny::use_licence(world.observed, tiny::select_licence, {devices, 0, 0}, 3 + n);
}

Plan guarded(const World& world, const GuardWish& wish = {every_consent, {}}) {
  Plan plan = world.plan();
  guard(plan, world.inputs(), wish);
  return plan;
}

std::string hits(const Plan& plan) {
  std::string out;
  for (const auto& hit : plan.guards)
    out += hit.name + " " + hit.found + " of " + hit.total + " " + hit.share +
           (hit.is_allowed ? " allowed" : "") + "\n";
  return out;
}

std::int64_t held(const Plan& plan) {
  std::int64_t count = 0;
  for (const auto& row : plan.rows) count += row.hold == Hold::guarded ? 1 : 0;
  return count;
}

/// So many new customers, counted and not yet billed.
void add_new(World& world, std::int64_t first, std::int64_t count) {
  for (std::int64_t n = first; n < first + count; ++n) {
    tiny::add_customer(world.desired, world.observed, n);
    for (auto* flags : {&world.set_aside, &world.unread, &world.product_set_aside}) flags->push_back(false);
  }
}

}  // namespace

TEST_CASE("a fleet whose counts stand still reaches no guard") {
  const Plan plan = guarded(a_fleet(20));
  CHECK(plan.rows.empty());
  CHECK(plan.guards.empty());
  CHECK(exit_of(plan, false) == Exit::ok);
}

TEST_CASE("an account that rises by more than a quarter and at least 50.00 waits; its neighbours go on") {
  World world = a_fleet(20);
  count(world, 1, 25);  // 35.00 -> 87.50
  count(world, 2, 11);
  const Plan plan = guarded(world);
  CHECK(hits(plan) == "account:10011 52.50 of 35.00 150.0 %\n");
  REQUIRE(plan.rows.size() == 2);
  CHECK(plan.rows[0].hold == Hold::guarded);
  CHECK(
      plan.rows[0].hold_reason ==
      "Account 10011 would rise from 35.00 to 87.50 Monthly: +150.0 %, limit 25 %; its increases wait. To go "
      "on: --allow-guard account:10011.");
  CHECK(plan.rows[1].hold == Hold::none);
  CHECK(exit_of(plan, false) == Exit::refused);
}

TEST_CASE("an account's guard knows its limits to the cent") {
  World world = a_fleet(20);
  const auto is_hit = [&](std::int64_t devices) {
    count(world, 1, devices);
    return !guarded(world).guards.empty();
  };
  CHECK_FALSE(is_hit(24));  // +49.00
  CHECK(is_hit(25));        // +52.50
  world.desired.guards.amount_least = tiny::money("8.75");
  world.desired.guards.account_increase = 30;
  CHECK_FALSE(is_hit(12));  // +7.00
  CHECK_FALSE(is_hit(13));  // +10.50, 30.0 %
  CHECK(is_hit(14));        // +14.00, 40.0 %
  world.desired.guards.account_increase.reset();
  CHECK_FALSE(is_hit(14));
}

TEST_CASE("the least amount that is guarded is guarded itself") {
  World world = a_fleet(20);
  count(world, 1, 13);  // +10.50
  struct Case {
    const char* least;
    bool is_hit;
  };
  for (const Case& c : {Case{"10.51", false}, {"10.50", true}, {"10.49", true}}) {
    world.desired.guards.amount_least = tiny::money(c.least);
    world.desired.guards.account_increase = 25;
    world.desired.guards.run_amount.reset();
    CAPTURE(c.least);
    CHECK(guarded(world).guards.empty() != c.is_hit);
    world.desired.guards.account_increase.reset();
    world.desired.guards.run_amount = 1;
    CHECK(guarded(world).guards.empty() != c.is_hit);
  }
}

TEST_CASE("ten devices that are gone are guarded, nine are not; so are two virtual servers") {
  struct Devices {
    int gone;
    bool is_hit;
  };
  for (const Devices& c : {Devices{9, false}, {10, true}}) {
    World world = a_fleet(5);
    world.desired.guards.run_amount.reset();
    count(world, 1, 10 - c.gone / 2);
    count(world, 2, 10 - (c.gone - c.gone / 2));
    CAPTURE(c.gone);
    CHECK(guarded(world).guards.empty() != c.is_hit);
  }
  struct Tenants {
    int known;
    int gone;
    bool is_hit;
  };
  for (const Tenants& c : {Tenants{40, 2, false}, {39, 2, true}, {10, 1, false}}) {
    World world = a_fleet(c.known);
    auto& tenants = world.observed.tenants;
    tenants.erase(tenants.end() - c.gone, tenants.end());
    std::fill(world.set_aside.end() - c.gone, world.set_aside.end(), true);
    CAPTURE(c.known);
    CAPTURE(c.gone);
    const bool is_told = hits(guarded(world)).find("tenants ") != std::string::npos;
    CHECK(is_told == c.is_hit);
  }
}

TEST_CASE("more creates than the limit's share, and at least five, stop the run") {
  struct Case {
    int known;
    int fresh;
    bool stops;
  };
  for (const Case& c : {Case{100, 5, false},
                        {100, 6, true},
                        {20, 4, false},
                        {20, 5, true},
                        {200, 10, false},
                        {200, 11, true}}) {
    World world = a_fleet(c.known);
    add_new(world, 1000, c.fresh);
    world.desired.guards.run_amount.reset();
    CAPTURE(c.known);
    CAPTURE(c.fresh);
    const Plan plan = guarded(world);
    CHECK(stops_the_run(plan) == c.stops);
    CHECK(held(plan) == (c.stops ? c.fresh : 0));
  }
}

TEST_CASE("a first filling is not guarded, what an earlier run has begun is never held") {
  World world = a_fleet(20);
  add_new(world, 1000, 8);
  world.ledger.is_settled = false;
  CHECK(guarded(world).guards.empty());
  world.ledger.is_settled = true;
  world.desired.guards.run_amount.reset();
  world.happened(ChargeClaimed{{AgreementNumber(51001), ItemId("KES-SELECT")}, AccountNumber(11010)},
                 std::chrono::hours(1));
  const Plan plan = guarded(world);
  CHECK(hits(plan) == "creates 7 of 20 35.0 %\n");
  CHECK(held(plan) == 7);
}

TEST_CASE("more than a tenth of the lines retired stops the run, from ten lines up") {
  struct Case {
    int known;
    std::size_t off;
    bool stops;
  };
  for (const Case& c : {Case{9, 3, false}, {10, 1, false}, {10, 2, true}}) {
    World world = a_fleet(c.known);
    world.desired.guards.run_amount.reset();
    for (std::size_t i = 0; i < c.off; ++i) world.desired.mappings[i].billing = Billing::off;
    CAPTURE(c.known);
    CHECK(stops_the_run(guarded(world)) == c.stops);
  }
}

TEST_CASE("a run that moves the amount by more than a tenth and at least 50.00 is stopped") {
  World world = a_fleet(20);  // 700.00
  for (std::int64_t n = 0; n < 10; ++n) count(world, n, 12);
  CHECK(guarded(world).guards.empty());  // +70.00, 10.0 %
  count(world, 10, 11);
  const Plan plan = guarded(world);
  CHECK(hits(plan) == "amount 73.50 of 700.00 10.5 %\n");
  CHECK(held(plan) == 11);
  CHECK(guarded(world, {every_consent, {"amount"}}).guards.front().is_allowed);
  CHECK(held(guarded(world, {every_consent, {"amount"}})) == 0);
  CHECK(exit_of(guarded(world, {every_consent, {"amount"}}), false) == Exit::ok);
}

TEST_CASE("rows that wait for another consent than this run has count in no guard") {
  World world = a_fleet(20);
  add_new(world, 1000, 8);
  const Plan plan = guarded(world, {{true, false, false, false, false}, {}});
  CHECK(plan.guards.empty());
  CHECK(held(plan) == 0);
}

TEST_CASE("two or more billed virtual servers gone, above a twentieth, hold what is counted") {
  World world = a_fleet(20);
  count(world, 5, 11);
  std::erase_if(world.observed.tenants, [](const Tenant& one) { return one.id == TenantId(4); });
  world.set_aside[1] = true;  // as the checks do with an unknown tenant
  CHECK(guarded(world).guards.empty());
  std::erase_if(world.observed.tenants, [](const Tenant& one) { return one.id == TenantId(5); });
  world.set_aside[2] = true;
  const Plan plan = guarded(world);
  CHECK(hits(plan) == "tenants 2 of 20 10.0 %\n");
  CHECK(held(plan) == 1);
}

TEST_CASE(
    "ten or more devices gone, above 15 percent, hold what is counted, and leave what only the file wants") {
  World world = a_fleet(10);  // 100 devices
  world.desired.guards.run_amount.reset();
  world.desired.mappings[9].billing = Billing::off;
  for (std::int64_t n = 0; n < 5; ++n) count(world, n, 7);
  CHECK(guarded(world).guards.empty());  // 15
  count(world, 5, 9);
  const Plan plan = guarded(world);
  CHECK(hits(plan) == "devices 16 of 100 16.0 %\n");
  CHECK(held(plan) == 6);
  CHECK(plan.rows.back().hold == Hold::none);
}

TEST_CASE("a source without a single virtual server holds whatever was counted") {
  World world = a_fleet(3);
  world.observed.tenants.clear();
  world.set_aside.assign(3, true);
  CHECK(hits(guarded(world)) == "empty-source 0 of 3 \n");
}

}  // namespace tariff::plan
