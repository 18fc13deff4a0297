#include "plan/narrow.hpp"

#include <doctest/doctest.h>

#include "plan/intent.hpp"
#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

/// Three customers: one device more, two more, and one that the file turns off.
World three() {
  World world;
  world.billed(10);
  world.count(11);
  for (std::int64_t n = 1; n < 3; ++n) world.add_billed(n, 10);
  tiny::use_licence(world.observed, tiny::select_licence, {12, 0, 0}, 4);
  world.desired.mappings[2].billing = Billing::off;
  return world;
}

std::string addresses(const Plan& plan) {
  std::string out;
  for (const auto& row : plan.rows) out += row.address + "\n";
  return out;
}

Plan narrowed(const World& world, const Narrowing& narrowing) {
  Plan plan = world.plan();
  narrow(plan, narrowing);
  return plan;
}

}  // namespace

TEST_CASE("a plan is narrowed to an account, a virtual server or an address, and says so") {
  const World world = three();
  for (const auto* name : {"10011", "Customer 1", "charge/50002/KES-SELECT"}) {
    const Plan plan = narrowed(world, {{name}, {}, {}, {}});
    CHECK(addresses(plan) == "charge/50002/KES-SELECT\n");
    REQUIRE(plan.narrowed);
    CHECK(plan.narrowed->words == "--target " + std::string(name));
    CHECK(plan.narrowed->left_out == 2);
  }
  CHECK(addresses(narrowed(world, {{}, {"10011"}, {}, {}})) ==
        "charge/50001/KES-SELECT\ncharge/50003/KES-SELECT\n");
}

TEST_CASE("a plan is narrowed to a cause, or to the rows that move the most") {
  const World world = three();
  CHECK(addresses(narrowed(world, {{}, {}, {Cause::config}, {}})) == "charge/50003/KES-SELECT\n");
  CHECK(addresses(narrowed(world, {{}, {}, {}, 1})) == "charge/50003/KES-SELECT\n");
  CHECK(addresses(narrowed(world, {{}, {}, {Cause::usage}, 1})) == "charge/50002/KES-SELECT\n");
  CHECK(narrowed(world, {{}, {}, {Cause::usage}, 1}).narrowed->words == "--only usage --limit 1");
}

TEST_CASE("where a row of a customer is left out, the ledger is not told that all of it is agreed") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  for (auto* flags : {&world.set_aside, &world.unread, &world.product_set_aside}) flags->push_back(false);
  world.ledger.tenants.clear();
  REQUIRE(world.plan().bookkeeping.tenants.size() == 2);
  const Plan plan = narrowed(world, {{"10011"}, {}, {}, {}});
  REQUIRE(plan.bookkeeping.tenants.size() == 1);
  CHECK(plan.bookkeeping.tenants.front().account == AccountNumber(10011));
}

TEST_CASE("the link of a customer stays with its other rows") {
  World world;
  tiny::account_of(world.observed).cross_references.clear();
  REQUIRE(world.plan().rows.size() == 2);
  CHECK(addresses(narrowed(world, {{"charge/50001/KES-SELECT"}, {}, {}, {}})) ==
        "link/10010\ncharge/50001/KES-SELECT\n");
  CHECK(addresses(narrowed(world, {{}, {"charge/50001/KES-SELECT"}, {}, {}})) == "link/10010\n");
}

TEST_CASE("a request keeps the rows that it causes; the others are one line of background") {
  World base = three();
  World head = three();
  base.desired.mappings[2].billing = Billing::on;
  Plan plan = head.plan();
  keep_caused(plan, base.plan());
  CHECK(addresses(plan) == "charge/50003/KES-SELECT\n");
  REQUIRE(plan.background);
  CHECK(plan.background->rows == 2);
  CHECK(plan.background->delta == std::map<std::string, Money>{{"Monthly", tiny::money("10.50")}});
}

TEST_CASE(
    "the digest of the intents does not move with counts or order, and does with price, level or guards") {
  World world = three();
  const std::string digest = intent_digest(world.plan());
  world.count(13);
  CHECK(intent_digest(world.plan()) == digest);
  Plan reversed = world.plan();
  std::reverse(reversed.rows.begin(), reversed.rows.end());
  CHECK(intent_digest(reversed) == digest);
  World other = three();
  other.mapping().price_level = "Standard";
  CHECK(intent_digest(other.plan()) != digest);
  other = three();
  other.desired.guards.creates = 6;
  CHECK(intent_digest(other.plan()) != digest);
}

}  // namespace tariff::plan
