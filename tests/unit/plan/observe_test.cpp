#include "plan/observe.hpp"

#include <doctest/doctest.h>

#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

/// The tiny customer on observe: 5 devices use Select; no line stands yet.
World observing() {
  World world;
  world.mapping().billing = Billing::observe;
  return world;
}

}  // namespace

TEST_CASE("what devices ask for stands against what lines bill, under and over apart") {
  World world = observing();
  tiny::use_licence(world.observed, tiny::advanced_licence, {2, 0, 0});
  tiny::add_line(world.observed, 1, "KES-SELECT", 3);
  tiny::add_line(world.observed, 2, "KES-ADV-WS", 4);
  const auto plan = world.plan();
  REQUIRE(plan.observing.customers.size() == 1);
  const auto& customer = plan.observing.customers.front();
  CHECK(customer.lines == 2);
  CHECK(customer.agree == 0);
  CHECK(customer.counted == tiny::money("25.50"));  // 5 x 3.50 + 2 x 4.00
  CHECK(customer.billed == tiny::money("26.50"));   // 3 x 3.50 + 4 x 4.00
  CHECK(customer.under == tiny::money("7.00"));
  CHECK(customer.over == tiny::money("-8.00"));
  REQUIRE(plan.observed.size() == 1);
  CHECK(plan.observed.front().under == customer.under);
  CHECK(plan.observed.front().over == customer.over);
}

TEST_CASE("several lines of one item bill what each of them bills") {
  World world = observing();
  tiny::add_line(world.observed, 1, "KES-SELECT", 3);
  tiny::add_line(world.observed, 2, "KES-SELECT", 2).price = tiny::money("10.00");
  const auto plan = world.plan();
  CHECK(plan.observing.customers.front().billed == tiny::money("30.50"));
  CHECK(plan.observing.customers.front().over == tiny::money("-13.00"));
  CHECK(plan.observed.front().over == tiny::money("-13.00"));
}

TEST_CASE("a customer that bills is no observed one") {
  World world;
  CHECK(world.plan().observing.empty());
}

TEST_CASE("lines that the API user wrote and no ledger binds are told of as another program's") {
  World world = observing();
  const std::string source = world.desired.external_product;
  tiny::add_line(world.observed, 1, "KES-SELECT", 5).source = "Manual";
  CHECK(world.plan().observing.notices.empty());
  tiny::agreement_of(world.observed).lines.front().source = source;
  const auto plan = world.plan();
  CHECK(plan.observing.customers.front().lines_of_source == 1);
  REQUIRE(plan.observing.notices.size() == 1);
  CHECK(plan.observing.notices.front().starts_with(
      "1 observed line of 1 customer was written by the API user"));
  tiny::bind_line(world.ledger, world.observed, 1);
  CHECK(world.plan().observing.notices.empty());
}

TEST_CASE(
    "what nobody priced would bring between the cheapest and the dearest item at the customer's level") {
  World world = observing();
  tiny::use_licence(world.observed, "Kaspersky Something New", {2, 1, 0});
  world.product_set_aside = {true};
  const auto plan = world.plan();
  REQUIRE(plan.observing.unpriced.size() == 1);
  const auto& total = plan.observing.unpriced.front();
  CHECK(total.licence_name == "Kaspersky Something New");
  CHECK(total.product.empty());
  CHECK(total.customers == 1);
  CHECK(total.devices == 3);
  CHECK(total.low == tiny::money("3.00"));    // 3 x 1.00, KES-ADV-NW
  CHECK(total.high == tiny::money("18.00"));  // 3 x 6.00, KES-ADV-SRV
}

TEST_CASE("a category without an item is told of with its product") {
  World world = observing();
  world.desired.products.at(1).items.erase(Category::server);
  tiny::use_licence(world.observed, tiny::advanced_licence, {1, 2, 0});
  world.product_set_aside = {true};
  const auto plan = world.plan();
  REQUIRE(plan.observing.unpriced.size() == 1);
  CHECK(plan.observing.unpriced.front().product == world.desired.products.at(1).name);
  CHECK(plan.observing.unpriced.front().category == "server");
  CHECK(plan.observing.unpriced.front().devices == 2);
}

TEST_CASE("an unmapped virtual server brings its counts at the cheapest and the dearest level") {
  World world = observing();
  Desired ignored = tiny::a_desired();
  tiny::add_customer(ignored, world.observed, 1);
  tiny::add_customer(ignored, world.observed, 2);
  world.observed.unmapped_usage.emplace(TenantId(4), world.observed.usage.at(TenantId(4)));
  world.observed.unmapped_usage.emplace(TenantId(5), Error{ErrorKind::unavailable, "It ended.", ""});
  const auto plan = world.plan();
  REQUIRE(plan.observing.unmapped.size() == 2);
  const auto& item = tiny::item_of(world.observed, "KES-SELECT");
  CHECK(plan.observing.unmapped[0].tenant == "Customer 1");
  CHECK(plan.observing.unmapped[0].devices == 5);
  CHECK(plan.observing.unmapped[0].products == world.desired.products.at(0).name + " 5");
  Money low = item.prices.begin()->second.selling_price;
  Money high = low;
  for (const auto& [level, price] : item.prices) {
    low = std::min(low, price.selling_price);
    high = std::max(high, price.selling_price);
  }
  CHECK(plan.observing.unmapped[0].low == low * 5);
  CHECK(plan.observing.unmapped[0].high == high * 5);
  CHECK_FALSE(plan.observing.unmapped[1].devices.has_value());
}

}  // namespace tariff::plan
