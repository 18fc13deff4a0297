#include <variant>

#include <doctest/doctest.h>

#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

void price_moves(World& world, const char* price) {
  tiny::item_of(world.observed, "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money(price);
}

}  // namespace

TEST_CASE("a line that is missing is created with what the tenant uses") {
  World world;
  const Row row = world.row();
  CHECK(in_words(row) == "create usage");
  CHECK(row.address == "charge/50001/KES-SELECT");
  CHECK(std::get<CreateCharge>(row.action).to == LineValue{5, tiny::money("3.50"), PriceLevelId(2)});
  CHECK(row.amount_delta == tiny::money("17.50"));
  CHECK(row.period == "Monthly");
  CHECK(row.reason == "Endpoint Security Select 5");
}

TEST_CASE("a create is configuration until the tenant, its account, agreement and item were agreed") {
  World unknown_tenant;
  unknown_tenant.ledger.tenants.clear();
  CHECK(in_words(unknown_tenant.row()) == "create config");
  World other_agreement;
  for (auto& key : *other_agreement.ledger.tenants.begin()->second.lines) key.agreement = AgreementNumber(7);
  CHECK(in_words(other_agreement.row()) == "create config");
  World other_account;
  other_account.ledger.tenants.begin()->second.account = AccountNumber(7);
  CHECK(in_words(other_account.row()) == "create config");
  World other_items;
  other_items.ledger.tenants.begin()->second.lines = {{{AgreementNumber(50001), ItemId("KES-ADV-WS")}}};
  CHECK(in_words(other_items.row()) == "create config");
}

TEST_CASE("a line that holds what is wanted makes no row") {
  World world;
  world.billed(5);
  CHECK(world.plan().rows.empty());
  CHECK(world.plan().bookkeeping.empty());
}

TEST_CASE("a count that moved, up or down, is usage") {
  for (const std::int64_t stands : {2, 9}) {
    World world;
    world.billed(stands);
    CHECK(in_words(world.row()) == "update usage quantity:usage");
    CHECK(world.row().amount_delta == tiny::money("3.50") * (5 - stands));
  }
}

TEST_CASE("a price that Tigerpaw moved is catalogue, beside a count that is usage") {
  World world;
  world.billed(2);
  price_moves(world, "3.75");
  CHECK(in_words(world.row()) == "update usage quantity:usage price:catalogue");
  world.count(2);
  CHECK(in_words(world.row()) == "update catalogue price:catalogue");
}

TEST_CASE("another price level in the file is configuration, and so is the price that comes with it") {
  World world;
  world.billed(5);
  world.mapping().price_level = "Standard";
  CHECK(in_words(world.row()) == "update config price:config level:config");
}

TEST_CASE("a price, a level or a quantity that a person edited is held for a person") {
  World price;
  price.billed(5).price = tiny::money("1.00");
  CHECK(in_words(price.row()) == "update hand price:hand held");
  World level;
  level.billed(5).level = PriceLevelId(1);
  CHECK(in_words(level.row()) == "update hand level:hand held");
  World quantity;
  quantity.billed(5).quantity = 6;
  CHECK(in_words(quantity.row()) == "update hand quantity:hand held");
}

TEST_CASE("a hand edit of one field does not hold the others") {
  World world;
  world.billed(2).price = tiny::money("1.00");
  CHECK(in_words(world.row()) == "update usage quantity:usage price:hand");
}

TEST_CASE("a hand edit that equals what is wanted is simply agreed") {
  World world;
  world.billed(2).quantity = 5;
  CHECK(world.plan().rows.empty());
  REQUIRE(world.plan().bookkeeping.confirmed.size() == 1);
  CHECK(world.plan().bookkeeping.confirmed[0].value.quantity == 5);
}

TEST_CASE("a value that may be a lagging list is not booked before the quiet period ends") {
  World world;
  auto& line = world.billed(2);
  const ChargeConfirmed confirmed{select_key, {8, line.price, line.level}, {}};
  world.happened(confirmed, std::chrono::seconds(5));
  line.quantity = 5;
  CHECK(world.plan().rows.empty());
  CHECK(world.plan().bookkeeping.confirmed.empty());
  world.happened(confirmed, quiet_period);
  CHECK(world.plan().bookkeeping.confirmed.size() == 1);
}

TEST_CASE("another product or category on a line is configuration; the order of products is not") {
  World world;
  world.billed(2);
  world.desired.products[1].items = {{Category::server, ItemId("KES-SELECT")}};
  CHECK(in_words(world.row()) == "update config quantity:config");

  World shared;
  shared.desired.products[1].items = {{Category::server, ItemId("KES-SELECT")}};
  shared.billed(2);
  auto& parts = shared.ledger.charges.at(select_key).parts;
  parts.push_back({TenantUid("UID-CONTOSO"), "Endpoint Security Advanced", Category::server, 0});
  CHECK(in_words(shared.row()) == "update usage quantity:usage");
  std::swap(shared.desired.products[0], shared.desired.products[1]);
  CHECK(in_words(shared.row()) == "update usage quantity:usage");
}

TEST_CASE("a late set is ours, whatever was counted meanwhile") {
  World world;
  auto& line = world.billed(5);
  world.happened(ChargeIntended{select_key, {8, line.price, line.level}}, quiet_period * 2);
  world.happened(ChargeUnknown{select_key, "no answer"}, quiet_period * 2);
  line.quantity = 8;
  CHECK(in_words(world.row()) == "update usage quantity:usage");
}

TEST_CASE("an unproven set holds the line to the last second of the quiet period, and no longer") {
  for (const int beyond : {-1, 0, 1}) {
    World world;
    auto& line = world.billed(4);
    const auto ago = quiet_period + std::chrono::seconds(beyond);
    world.happened(ChargeIntended{select_key, {8, line.price, line.level}}, ago);
    world.happened(ChargeUnknown{select_key, "no answer"}, ago);
    CAPTURE(beyond);
    CHECK(in_words(world.row()) ==
          (beyond < 0 ? "update usage quantity:usage unknown" : "update usage quantity:usage"));
  }
}

TEST_CASE("an unproven create waits to the last second of the quiet period, and no longer") {
  for (const int beyond : {-1, 0, 1}) {
    World world;
    world.happened(ChargeClaimed{select_key, AccountNumber(10010)},
                   quiet_period + std::chrono::seconds(beyond));
    CAPTURE(beyond);
    CHECK(in_words(world.row()) == (beyond < 0 ? "create usage unknown" : "create usage"));
  }
}

TEST_CASE("an empty line that an unproven create left is taken, at once") {
  World world;
  world.happened(ChargeClaimed{select_key, AccountNumber(10010)}, std::chrono::seconds(1));
  tiny::add_line(world.observed, 77, "KES-SELECT", 0);
  CHECK(in_words(world.row()) == "create usage");
  CHECK(std::get<CreateCharge>(world.row().action).proven == DetailId(77));
}

TEST_CASE("a line with money is not taken for what an unproven create left") {
  World world;
  world.happened(ChargeClaimed{select_key, AccountNumber(10010)}, std::chrono::seconds(1));
  tiny::add_line(world.observed, 77, "KES-SELECT", 4);
  CHECK(in_words(world.row()) == "adopt adoption held");
}

TEST_CASE("a line that somebody else made is adopted where it equals ours, else held") {
  World equal;
  tiny::add_line(equal.observed, 9, "KES-SELECT", 5);
  CHECK(in_words(equal.row()) == "adopt adoption");
  CHECK(equal.row().amount_delta == Money{});
  World quantity;
  tiny::add_line(quantity.observed, 9, "KES-SELECT", 4);
  CHECK(in_words(quantity.row()) == "adopt adoption held");
  World price;
  tiny::add_line(price.observed, 9, "KES-SELECT", 5).price = tiny::money("3.49");
  CHECK(in_words(price.row()) == "adopt adoption held");
  World level;
  tiny::add_line(level.observed, 9, "KES-SELECT", 5).level = PriceLevelId(1);
  CHECK(in_words(level.row()) == "adopt adoption held");
}

TEST_CASE("a line with a flag that ours never have is not adopted") {
  World after_invoicing;
  tiny::add_line(after_invoicing.observed, 9, "KES-SELECT", 5).delete_after_invoicing = true;
  CHECK(in_words(after_invoicing.row()) == "adopt adoption held");
  World flat;
  tiny::add_line(flat.observed, 9, "KES-SELECT", 5).use_flat_price = true;
  CHECK(in_words(flat.row()) == "adopt adoption held");
  World printed;
  tiny::add_line(printed.observed, 9, "KES-SELECT", 5).print_when_zero = true;
  CHECK(in_words(printed.row()) == "adopt adoption held");
}

TEST_CASE("of two lines that are nobody's none is chosen") {
  World world;
  tiny::add_line(world.observed, 8, "KES-SELECT", 5);
  tiny::add_line(world.observed, 9, "KES-SELECT", 5);
  CHECK(in_words(world.row()) == "create adoption held");
  CHECK(world.row().hold_reason.find("8, 9") != std::string::npos);
  CHECK(world.row().amount_delta == Money{});
}

TEST_CASE("an empty line beside ours is left alone, one with money holds a change of ours") {
  World stray;
  stray.billed(2);
  tiny::add_line(stray.observed, 8, "KES-SELECT", 0);
  CHECK(in_words(stray.row()) == "update usage quantity:usage");
  World billing;
  billing.billed(2);
  tiny::add_line(billing.observed, 8, "KES-SELECT", 3);
  CHECK(in_words(billing.row()) == "update usage quantity:usage held");
}

TEST_CASE("a line that is to go waits while a copy of it bills; a line of somebody else does not hold it") {
  World world;
  world.billed(5);
  world.mapping().billing = Billing::off;
  auto& other = tiny::add_line(world.observed, 8, "KES-SELECT", 5);
  CHECK(in_words(world.row()) == "retire config held");
  CHECK(world.row().hold_reason ==
        "Line 8 beside ours is a copy of it and would go on billing; remove it in Tigerpaw.");
  other.quantity = 0;
  CHECK(in_words(world.row()) == "retire config");
  other.quantity = 5;
  other.source = "";
  CHECK(in_words(world.row()) == "retire config");
}

TEST_CASE("a count that comes from another virtual server since says which one, and by whose word") {
  World world;
  world.billed(5);
  for (auto& part : world.ledger.charges.at(select_key).parts) part.tenant = TenantUid("UID-OLD");
  world.count(6);
  CHECK(in_words(world.row()) == "update config quantity:config");
  CHECK(world.row().reason == "Endpoint Security Select 6");
  world.desired.moved = {{"Contoso", TenantUid("UID-OLD"), TenantUid("UID-CONTOSO"), "new server", {}}};
  CHECK(world.row().reason == "Endpoint Security Select 6; moved from UID-OLD by [[moved]]");
}

TEST_CASE("a line of ours that vanished with money is held, an empty one starts again") {
  World with_money;
  with_money.billed(5);
  tiny::agreement_of(with_money.observed).lines.clear();
  CHECK(in_words(with_money.row()) == "create hand held");
  CHECK(with_money.row().hold_reason ==
        "Line 1, which was ours, is gone from Tigerpaw; look there first. Then `tariff resolve "
        "charge/50001/KES-SELECT`.");
  World empty;
  empty.billed(0);
  tiny::agreement_of(empty.observed).lines.clear();
  CHECK(in_words(empty.row()) == "create usage");
}

TEST_CASE("a line whose id carries another item by now is not ours any more") {
  World world;
  world.billed(5).item = ItemId("KES-ADV-WS");
  const auto plan = world.plan();
  REQUIRE_FALSE(plan.rows.empty());
  for (const auto& row : plan.rows) CHECK_FALSE(std::holds_alternative<UpdateCharge>(row.action));
  CHECK(in_words(plan.rows.back()) == "create hand held");
}

TEST_CASE("a count of zero lowers the line, or keeps it where the file says so") {
  World world;
  world.billed(5);
  world.count(0);
  CHECK(in_words(world.row()) == "update usage quantity:usage suspect");
  world.desired.on_zero = ZeroRule::keep;
  CHECK(world.plan().rows.empty());
}

TEST_CASE("billing that is off retires our lines, once") {
  World world;
  world.billed(5);
  world.mapping().billing = Billing::off;
  CHECK(in_words(world.row()) == "retire config");
  CHECK(world.row().amount_delta == tiny::money("-17.50"));
  tiny::agreement_of(world.observed).lines[0].quantity = 0;
  world.happened(ChargeRetired{select_key}, std::chrono::seconds(1));
  CHECK(world.plan().rows.empty());
}

TEST_CASE("a retired line that is wanted again is configuration") {
  World world;
  world.billed(5).quantity = 0;
  world.happened(ChargeRetired{select_key}, std::chrono::hours(9));
  CHECK(in_words(world.row()) == "update config quantity:config");
}

TEST_CASE("a line to retire that was edited by hand, is gone or cannot be read is held") {
  World edited;
  edited.billed(5).quantity = 7;
  edited.mapping().billing = Billing::off;
  CHECK(in_words(edited.row()) == "retire hand held");
  World gone;
  gone.billed(5);
  gone.mapping().billing = Billing::off;
  tiny::agreement_of(gone.observed).lines.clear();
  CHECK(in_words(gone.row()) == "retire config held");
  World unread;
  unread.billed(5);
  unread.mapping().billing = Billing::off;
  unread.observed.agreements.insert_or_assign(AgreementNumber(50001), Error{ErrorKind::unavailable, "", ""});
  CHECK(in_words(unread.row()) == "retire config held");
}

TEST_CASE("a line that never was set keeps quiet when its customer is turned off") {
  World world;
  world.happened(ChargeClaimed{select_key, AccountNumber(10010)}, std::chrono::seconds(9));
  world.mapping().billing = Billing::off;
  CHECK(world.plan().rows.empty());
}

TEST_CASE(
    "a count's rule is the file's: another one is a change of the file, and devices go on moving under it") {
  World world;
  world.billed(12);
  world.count(12);
  Product& product = world.desired.products.at(0);
  product.rule = {CountBasis::in_use, 0, 5, 0, {}};
  Row row = world.row();
  CHECK(in_words(row) == "update config quantity:config");
  CHECK(row.reason == "Endpoint Security Select 12, billed 15: in packs of 5");
  const auto& update = std::get<UpdateCharge>(row.action);
  CHECK(update.to.quantity == 15);
  world.happened(ChargeConfirmed{select_key, update.to, update.parts}, std::chrono::hours(1));
  tiny::agreement_of(world.observed).lines.front().quantity = 15;
  CHECK(world.plan().rows.empty());
  world.count(15);
  CHECK(world.plan().rows.empty());
  world.count(16);
  row = world.row();
  CHECK(in_words(row) == "update usage quantity:usage");
  CHECK(row.reason == "Endpoint Security Select 16, billed 20: in packs of 5");
  product.rule = {};
  CHECK(in_words(world.row()) == "update config quantity:config");
}

TEST_CASE("what was purchased goes to another item as one replace, with no device on it as well") {
  World world;
  Product& product = world.desired.products.at(0);
  product.rule.basis = CountBasis::purchased;
  auto& licence = world.observed.usage.begin()->second.value().licences.at(0);
  licence.devices.clear();
  licence.bought = 25;
  world.billed(25);
  const auto parts = UsageCounter(world.desired.products)
                         .count(world.observed.usage.begin()->second.value())
                         .by_item.at(select_key.item);
  world.happened(ChargeConfirmed{select_key, *world.ledger.charges.at(select_key).confirmed, parts},
                 std::chrono::hours(1));
  CHECK(world.plan().rows.empty());
  product.item = ItemId("KES-ADV-NW");
  CHECK(in_words(world.row()) == "replace config");
}

TEST_CASE("who uses no more than what is included has no line, and a line of theirs goes to 0") {
  World world;
  world.desired.products.at(0).rule = {CountBasis::in_use, 5, 1, 0, {}};
  world.count(5);
  CHECK(world.plan().rows.empty());
  world.count(6);
  CHECK(std::get<CreateCharge>(world.row().action).to.quantity == 1);
  world.billed(1);
  world.count(4);
  CHECK(std::get<UpdateCharge>(world.row().action).to.quantity == 0);
}

}  // namespace tariff::plan
