#include <doctest/doctest.h>

#include "plan/consent.hpp"
#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

constexpr Day day(unsigned month, unsigned of_month) {
  return std::chrono::year{2026} / std::chrono::month{month} / std::chrono::day{of_month};
}

Override an_override(std::optional<std::int64_t> quantity, std::optional<Money> price) {
  return {AccountNumber(10010), ItemId("KES-SELECT"), quantity, price, "promised by Ann", day(11, 22), {}};
}

void price_moves(World& world, const char* price) {
  tiny::item_of(world.observed, "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money(price);
}

void adopt(World& world, Take take) {
  world.desired.adopts.push_back({AccountNumber(10010), ItemId("KES-SELECT"), take, {}});
}

LineValue after(const Row& row) { return std::get<UpdateCharge>(row.action).to; }

}  // namespace

TEST_CASE("an override is configuration, and says why in the row") {
  World world;
  world.billed(5);
  world.desired.overrides = {an_override(3, tiny::money("2.00"))};
  const Row row = world.row();
  CHECK(in_words(row) == "update config quantity:config price:config");
  CHECK(after(row) == LineValue{3, tiny::money("2.00"), PriceLevelId(2)});
  CHECK(row.reason == "Endpoint Security Select 5; the file says so until 2026-11-22: promised by Ann");
}

TEST_CASE("an override blesses what a person has written, and the count moves nothing while it holds") {
  World world;
  world.billed(5).quantity = 3;
  CHECK(in_words(world.row()) == "update hand quantity:hand held");
  world.desired.overrides = {an_override(3, {})};
  const Plan plan = world.plan();
  CHECK(plan.rows.empty());
  REQUIRE(plan.bookkeeping.confirmed.size() == 1);
  CHECK(plan.bookkeeping.confirmed.front().value.quantity == 3);
}

TEST_CASE("an override of another account, or one that has ended, changes nothing") {
  World world;
  world.billed(5);
  world.desired.overrides = {an_override(3, {})};
  world.desired.overrides.front().account = AccountNumber(7);
  CHECK(world.plan().rows.empty());
  world.desired.overrides = {an_override(3, {})};
  world.desired.overrides.front().until = day(11, 21);
  CHECK(world.plan().rows.empty());
}

TEST_CASE("a new line is created at the price that an override says") {
  World world;
  world.desired.overrides = {an_override({}, tiny::money("1.25"))};
  CHECK(std::get<CreateCharge>(world.row().action).to == LineValue{5, tiny::money("1.25"), PriceLevelId(2)});
}

TEST_CASE("a pinned price stands when the price book moves, and gives way to another level") {
  World world;
  world.billed(5);
  price_moves(world, "9.99");
  CHECK(in_words(world.row()) == "update catalogue price:catalogue");
  world.desired.price = PriceRule::pin;
  CHECK(world.plan().rows.empty());
  world.mapping().price_level = "Standard";
  CHECK(in_words(world.row()) == "update config price:config level:config");
}

TEST_CASE("behind an override the pinned price is again the one that was agreed before it") {
  World world;
  world.billed(5);
  world.desired.price = PriceRule::pin;
  world.desired.overrides = {an_override({}, tiny::money("2.00"))};
  REQUIRE(world.plan().bookkeeping.said_prices.size() == 1);
  CHECK(world.plan().bookkeeping.said_prices.front() ==
        SaidPrice{select_key, tiny::money("2.00"), tiny::money("3.50")});
  const auto parts = std::get<UpdateCharge>(world.row().action).parts;
  tiny::agreement_of(world.observed).lines.front().price = tiny::money("2.00");
  world.happened(
      ChargeConfirmed{select_key, {5, tiny::money("2.00"), PriceLevelId(2)}, parts, tiny::money("3.50")},
      std::chrono::days(1));
  price_moves(world, "9.99");
  CHECK(world.plan().rows.empty());
  CHECK(world.plan().bookkeeping.confirmed.empty());
  world.desired.overrides.clear();
  const Row row = world.row();
  CHECK(in_words(row) == "update config price:config");
  CHECK(after(row).price == tiny::money("3.50"));
  CHECK(row.reason == "Endpoint Security Select 5; the price that the file said has ended");
}

TEST_CASE("an override that blesses the price which a person typed agrees to nothing behind its end") {
  World world;
  world.billed(5).price = tiny::money("2.00");
  world.desired.price = PriceRule::pin;
  world.desired.overrides = {an_override({}, tiny::money("2.00"))};
  const Plan plan = world.plan();
  CHECK(plan.rows.empty());
  REQUIRE(plan.bookkeeping.confirmed.size() == 1);
  world.happened(plan.bookkeeping.confirmed.front(), std::chrono::days(1));
  world.desired.overrides.clear();
  CHECK(after(world.row()).price == tiny::money("3.50"));
}

TEST_CASE("behind an override a price that follows is that of the book, and the file has moved it") {
  World world;
  world.billed(5).price = tiny::money("2.00");
  world.desired.overrides = {an_override({}, tiny::money("2.00"))};
  world.happened(world.plan().bookkeeping.confirmed.at(0), std::chrono::days(1));
  world.desired.overrides.clear();
  price_moves(world, "9.99");
  CHECK(in_words(world.row()) == "update config price:config");
  CHECK(after(world.row()).price == tiny::money("9.99"));
}

TEST_CASE("a new line is created at the price of the book although prices are pinned") {
  World world;
  world.desired.price = PriceRule::pin;
  price_moves(world, "9.99");
  CHECK(std::get<CreateCharge>(world.row().action).to.price == tiny::money("9.99"));
}

TEST_CASE("a line that differs from ours waits until the file says whose values count") {
  World world;
  tiny::add_line(world.observed, 1, "KES-SELECT", 9).price = tiny::money("3.00");
  CHECK(in_words(world.row()) == "adopt adoption held");
  adopt(world, Take::ours);
  const Row row = world.row();
  CHECK(in_words(row) == "adopt adoption");
  CHECK(std::get<AdoptCharge>(row.action).sets());
  CHECK(row.amount_delta == tiny::money("17.50") - tiny::money("27.00"));
}

TEST_CASE("the file's word on a line is the consent to adopt it") {
  World world;
  tiny::add_line(world.observed, 1, "KES-SELECT", 5);
  const Consent nightly{true, false, false, false};
  CHECK_FALSE(consented(world.row(), nightly).action);
  adopt(world, Take::ours);
  CHECK(consented(world.row(), nightly).action);
}

TEST_CASE("a line that is taken with its price keeps it; its quantity follows the count") {
  World world;
  auto& line = tiny::add_line(world.observed, 1, "KES-SELECT", 9);
  line.price = tiny::money("3.00");
  adopt(world, Take::theirs);
  const Row row = world.row();
  CHECK(in_words(row) == "adopt adoption");
  CHECK_FALSE(std::get<AdoptCharge>(row.action).sets());
  CHECK(row.amount_delta == Money{});
  tiny::bind_line(world.ledger, world.observed, 1);
  CHECK(in_words(world.row()) == "update usage quantity:usage");
  CHECK(after(world.row()) == LineValue{5, tiny::money("3.00"), PriceLevelId(2)});
  world.desired.adopts.clear();
  CHECK(in_words(world.row()) == "update usage quantity:usage price:catalogue");
}

TEST_CASE("a line that vanishes after invoicing is never ours, whatever the file says") {
  World world;
  tiny::add_line(world.observed, 1, "KES-SELECT", 5).delete_after_invoicing = true;
  adopt(world, Take::ours);
  CHECK(in_words(world.row()) == "adopt adoption held");
}

TEST_CASE("a line of ours whose agreement went to another account is adopted there") {
  World world;
  world.billed(5);
  world.ledger.charges.begin()->second.account = AccountNumber(7);
  const Row row = world.row();
  CHECK(in_words(row) == "adopt adoption");
  CHECK(row.reason == "line 1 is ours already, under account 7; its agreement belongs to 10010 now");
}

TEST_CASE("a fixed price of one customer goes before a pinned one, and an override before it") {
  World world;
  world.billed(5);
  world.desired.price = PriceRule::pin;
  world.mapping().products = {{"Endpoint Security Select"}};
  world.mapping().products[0].price = tiny::money("2.75");
  const Row row = world.row();
  CHECK(in_words(row) == "update config price:config");
  CHECK(after(row).price == tiny::money("2.75"));
  CHECK(row.reason == "Endpoint Security Select 5; fixed price of this customer");
  CHECK(world.plan().bookkeeping.said_prices.front() ==
        SaidPrice{select_key, tiny::money("2.75"), tiny::money("3.50")});
  world.desired.overrides = {an_override(7, {})};
  CHECK(after(world.row()) == LineValue{7, tiny::money("2.75"), PriceLevelId(2)});
  CHECK(world.row().reason.find("fixed price of this customer; the file says so") != std::string::npos);
  world.desired.overrides = {an_override({}, tiny::money("1.00"))};
  CHECK(after(world.row()).price == tiny::money("1.00"));
  CHECK(world.row().reason.find("fixed price") == std::string::npos);
}

TEST_CASE("a line whose item had no price beside the fixed one is not pinned to nothing") {
  World world;
  world.billed(5).price = tiny::money("2.75");
  world.desired.price = PriceRule::pin;
  world.mapping().products = {{"Endpoint Security Select"}};
  world.mapping().products[0].price = tiny::money("2.75");
  tiny::item_of(world.observed, "KES-SELECT").prices.clear();
  const auto parts = UsageCounter(world.desired.products)
                         .count(tiny::usage_of(world.observed))
                         .by_item.at(ItemId("KES-SELECT"));
  world.happened(ChargeConfirmed{select_key, {5, tiny::money("2.75"), PriceLevelId(2)}, parts, Money{}},
                 std::chrono::days(1));
  world.mapping().products.clear();
  world.observed.items = tiny::an_observed().items;
  CHECK(after(world.row()).price == tiny::money("3.50"));
}

TEST_CASE("own terms bill one product at another level and leave the others at the mapping's") {
  World world;
  tiny::use_licence(world.observed, tiny::advanced_licence, {2, 0, 0});
  tiny::item_of(world.observed, "KES-SELECT").prices[PriceLevelId(1)].selling_price = tiny::money("4.20");
  world.mapping().products = {{"Endpoint Security Select"}};
  world.mapping().products[0].price_level = "Standard";
  const auto rows = world.plan().rows;
  REQUIRE(rows.size() == 2);
  CHECK(std::get<CreateCharge>(rows[0].action).to == LineValue{2, tiny::money("4.00"), PriceLevelId(2)});
  CHECK(std::get<CreateCharge>(rows[1].action).to == LineValue{5, tiny::money("4.20"), PriceLevelId(1)});
}

}  // namespace tariff::plan
