#include <utility>
#include <variant>

#include <doctest/doctest.h>

#include "plan/consent.hpp"
#include "plan/summary.hpp"
#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

const ReplaceCharges& moves_of(const Row& row) { return std::get<ReplaceCharges>(row.action); }

void split_by_category(World& world) {
  world.desired.products[0].item.reset();
  world.desired.products[0].items = {{Category::workstation, ItemId("KES-SELECT")},
                                     {Category::server, ItemId("KES-ADV-SRV")}};
}

void move_to_50002(World& world) {
  tiny::add_agreement(world.observed, 50002);
  world.mapping().agreement = AgreementNumber(50002);
}

}  // namespace

TEST_CASE("another agreement makes one replace of the old and the new line") {
  World world;
  world.billed(5);
  move_to_50002(world);
  const Row row = world.row();
  CHECK(in_words(row) == "replace config");
  CHECK(row.address == "replace/10010/1");
  CHECK(row.amount_delta == Money{});
  REQUIRE(moves_of(row).moves.size() == 2);
  CHECK(moves_of(row).moves[0].kind == MoveKind::retire);
  CHECK(moves_of(row).moves[1].kind == MoveKind::create);
}

TEST_CASE("agreements of two periods keep their money apart in a replace") {
  World world;
  world.billed(5);
  move_to_50002(world);
  tiny::agreement_of(world.observed, 50002).summary.period = "Yearly";
  CHECK(world.row().period.empty());
  const auto delta = summary_of(world.plan()).delta;
  CHECK(delta.at("Monthly") == tiny::money("-17.50"));
  CHECK(delta.at("Yearly") == tiny::money("17.50"));
}

TEST_CASE("another item, and lines by category, make one replace") {
  World item;
  item.billed(5);
  item.desired.products[0].item = ItemId("KES-ADV-WS");
  item.desired.products[1].items.clear();
  CHECK(in_words(item.row()) == "replace config");
  World split;
  tiny::use_licence(split.observed, tiny::select_licence, {4, 1, 0});
  split.billed(5);
  split_by_category(split);
  CHECK(in_words(split.row()) == "replace config");
  CHECK(moves_of(split.row()).moves.size() == 2);
}

TEST_CASE("an old line without a trace of its sources is joined with the creates of its customer") {
  World world;
  world.billed(5);
  world.ledger.charges.at(select_key).parts.clear();
  move_to_50002(world);
  CHECK(in_words(world.row()) == "replace config");
}

TEST_CASE("a line that is independent of an exchange stays a row of its own") {
  World world;
  world.billed(5);
  tiny::add_line(world.observed, 2, "KES-ADV-NW", 3);
  tiny::bind_line(world.ledger, world.observed, 2);
  world.desired.products[0].item = ItemId("KES-ADV-WS");
  world.desired.products[1].items.erase(Category::workstation);
  const auto plan = world.plan();
  REQUIRE(plan.rows.size() == 2);
  CHECK(in_words(plan.rows[0]) == "update usage quantity:usage");
  CHECK(in_words(plan.rows[1]) == "replace config");
}

TEST_CASE("a price that moved beside a replace waits for its own consent, and the run says so") {
  World world;
  tiny::use_licence(world.observed, tiny::select_licence, {4, 1, 0});
  world.billed(5);
  split_by_category(world);
  tiny::item_of(world.observed, "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money("3.75");
  const Row row = world.row();
  CHECK(in_words(row) == "replace config");
  const Consented part = consented(row, {true, true, false, false});
  REQUIRE(part.action);
  CHECK(part.part_waits);
  CHECK(part.why == "the price waits for --allow-price-change");
}

TEST_CASE("in a replace a line whose price was edited keeps its level too, until its price is settled") {
  World world;
  tiny::use_licence(world.observed, tiny::select_licence, {4, 1, 0});
  world.billed(5).price = tiny::money("2.99");
  split_by_category(world);
  world.mapping().price_level = "Standard";
  const Row row = world.row();
  CHECK(in_words(row) == "replace config");
  for (const auto& move : moves_of(row).moves)
    if (move.kind == MoveKind::set) CHECK(move.to == LineValue{4, tiny::money("2.99"), PriceLevelId(2)});
  CHECK(consented(row, {true, true, false, false}).part_waits);
}

TEST_CASE("a replace is held by a hand edit, by a foreign line, and by an unproven create") {
  World edited;
  edited.billed(5).quantity = 6;
  move_to_50002(edited);
  CHECK(in_words(edited.row()) == "replace config held");
  World foreign;
  foreign.billed(5);
  move_to_50002(foreign);
  tiny::add_line(foreign.observed, 9, "KES-SELECT", 5, 50002);
  CHECK(in_words(foreign.row()) == "replace config held");
  World unproven;
  unproven.billed(5);
  move_to_50002(unproven);
  const ChargeKey key{AgreementNumber(50002), ItemId("KES-SELECT")};
  unproven.happened(ChargeClaimed{key, AccountNumber(10010)}, std::chrono::seconds(9));
  CHECK(in_words(unproven.row()) == "replace config unknown");
}

TEST_CASE("a product in use that nobody priced makes decreases wait, and nothing else") {
  World down;
  down.billed(9);
  down.product_set_aside = {true};
  CHECK(in_words(down.row()) == "update usage quantity:usage held");
  World up;
  up.billed(2);
  up.product_set_aside = {true};
  CHECK(in_words(up.row()) == "update usage quantity:usage");
  World create;
  create.product_set_aside = {true};
  CHECK(in_words(create.row()) == "create usage");
  World replaced;
  replaced.billed(5);
  replaced.product_set_aside = {true};
  move_to_50002(replaced);
  CHECK(in_words(replaced.row()) == "replace config held");
}

TEST_CASE(
    "a suspect fall beside a product that nobody priced waits for a person, whatever a run consents to") {
  World world;
  world.billed(9);
  world.count(0);
  CHECK(in_words(world.row()) == "update usage quantity:usage suspect");
  world.product_set_aside = {true};
  CHECK(in_words(world.row()) == "update usage quantity:usage held");
  CHECK_FALSE(consented(world.row(), {true, true, true, true}).action);
  tiny::agreement_of(world.observed).day_to_bill = 22;
  CHECK(in_words(world.row()) == "update usage quantity:usage held");
}

TEST_CASE("a count that falls waits for the unpriced product also where a risen price hides it") {
  World world;
  world.billed(9);
  tiny::item_of(world.observed, "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money("99");
  world.product_set_aside = {true};
  CHECK(in_words(world.row()) == "update usage quantity:usage price:catalogue held");
}

TEST_CASE("an account without a cross-reference is linked, and only then") {
  World world;
  auto& references = tiny::account_of(world.observed).cross_references;
  references[0].product = ExternalProductId(6);
  const auto plan = world.plan();
  REQUIRE(plan.rows.size() == 2);
  CHECK(in_words(plan.rows[0]) == "link config");
  CHECK(plan.rows[0].address == "link/10010");
  CHECK(std::get<LinkAccount>(plan.rows[0].action).external_id == "UID-CONTOSO");
  references[0].product = ExternalProductId(5);
  references[0].external_id = "another name";
  CHECK(in_words(world.row()) == "create usage");
}

TEST_CASE("an unproven link waits to the last second of the quiet period, and no longer") {
  for (const int beyond : {-1, 0, 1}) {
    World world;
    tiny::account_of(world.observed).cross_references.clear();
    world.happened(LinkUnknown{AccountNumber(10010), "no answer"},
                   quiet_period + std::chrono::seconds(beyond));
    CAPTURE(beyond);
    CHECK(in_words(world.plan().rows.at(0)) == (beyond < 0 ? "link config unknown" : "link config"));
  }
}

TEST_CASE("an observed mapping is compared and never changed") {
  World world;
  world.mapping().billing = Billing::observe;
  tiny::add_line(world.observed, 9, "KES-SELECT", 3);
  tiny::account_of(world.observed).cross_references.clear();
  CHECK(in_words(world.row()) == "observe usage");
  CHECK(world.row().amount_delta == tiny::money("7.00"));
  CHECK(world.plan().bookkeeping.confirmed.empty());
  REQUIRE(world.plan().bookkeeping.tenants.size() == 1);
  CHECK(world.plan().bookkeeping.tenants[0].lines->empty());
  REQUIRE(world.plan().observed.size() == 1);
  CHECK(world.plan().observed[0] == ObservedTotal{"Monthly", 1, 0, tiny::money("7.00"), Money{}});
  CHECK(is_empty(world.plan()));
}

TEST_CASE("observing sums up what agrees and what would be billed less") {
  World world;
  world.mapping().billing = Billing::observe;
  tiny::add_line(world.observed, 8, "KES-SELECT", 5);
  tiny::add_line(world.observed, 9, "KES-ADV-WS", 2);
  CHECK(world.plan().observed.at(0) == ObservedTotal{"Monthly", 2, 1, Money{}, tiny::money("-8.00")});
}

TEST_CASE("a mapping that observes from now on gives its lines back") {
  World world;
  world.billed(2);
  world.mapping().billing = Billing::observe;
  const auto plan = world.plan();
  REQUIRE(plan.rows.size() == 2);
  CHECK(in_words(plan.rows[0]) == "observe usage");
  CHECK(in_words(plan.rows[1]) == "release config");
}

TEST_CASE("without a ledger only what is observed is planned") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  world.set_aside = world.unread = world.product_set_aside = {false, false};
  world.desired.mappings[1].billing = Billing::observe;
  world.has_ledger = false;
  const auto plan = world.plan();
  REQUIRE(plan.rows.size() == 1);
  CHECK(in_words(plan.rows[0]) == "observe usage");
  CHECK_FALSE(plan.ownership_known);
  CHECK_FALSE(plan.complete);
  CHECK_FALSE(plan.applyable);
  world.mapping().billing = Billing::observe;
  CHECK(world.plan().ownership_known);
  CHECK(world.plan().applyable);
}

TEST_CASE("a mapping that is set aside has no rows and shows what it goes on billing, and since when") {
  World world;
  world.billed(9);
  world.set_aside = {true};
  world.problems = {{{}, "agreement-ended", Severity::error, Scope::mapping, 0, "It ended.", ""}};
  const auto plan = world.plan();
  CHECK(plan.rows.empty());
  REQUIRE(plan.set_aside.size() == 1);
  CHECK(plan.set_aside[0].rule == "agreement-ended");
  CHECK(plan.set_aside[0].still_bills == std::map<std::string, Money>{{"Monthly", tiny::money("31.50")}});
  CHECK(plan.set_aside[0].days == 1);
  CHECK(plan.complete);
}

TEST_CASE("a tenant that could not be read keeps its lines, and the plan is not complete") {
  World world;
  world.billed(9);
  world.observed.usage.insert_or_assign(TenantId(3), Error{ErrorKind::unavailable, "lost", ""});
  world.unread = world.set_aside = {true};
  const auto plan = world.plan();
  CHECK(plan.rows.empty());
  CHECK(plan.set_aside.at(0).unread);
  CHECK_FALSE(plan.complete);
  CHECK(plan.applyable);
  CHECK(plan.coverage.sources.at(0).expected == 1);
  CHECK(plan.coverage.sources.at(0).read == 0);
}

TEST_CASE("tenants and accounts that no mapping names are listed") {
  World world;
  Desired other;
  tiny::add_customer(other, world.observed, 1);
  const auto plan = world.plan();
  CHECK(plan.coverage.unmapped_tenants() == std::vector<std::string>{"Customer 1"});
  CHECK(plan.coverage.unmapped_accounts == std::vector<std::string>{"10011 Customer 1 Ltd"});
}

TEST_CASE("what was agreed for the tenant is booked when it is new, and not again") {
  World world;
  CHECK(world.plan().bookkeeping.tenants.empty());
  world.ledger.tenants.clear();
  REQUIRE(world.plan().bookkeeping.tenants.size() == 1);
  CHECK(world.plan().bookkeeping.tenants[0] == tiny::a_ledger().tenants.begin()->second);
}

TEST_CASE("customers go by account, whatever their order in the file, each with its link first") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  world.set_aside = world.unread = world.product_set_aside = {false, false};
  tiny::account_of(world.observed, 10011).cross_references.clear();
  std::swap(world.desired.mappings[0], world.desired.mappings[1]);
  std::vector<std::string> addresses;
  for (const auto& row : world.plan().rows) addresses.push_back(row.address);
  CHECK(addresses ==
        std::vector<std::string>{"charge/50001/KES-SELECT", "link/10011", "charge/50002/KES-SELECT"});
}

TEST_CASE("consent goes by cause, field by field") {
  World world;
  world.billed(2);
  tiny::item_of(world.observed, "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money("3.75");
  const Row row = world.row();
  const auto usage = consented(row, {true, false, false, false});
  CHECK(usage.part_waits);
  CHECK(std::get<UpdateCharge>(*usage.action).to == LineValue{5, tiny::money("3.50"), PriceLevelId(2)});
  const auto price = consented(row, {false, false, true, false});
  CHECK(std::get<UpdateCharge>(*price.action).to == LineValue{2, tiny::money("3.75"), PriceLevelId(2)});
  CHECK_FALSE(consented(row, {}).action.has_value());
  const auto both = consented(row, {true, false, true, false});
  CHECK_FALSE(both.part_waits);
  CHECK(std::get<UpdateCharge>(*both.action).to == LineValue{5, tiny::money("3.75"), PriceLevelId(2)});
}

TEST_CASE("a level and its price go together: where one of them waits, only the count goes") {
  World world;
  world.billed(2).price = tiny::money("2.99");
  world.mapping().price_level = "Standard";
  const Row row = world.row();
  CHECK(in_words(row).find("price:hand") != std::string::npos);
  const auto part = consented(row, {true, true, true, false});
  REQUIRE(part.action);
  CHECK(std::get<UpdateCharge>(*part.action).to == LineValue{5, tiny::money("2.99"), PriceLevelId(2)});
  CHECK(part.why.find("the level waits for the rest of its terms") != std::string::npos);
  const auto restored = consented(row, {true, true, true, false, true});
  CHECK_FALSE(restored.part_waits);
}

TEST_CASE("no consent of a run lets a held row through") {
  World world;
  world.billed(5).quantity = 6;
  const auto all = consented(world.row(), {true, true, true, true});
  CHECK_FALSE(all.action.has_value());
  CHECK(all.why == world.row().hold_reason);
}

}  // namespace tariff::plan
