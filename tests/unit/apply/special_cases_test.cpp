#include <doctest/doctest.h>

#include "support/site.hpp"

namespace tariff {
namespace {

using test::Site;

/// A customer with a line of five, who leaves now; the line is deleted.
struct Leaver : Site {
  Leaver() {
    run();
    pass_quiet_period();
    desired.mappings[0].billing = Billing::off;
    desired.mappings[0].leaving = Leaving{Stop::now, {}, LineEnd::removed, "left"};
  }
  std::vector<ChargeLine>& lines() { return tiny::agreement_of(world()).lines; }
};

Site adopting(Take take) {
  Site site;
  tiny::add_line(site.world(), 1, "KES-SELECT", 9).price = tiny::money("3.00");
  site.desired.adopts = {{AccountNumber(10010), ItemId("KES-SELECT"), take, {}}};
  return site;
}

/// Prices are pinned, and an override says 2.00 instead of the 3.50 of the book.
Site pinned_with_override() {
  Site site;
  site.desired.price = PriceRule::pin;
  site.desired.overrides = {
      {AccountNumber(10010), ItemId("KES-SELECT"), {}, tiny::money("2.00"), "promised", Day{}, {}}};
  site.desired.overrides.front().until = std::chrono::year{2027} / 1 / 1;
  return site;
}

ChargeLine& only_line(Site& site) { return tiny::agreement_of(site.world()).lines.at(0); }

void price_moves(Site& site, const char* price) {
  tiny::item_of(site.world(), "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money(price);
}

}  // namespace

TEST_CASE("a line that is to be deleted stands at 0 first, and nothing of it is left") {
  Leaver site;
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(site.lines().empty());
  REQUIRE(site.tigerpaw.writes().size() >= 2);
  CHECK(site.tigerpaw.writes().at(site.tigerpaw.writes().size() - 2).starts_with("set "));
  CHECK(site.tigerpaw.writes().back().starts_with("remove "));
  CHECK(site.ledger.state().charges.empty());
  CHECK(site.plan().rows.empty());
}

TEST_CASE("a deletion of which nobody knows what became is looked at by the next run") {
  for (const auto fault :
       {test::WriteFault::reply_lost, test::WriteFault::never_came, test::WriteFault::refused}) {
    Leaver site;
    site.tigerpaw.write_faults = {test::WriteFault::none, fault};
    site.run();
    site.pass_quiet_period();
    site.run();
    CHECK(site.lines().empty());
    CHECK(site.plan().rows.empty());
  }
}

TEST_CASE("a line that somebody fills before it is deleted is not deleted") {
  Leaver site;
  site.tigerpaw.write_faults = {test::WriteFault::none, test::WriteFault::refused};
  site.run();
  site.pass_quiet_period();
  const auto plan = site.plan();
  const auto before = site.ledger.read();
  REQUIRE(before.has_value());
  site.lines().front().quantity = 4;
  CHECK(site.apply(plan, *before, test::every_consent)->count(apply::RowEnd::failed) == 1);
  CHECK(site.lines().front().quantity == 4);
}

TEST_CASE("a run that another has overtaken on the account deletes nothing") {
  Leaver site;
  site.tigerpaw.write_faults = {test::WriteFault::none, test::WriteFault::refused};
  site.run();
  site.pass_quiet_period();
  const auto plan = site.plan();
  const auto before = site.ledger.read();
  REQUIRE(before.has_value());
  // The file bills the customer again, and another run has begun to fill the line.
  const ChargeKey key{AgreementNumber(50001), ItemId("KES-SELECT")};
  REQUIRE(site.ledger.append(
      before->head,
      {{site.now, RunId("another"), ChargeIntended{key, {5, tiny::money("3.50"), PriceLevelId(2)}, {}}}}));
  const auto report = site.apply(plan, *before, test::every_consent);
  CHECK(report->count(apply::RowEnd::failed) == 1);
  CHECK(site.lines().size() == 1);
  CHECK_FALSE(site.tigerpaw.writes().back().starts_with("set "));
}

TEST_CASE("a line that is taken with our values is bound, then set") {
  Site site = adopting(Take::ours);
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT applied\n");
  CHECK(site.tigerpaw.writes() == std::vector<std::string>{"set 1 5 3.50"});
  CHECK(site.plan().rows.empty());
}

TEST_CASE("a line that is taken with its own values is bound and not written") {
  Site site = adopting(Take::theirs);
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT applied\n");
  CHECK(site.tigerpaw.writes().empty());
  site.pass_quiet_period();
  site.run(test::nightly);
  CHECK(site.tigerpaw.writes() == std::vector<std::string>{"set 1 5 3.00"});
}

TEST_CASE("what is scheduled is no failure, and what an invoice is awaited for is kept in the ledger once") {
  Leaver site;
  tiny::agreement_of(site.world()).last_billed = "2026-11-01";
  site.desired.mappings[0].leaving->stop = Stop::after_invoice;
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT scheduled\n");
  const auto entries = site.ledger.entries().size();
  CHECK(site.ledger.state().charges.begin()->second.awaited);
  site.pass_quiet_period();
  site.run();
  CHECK(site.ledger.entries().size() == entries + 2);
  CHECK(site.lines().front().quantity == 5);
  tiny::agreement_of(site.world()).last_billed = "2026-12-01";
  site.pass_quiet_period();
  site.run();
  CHECK(site.lines().empty());
}

TEST_CASE("a suspect fall is written on the third day that it is seen") {
  Site site;
  site.run();
  tiny::use_licence(site.world(), tiny::select_licence, {0, 0, 0});
  for (int day = 1; day <= 3; ++day) {
    site.pass(std::chrono::days(1));
    site.world().today = std::chrono::floor<std::chrono::days>(site.now);
    site.run(test::nightly);
    CHECK(site.tigerpaw.only_line(50001, "KES-SELECT")->quantity == (day < 3 ? 5 : 0));
  }
}

TEST_CASE(
    "behind an override a pinned line goes back to the price before it, also where it was created under it") {
  for (const bool created_under_it : {false, true}) {
    Site site = pinned_with_override();
    const auto overrides = site.desired.overrides;
    if (!created_under_it) {
      site.desired.overrides.clear();
      site.run();
      site.desired.overrides = overrides;
    }
    site.run();
    CHECK(only_line(site).price == tiny::money("2.00"));
    price_moves(site, "9.99");
    site.desired.overrides.clear();
    tiny::use_licence(site.world(), tiny::select_licence, {7, 0, 0});
    // The count goes on while the price waits for its consent.
    CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT waiting\n");
    CHECK(only_line(site).quantity == 7);
    CHECK(only_line(site).price == tiny::money("2.00"));
    site.run();
    CHECK(only_line(site).price == tiny::money("3.50"));
    CHECK_FALSE(site.ledger.state().charges.begin()->second.agreed_price);
    CHECK(site.plan().rows.empty());
  }
}

TEST_CASE("a run that ended an override is taken back with what was agreed beside it") {
  Site site = pinned_with_override();
  const auto overrides = site.desired.overrides;
  site.run();
  site.desired.overrides.clear();
  const RunId ending = site.run().run;
  CHECK(only_line(site).price == tiny::money("3.50"));
  const auto ledger = site.ledger.read();
  REQUIRE(site.apply(site.revert(ending), *ledger, test::every_consent).has_value());
  CHECK(only_line(site).price == tiny::money("2.00"));
  site.desired.overrides = overrides;
  CHECK(site.plan().rows.empty());
  site.desired.overrides.clear();
  site.run();
  CHECK(only_line(site).price == tiny::money("3.50"));
}

TEST_CASE(
    "a set of an override's price whose answer was lost agrees to nothing when the next run proves it") {
  Site site = pinned_with_override();
  const auto overrides = site.desired.overrides;
  site.desired.overrides.clear();
  site.run();
  site.pass_quiet_period();
  site.desired.overrides = overrides;
  site.tigerpaw.write_faults = {test::WriteFault::reply_lost};
  site.run();
  site.pass_quiet_period();
  site.run();
  CHECK(only_line(site).price == tiny::money("2.00"));
  site.desired.overrides.clear();
  site.run();
  CHECK(only_line(site).price == tiny::money("3.50"));
}

}  // namespace tariff
