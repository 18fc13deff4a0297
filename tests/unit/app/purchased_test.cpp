#include "app/purchased.hpp"

#include <doctest/doctest.h>

#include "app/statement.hpp"
#include "support/site.hpp"
#include "unit/app/observed_ports.hpp"

namespace tariff::app {
namespace {

const std::pair contoso_select{AccountNumber(10010), ItemId("KES-SELECT")};

std::vector<LicenceUse>& keys_of(Observed& world, std::size_t tenant = 0) {
  return world.usage.at(world.tenants[tenant].id)->licences;
}

/// The tiny world, whose one key was bought for 20 devices.
test::Site bought(std::optional<std::int64_t> licences = 20) {
  test::Site site;
  keys_of(site.world()).front().bought = licences;
  return site;
}

Purchased of_contoso(test::Site& site) { return purchased(site.desired, site.world()).at(contoso_select); }

report::Statement statement_with(test::Site& site, UsageSource& kaspersky) {
  auto made = make_statement({site.ledger, &site.desired, &site.tigerpaw, &kaspersky},
                             {*read_month("2026-11"), site.now, "UTC"});
  REQUIRE(made.has_value());
  return std::move(made).value();
}

}  // namespace

TEST_CASE("a customer's keys of one item are bought for the sum of their figures") {
  auto site = bought();
  CHECK(of_contoso(site).licences == 20);
  auto second = keys_of(site.world()).front();
  second.serial = LicenceSerial("another");
  second.bought = 5;
  second.devices.clear();
  keys_of(site.world()).push_back(second);
  CHECK(of_contoso(site).licences == 25);
}

TEST_CASE("one key without a figure leaves the sum unknown, and says which") {
  auto site = bought();
  auto second = keys_of(site.world()).front();
  second.serial = LicenceSerial("another");
  second.bought.reset();
  keys_of(site.world()).insert(keys_of(site.world()).begin(), second);
  CHECK_FALSE(of_contoso(site).licences.has_value());
  CHECK(of_contoso(site).note == "key another does not tell for how many devices it was bought");
}

TEST_CASE("a key of two virtual servers was bought for both of them together") {
  auto site = bought();
  tiny::add_customer(site.desired, site.world(), 1);
  auto& others = keys_of(site.world(), 1);
  others = keys_of(site.world());
  for (auto& key : others) key.devices.clear();
  CHECK_FALSE(of_contoso(site).licences.has_value());
  CHECK(of_contoso(site).note.find("several virtual servers together") != std::string::npos);
}

TEST_CASE("a product whose devices go to several items has no figure for any of them") {
  auto site = bought();
  auto& product = site.desired.products.front();
  product.item.reset();
  product.items = {{Category::workstation, ItemId("KES-SELECT")}, {Category::server, ItemId("KES-SRV")}};
  CHECK_FALSE(of_contoso(site).licences.has_value());
  CHECK(of_contoso(site).note.find("several items together") != std::string::npos);
}

TEST_CASE("a product that is not billed, and a virtual server that was not read, have none") {
  auto site = bought();
  site.desired.products.front().billed = false;
  CHECK(purchased(site.desired, site.world()).empty());
  site = bought();
  site.world().usage.at(site.world().tenants[0].id) = Error{ErrorKind::unavailable, "gone", ""};
  CHECK(purchased(site.desired, site.world()).empty());
}

TEST_CASE("a statement asks Security Center for what was purchased of the customers that it has lines of") {
  auto site = bought();
  site.run();
  tiny::add_customer(site.desired, site.world(), 1);
  ObservedSource kaspersky(site.world());
  const auto made = statement_with(site, kaspersky);
  REQUIRE(made.lines.size() == 1);
  CHECK(made.lines[0].purchased == 20);
  CHECK(made.lines[0].unpurchased() == tiny::money("-52.50"));
  CHECK(kaspersky.usage_reads == 1);
}

TEST_CASE("what Security Center does not tell leaves the statement whole without purchases, and is said") {
  auto site = bought();
  site.run();
  Observed silent = site.world();
  silent.usage.clear();
  ObservedSource kaspersky(silent);
  const auto made = statement_with(site, kaspersky);
  CHECK_FALSE(made.lines[0].purchased.has_value());
  CHECK(made.lines[0].counted == 5);
  REQUIRE(made.unread.size() == 1);
  CHECK(made.unread[0] == "tenant Contoso: Nothing is known of it.");
}

}  // namespace tariff::app
