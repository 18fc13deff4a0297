#include "plan/drift.hpp"

#include <string>

#include <doctest/doctest.h>

#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

DriftReport drift_in(const World& world) {
  return drift_of(world.plan(), world.desired, world.observed, world.has_ledger ? &world.ledger : nullptr);
}

/// "edited quantity price", a drift a line; what does not count stands in brackets.
std::string in_words(const DriftReport& report) {
  std::string out;
  for (const auto& drift : report.drifts) {
    std::string text(drift_kind_name(drift.kind));
    for (const auto field : drift.fields) text += " " + std::string(field_name(field));
    out += (drift.counts() ? text : "(" + text + ")") + "\n";
  }
  return out;
}

std::string in_words(const World& world) { return in_words(drift_in(world)); }

World a_billed_world() {
  World world;
  world.billed(5);
  return world;
}

Ignore an_ignore(const World& world, int days) {
  const Day until{std::chrono::sys_days(world.observed.today) + std::chrono::days(days)};
  return {AccountNumber(10010), std::nullopt, "agreed by phone", until, {}};
}

}  // namespace

TEST_CASE("a line that stands as we wrote it is no drift") {
  const World world = a_billed_world();
  const auto report = drift_in(world);
  CHECK(report.drifts.empty());
  CHECK(report.lines_compared == 1);
}

TEST_CASE("a hand edit names its fields, what we wrote, what stands, and the money") {
  World world = a_billed_world();
  auto& line = tiny::agreement_of(world.observed).lines.at(0);
  line.quantity = 9;
  line.price = tiny::money("3.00");
  const auto report = drift_in(world);
  CHECK(in_words(report) == "edited quantity price\n");
  const Drift& drift = report.drifts.at(0);
  CHECK(drift.written->quantity == 5);
  CHECK(drift.live->quantity == 9);
  CHECK(drift.amount_delta == tiny::money("9.50"));
  CHECK(drift.account_name == "Contoso Ltd");
  CHECK(drift.tenant == "Contoso");
  CHECK(drift.period == "Monthly");
}

TEST_CASE("a hand edit is drift also where the file lets it stand or writes over it") {
  for (const auto rule : {HandEditRule::hold, HandEditRule::keep, HandEditRule::restore}) {
    World world = a_billed_world();
    world.desired.hand_edit = rule;
    tiny::agreement_of(world.observed).lines.at(0).price = tiny::money("1.00");
    CHECK(in_words(world) == "edited price\n");
  }
}

TEST_CASE("a value of ours that arrived late is no hand edit") {
  World world = a_billed_world();
  world.happened(ChargeIntended{select_key, {8, tiny::money("3.50"), PriceLevelId(2)}},
                 std::chrono::hours(1));
  tiny::agreement_of(world.observed).lines.at(0).quantity = 8;
  CHECK(in_words(world) == "(usage quantity)\n");
}

TEST_CASE("a line that billed something and is gone has vanished, an empty one has not") {
  World world = a_billed_world();
  tiny::agreement_of(world.observed).lines.clear();
  const auto report = drift_in(world);
  CHECK(in_words(report) == "vanished\n");
  CHECK(report.drifts.at(0).amount_delta == tiny::money("-17.50"));
  World empty;
  empty.billed(0);
  empty.count(0);
  tiny::agreement_of(empty.observed).lines.clear();
  CHECK(in_words(empty).empty());
}

TEST_CASE("a line beside ours, and a foreign one with our item, are drift") {
  World second = a_billed_world();
  tiny::add_line(second.observed, 7, "KES-SELECT", 2).source = "Ann";
  const auto report = drift_in(second);
  CHECK(in_words(report) == "second_line\n");
  CHECK(report.drifts.at(0).detail == DetailId(7));
  CHECK(report.drifts.at(0).reason == "Ann");
  CHECK(report.drifts.at(0).amount_delta == tiny::money("7.00"));
  World foreign = a_billed_world();
  tiny::add_line(foreign.observed, 7, "KES-ADV-WS", 2);
  CHECK(in_words(foreign) == "foreign_line\n");
}

TEST_CASE("a line with an item that is not ours, or of a customer who is only observed, is no drift") {
  World other = a_billed_world();
  tiny::add_line(other.observed, 7, "BACKUP", 2);
  CHECK(in_words(other).empty());
  World observed;
  observed.mapping().billing = Billing::observe;
  tiny::add_line(observed.observed, 7, "KES-SELECT", 2);
  CHECK(in_words(observed).empty());
}

TEST_CASE("a count that moved is shown and does not count, a moved price book counts") {
  World world = a_billed_world();
  world.count(8);
  tiny::item_of(world.observed, "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money("4.00");
  const auto report = drift_in(world);
  CHECK(in_words(report) == "catalogue price\n(usage quantity)\n");
  CHECK(report.drifts.at(0).amount_delta == tiny::money("2.50"));
  CHECK(report.drifts.at(1).amount_delta == tiny::money("10.50"));
  CHECK(report.count() == 1);
}

TEST_CASE("what the file wants otherwise is shown and does not count") {
  World level = a_billed_world();
  level.mapping().price_level = "Standard";
  CHECK(in_words(level) == "(config price level)\n");
  World off = a_billed_world();
  off.mapping().billing = Billing::off;
  CHECK(in_words(off) == "(config)\n");
  World created;
  CHECK(in_words(created) == "(usage)\n");
}

TEST_CASE("lines that exchange counts are each shown") {
  World world = a_billed_world();
  tiny::use_licence(world.observed, tiny::select_licence, {0, 0, 0});
  tiny::use_licence(world.observed, tiny::advanced_licence, {5, 0, 0});
  const auto report = drift_in(world);
  CHECK(report.count() == 0);
  CHECK(report.drifts.size() == 2);
}

TEST_CASE("an ignore silences its account up to its day, and says so afterwards") {
  World world = a_billed_world();
  tiny::agreement_of(world.observed).lines.at(0).quantity = 9;
  world.desired.ignores = {an_ignore(world, 0)};
  CHECK(in_words(world) == "(edited quantity)\n");
  CHECK(drift_in(world).drifts.at(0).ignored->reason == "agreed by phone");
  world.desired.ignores = {an_ignore(world, -1)};
  CHECK(in_words(world) == "edited quantity\n");
  CHECK(drift_in(world).drifts.at(0).ended->reason == "agreed by phone");
}

TEST_CASE("an ignore of another item or account silences nothing") {
  World world = a_billed_world();
  tiny::agreement_of(world.observed).lines.at(0).quantity = 9;
  Ignore ignore = an_ignore(world, 5);
  ignore.item = ItemId("KES-ADV-WS");
  world.desired.ignores = {ignore};
  CHECK(drift_in(world).count() == 1);
  ignore.item = ItemId("KES-SELECT");
  world.desired.ignores = {ignore};
  CHECK(drift_in(world).count() == 0);
  ignore.account = AccountNumber(7);
  world.desired.ignores = {ignore};
  CHECK(drift_in(world).count() == 1);
}

TEST_CASE("lines of ours whose customer the file does not name were not looked at, and are counted") {
  World world = a_billed_world();
  world.observed.agreements.clear();
  world.desired.mappings.clear();
  world.set_aside = world.unread = world.product_set_aside = {};
  const auto report = drift_in(world);
  CHECK(report.lines_compared == 0);
  CHECK(report.lines_unwatched == 1);
}

TEST_CASE("without a ledger nobody says that a line is somebody else's") {
  World world = a_billed_world();
  world.has_ledger = false;
  CHECK(drift_in(world).drifts.empty());
}

}  // namespace tariff::plan
