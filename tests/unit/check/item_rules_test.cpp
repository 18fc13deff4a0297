#include <doctest/doctest.h>

#include "unit/check/world.hpp"

namespace tariff::check {

TEST_CASE("an item that nothing is counted for is needed as long as a create of its line is not proven") {
  World world;
  world.observed.items.insert_or_assign(ItemId("KES-ADV-SRV"), unreadable());
  CHECK_FALSE(world.review().unread[0]);
  ChargeState& charge = world.ledger.charges[{AgreementNumber(50001), ItemId("KES-ADV-SRV")}];
  charge.account = AccountNumber(10010);
  for (const auto state : {KeyState::claimed, KeyState::unknown, KeyState::held}) {
    charge.state = state;
    CHECK(world.review().unread[0]);
  }
  charge.state = KeyState::retired;
  CHECK_FALSE(world.review().unread[0]);
}

TEST_CASE("an unknown item is said once, at its product, and sets aside who needs it") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  tiny::add_customer(world.desired, world.observed, 2);
  tiny::use_licence(world.observed, tiny::select_licence, {}, 5);
  world.observed.items.erase(ItemId("KES-SELECT"));
  const Review review = world.review();
  CHECK(where(review, "item-unknown") == "12:8 error");
  CHECK(review.problems.size() == 1);
  CHECK(contains(review.problems.front().message, "2 mappings need it and are set aside."));
  CHECK(review.problems.front().scope == Scope::mapping);
  CHECK(review.set_aside == std::vector<bool>{true, true, false});
  CHECK_FALSE(review.stops_everything());
}

TEST_CASE("an unknown item that nobody needs is a warning, and a bound line needs it") {
  World world;
  tiny::add_line(world.observed, 9001, "KES-ADV-SRV", 0);
  world.observed.items.insert_or_assign(ItemId("KES-ADV-SRV"), absent());
  CHECK(where(world.review(), "item-unknown") == "17:48 warning");
  tiny::bind_line(world.ledger, world.observed, 9001);
  CHECK(where(world.review(), "item-unknown") == "17:48 error");
  CHECK(found(world.review(), "item-unknown").mapping == 0);
}

TEST_CASE("an item that Tigerpaw writes in another case is an error with its spelling") {
  World world;
  tiny::item_of(world.observed, "KES-SELECT").id = ItemId("Kes-Select");
  const Review review = world.review();
  CHECK(where(review, "item-case-differs") == "12:8 error");
  CHECK(contains(review.problems.front().message, "as \"Kes-Select\""));
  CHECK(review.problems.size() == 1);
}

TEST_CASE("a reply for another item is not our item") {
  World world;
  tiny::item_of(world.observed, "KES-SELECT").id = ItemId("KES-SELECT-2");
  CHECK(where(world.review(), "item-unknown") == "12:8 error");
}

TEST_CASE("an inactive item sets aside who needs it") {
  World world;
  tiny::item_of(world.observed, "KES-SELECT").active = false;
  CHECK(where(world.review(), "item-inactive") == "12:8 error");
  CHECK(world.review().set_aside[0]);
  world.mapping().billing = Billing::off;
  CHECK(where(world.review(), "item-inactive") == "12:8 warning");
}

TEST_CASE("an unread item makes unread who needs it") {
  World world;
  world.observed.items.insert_or_assign(ItemId("KES-SELECT"), unreadable());
  const Review review = world.review();
  CHECK(where(review, "item-unread") == "12:8 error");
  CHECK(review.unread[0]);
  CHECK(review.set_aside[0]);
}

TEST_CASE(
    "an item without a price at the mapping's level, or with the price 0, is an error where it counts") {
  World world;
  auto& prices = tiny::item_of(world.observed, "KES-SELECT").prices;
  prices[PriceLevelId(2)].selling_price = Money{};
  CHECK(where(world.review(), "item-without-price") == "23:15 error");
  CHECK(contains(found(world.review(), "item-without-price").message, "5 devices would be charged"));
  prices.erase(PriceLevelId(2));
  CHECK(contains(found(world.review(), "item-without-price").message,
                 "has no price at the price level \"Gold\""));
  tiny::use_licence(world.observed, tiny::select_licence, {});
  CHECK(world.review().problems.empty());
}

TEST_CASE("an item without a price is an error while a peak of this period is billed, too") {
  World world;
  tiny::add_line(world.observed, 9001, "KES-SELECT", 5);
  tiny::bind_line(world.ledger, world.observed, 9001);
  tiny::use_licence(world.observed, tiny::select_licence, {});
  tiny::item_of(world.observed, "KES-SELECT").prices.erase(PriceLevelId(2));
  CHECK(where(world.review(), "item-without-price") == "");
  world.desired.products.at(0).rule.taken = CountTaken::peak;
  CHECK(where(world.review(), "item-without-price") == "23:15 error");
}

TEST_CASE("a licensed product in use that nobody priced sets the product aside, not the mapping") {
  World world;
  tiny::use_licence(world.observed, "Kaspersky Total Security", {2, 1, 0});
  const Review review = world.review();
  CHECK(where(review, "product-unpriced") == "20:18 error");
  const Diagnostic problem = found(review, "product-unpriced");
  CHECK(problem.message ==
        "3 devices of the virtual server \"Contoso\" use \"Kaspersky Total Security\", and no [[product]] "
        "matches it.");
  CHECK(problem.scope == Scope::product);
  CHECK(problem.mapping == 0);
  CHECK(review.product_set_aside[0]);
  CHECK_FALSE(review.set_aside[0]);
}

TEST_CASE("two keys of one unpriced licence name are one problem, and shared devices count once") {
  World world;
  auto& usage = tiny::usage_of(world.observed);
  usage.licences = {{LicenceSerial("A"), "Kaspersky Total Security", std::nullopt, {0, 1}},
                    {LicenceSerial("B"), "Kaspersky Total Security", std::nullopt, {1, 2}}};
  CHECK(where(world.review(), "product-unpriced") == "20:18 error");
  CHECK(contains(found(world.review(), "product-unpriced").message, "3 devices"));
}

TEST_CASE("a category without an item is said at the product's items") {
  World world;
  world.desired.products[1].items.erase(Category::other);
  tiny::use_licence(world.observed, tiny::advanced_licence, {0, 0, 1});
  const Review review = world.review();
  CHECK(where(review, "product-unpriced") == "17:9 error");
  CHECK(contains(found(review, "product-unpriced").message, "names no item for the category other"));
}

TEST_CASE("a product that is not billed, and an unpriced licence of a mapping that is off, are no problem") {
  World world;
  tiny::use_licence(world.observed, tiny::advanced_licence, {1, 0, 0});
  world.desired.products[1].billed = false;
  world.desired.products[1].items.clear();
  CHECK(world.review().problems.empty());
  tiny::use_licence(world.observed, "Kaspersky Total Security", {2, 1, 0});
  world.mapping().billing = Billing::off;
  CHECK(world.review().problems.empty());
}

TEST_CASE("a purchase that nobody knows sets the customer aside, and says of which key") {
  World world;
  tiny::use_licence(world.observed, tiny::select_licence, {3, 0, 0});
  CHECK(world.review().problems.empty());
  world.desired.products[0].rule.basis = CountBasis::purchased;
  const Review review = world.review();
  const auto problem = found(review, "purchase-unknown");
  CHECK(problem.severity == Severity::error);
  CHECK(problem.scope == Scope::mapping);
  CHECK(contains(problem.message, "does not tell for how many it was bought"));
  CHECK(review.set_aside.at(0));
  world.observed.usage.begin()->second.value().licences.at(0).bought = 25;
  CHECK(world.review().problems.empty());
}

TEST_CASE("a licence that two products match is said once, at the second product") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  world.desired.products[1].match = {"*Select*"};
  const Review review = world.review();
  CHECK(where(review, "licence-ambiguous") == "16:9 error");
  CHECK(contains(review.problems.front().message, "2 mappings use it."));
  CHECK(review.product_set_aside == std::vector<bool>{true, true});
}

TEST_CASE("a licence that two products match and nobody uses is no problem") {
  World world;
  world.desired.products[1].match = {"*Select*"};
  tiny::use_licence(world.observed, tiny::select_licence, {});
  CHECK(world.review().problems.empty());
}

TEST_CASE("problems come in the order of the file, unknown places last") {
  World world;
  tiny::add_line(world.observed, 9001, "KES-SELECT", 5);
  tiny::bind_line(world.ledger, world.observed, 9001);
  world.observed.external_products.clear();
  world.mapping().account = AccountNumber(10099);
  world.mapping().tenant = "Nobody";
  std::string order;
  for (const auto& problem : world.review().problems) order += problem.rule + " ";
  CHECK(order == "external-product-missing tenant-unknown account-unknown mapping-missing ");
}

TEST_CASE(
    "the price level of own terms must exist, and the item have a price there unless the file fixes one") {
  World world;
  world.mapping().products = {{"Endpoint Security Select"}};
  MappingProduct& own = world.mapping().products[0];
  own.place.line = 30;
  own.price_level = "Sliver";
  world.observed.levels.push_back({PriceLevelId(3), "Silver"});
  CHECK(where(world.review(), "price-level-unknown") == "30:0 error");
  CHECK(contains(found(world.review(), "price-level-unknown").hint, "Silver"));
  own.price_level = "Silver";
  const Review review = world.review();
  CHECK(where(review, "item-without-price") == "30:0 error");
  CHECK(contains(found(review, "item-without-price").message, "has no price at the price level \"Silver\""));
  own.price = tiny::money("2.75");
  CHECK(world.review().problems.empty());
  world.observed.levels.push_back({PriceLevelId(4), "Silver"});
  CHECK(where(world.review(), "price-level-ambiguous") == "30:0 error");
}

TEST_CASE("the item of own terms must be in the price book, and is nobody else's trouble") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  world.mapping().products = {{"Endpoint Security Select", ItemId("KES-NFP")}};
  world.mapping().products[0].place.line = 30;
  const Review review = world.review();
  CHECK(where(review, "item-unknown") == "30:0 error");
  CHECK(review.set_aside.at(0));
  CHECK_FALSE(review.set_aside.at(1));
}

TEST_CASE("an override of an item that the customer's own terms have replaced bills no line") {
  World world;
  world.desired.overrides = {
      {AccountNumber(10010), ItemId("KES-SELECT"), 3, {}, "agreed", world.observed.today, Place{}}};
  CHECK(where(world.review(), "override-without-line").empty());
  world.mapping().products = {{"Endpoint Security Select", ItemId("KES-ADV-WS")}};
  CHECK_FALSE(where(world.review(), "override-without-line").empty());
}

TEST_CASE("what is not billed for a while is told from two weeks before its last day, and behind it") {
  using std::chrono::days;
  World world;
  world.mapping().products = {{"Endpoint Security Select"}};
  MappingProduct& own = world.mapping().products[0];
  own.billed = false;
  own.reason = "trial";
  own.place.line = 30;
  const auto today = std::chrono::sys_days(world.observed.today);
  own.until = Day(today + days(15));
  CHECK(world.review().problems.empty());
  own.until = Day(today + days(14));
  CHECK(where(world.review(), "exclusion-ended") == "30:0 warning");
  CHECK(contains(found(world.review(), "exclusion-ended").message, "then it is billed again"));
  own.until = Day(today - days(1));
  own.is_over = true;
  CHECK(contains(found(world.review(), "exclusion-ended").message, "it is billed again"));
  CHECK(contains(found(world.review(), "exclusion-ended").message, "ended on 2026-11-21"));
}

}  // namespace tariff::check
