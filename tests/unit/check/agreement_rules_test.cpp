#include <doctest/doctest.h>

#include "unit/check/world.hpp"

namespace tariff::check {
namespace {

Day day(int year, unsigned month, unsigned number) {
  return {std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{number}};
}

/// A line that a person made on the account's other agreement.
void add_by_hand(World& world, std::int64_t id, const char* item, std::int64_t quantity) {
  tiny::add_line(world.observed, id, item, quantity, 50009).source = "by hand";
}

}  // namespace

TEST_CASE("a mapping that counts needs an agreement and a price level") {
  World world;
  world.mapping().agreement.reset();
  world.mapping().price_level.reset();
  const Review review = world.review();
  CHECK(where(review, "billing-without-agreement") == "24:11 error");
  CHECK(review.problems.size() == 1);
  world.mapping().billing = Billing::off;
  CHECK(world.review().problems.empty());
}

TEST_CASE("a missing agreement that reading the file reported is not reported again") {
  World world;
  world.mapping().agreement.reset();
  world.from_file = {
      {world.mapping().place, "agreement-missing", Severity::error, Scope::mapping, 0, "No agreement.", ""}};
  const Review review = world.review();
  CHECK(review.problems.size() == 1);
  CHECK(review.set_aside[0]);
}

TEST_CASE("an agreement that Tigerpaw does not have is unknown, and the account's own are named") {
  World world;
  world.mapping().agreement = AgreementNumber(59999);
  const Review review = world.review();
  CHECK(where(review, "agreement-unknown") == "22:13 error");
  CHECK(contains(found(review, "agreement-unknown").hint, "are 50001."));
  CHECK(review.problems.size() == 1);
  world.mapping().billing = Billing::off;
  CHECK(world.review().problems.empty());
}

TEST_CASE("an agreement of another customer is an error that names its account") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  world.mapping().agreement = AgreementNumber(50002);
  const Review review = world.review();
  CHECK(where(review, "agreement-not-of-account") == "22:13 error");
  CHECK(contains(found(review, "agreement-not-of-account").message, "10011 (\"Customer 1 Ltd\")"));
  CHECK(review.problems.size() == 1);
  CHECK_FALSE(review.set_aside[1]);
}

TEST_CASE("an agreement of the parent account is an error of its own") {
  World world;
  tiny::account_of(world.observed).parent = AccountNumber(10001);
  CHECK(world.review().problems.empty());
  tiny::agreement_of(world.observed).summary.account = AccountNumber(10001);
  const Review review = world.review();
  CHECK(where(review, "agreement-of-parent") == "22:13 error");
  CHECK(review.problems.size() == 1);
}

TEST_CASE("an agreement has ended on the day after its last one") {
  World world;
  auto& end = tiny::agreement_of(world.observed).summary.end;
  end = day(2026, 11, 22);
  CHECK(world.review().problems.empty());
  end = day(2026, 11, 21);
  CHECK(where(world.review(), "agreement-ended") == "22:13 error");
  CHECK(contains(found(world.review(), "agreement-ended").message, "2026-11-21"));
  world.mapping().billing = Billing::off;
  CHECK(world.review().problems.empty());
}

TEST_CASE("an agreement that starts tomorrow has not started") {
  World world;
  auto& start = tiny::agreement_of(world.observed).summary.start;
  start = day(2026, 11, 22);
  CHECK(world.review().problems.empty());
  start = day(2026, 11, 23);
  CHECK(where(world.review(), "agreement-not-started") == "22:13 error");
}

TEST_CASE("a mistyped price level is unknown, and the near one is suggested") {
  World world;
  world.mapping().price_level = "Glod";
  CHECK(where(world.review(), "price-level-unknown") == "23:15 error");
  world.mapping().price_level = "gold";
  CHECK(contains(found(world.review(), "price-level-unknown").hint, "differs in case only from \"Gold\""));
  world.mapping().price_level = "2";
  CHECK(world.review().problems.empty());
}

TEST_CASE("a price level name that two levels have is ambiguous; an id is not") {
  World world;
  world.observed.levels.push_back({PriceLevelId(7), "Gold"});
  CHECK(where(world.review(), "price-level-ambiguous") == "23:15 error");
  CHECK(contains(found(world.review(), "price-level-ambiguous").message, "ids 2, 7"));
  world.mapping().price_level = "2";
  CHECK(world.review().problems.empty());
}

TEST_CASE("a human's line for one of our items on another agreement keeps us from billing it again") {
  World world;
  tiny::add_agreement(world.observed, 50009);
  add_by_hand(world, 9001, "KES-SELECT", 5);
  CHECK(where(world.review(), "item-billed-elsewhere") == "22:13 error");
  world.mapping().billing = Billing::observe;
  CHECK(where(world.review(), "item-billed-elsewhere") == "22:13 warning");
}

TEST_CASE("once our own line stands, a line elsewhere is a warning") {
  World world;
  tiny::add_line(world.observed, 9002, "KES-SELECT", 5);
  tiny::bind_line(world.ledger, world.observed, 9002);
  tiny::add_agreement(world.observed, 50009);
  add_by_hand(world, 9001, "KES-SELECT", 5);
  const Review review = world.review();
  CHECK(where(review, "item-billed-elsewhere") == "22:13 warning");
  CHECK_FALSE(review.set_aside[0]);
}

TEST_CASE(
    "a line elsewhere at zero, of an item that counts nothing, or of somebody else's item is no problem") {
  World world;
  tiny::add_agreement(world.observed, 50009);
  add_by_hand(world, 9001, "KES-SELECT", 0);
  add_by_hand(world, 9002, "KES-ADV-WS", 4);
  add_by_hand(world, 9003, "BACKUP", 4);
  CHECK(world.review().problems.empty());
}

TEST_CASE("a line of our source that the ledger does not know and the file does not want stops its mapping") {
  World world;
  tiny::add_agreement(world.observed, 50009);
  add_by_hand(world, 9001, "KES-ADV-WS", 4);
  CHECK(world.review().problems.empty());
  world.observed.agreements.at(AgreementNumber(50009))->lines.back().source = "Kaspersky";
  CHECK(where(world.review(), "line-not-in-ledger") == "22:13 error");
  CHECK(contains(found(world.review(), "line-not-in-ledger").message, "Line 9001 of \"Kaspersky\" bills 4"));
  world.mapping().billing = Billing::off;
  CHECK(where(world.review(), "line-not-in-ledger") == "22:13 warning");
  world.mapping().billing = Billing::on;
  tiny::bind_line(world.ledger, world.observed, 9001, 50009);
  CHECK(where(world.review(), "line-not-in-ledger").empty());
}

TEST_CASE("a second line of our source beside a bound one that the file does not want is not in the ledger") {
  World world;
  tiny::add_agreement(world.observed, 50009);
  tiny::add_line(world.observed, 9001, "KES-ADV-WS", 0, 50009);
  tiny::bind_line(world.ledger, world.observed, 9001, 50009);
  tiny::add_line(world.observed, 9002, "KES-ADV-WS", 2, 50009).source = "Kaspersky";
  world.mapping().billing = Billing::off;
  CHECK(where(world.review(), "line-not-in-ledger") == "22:13 warning");
  CHECK(contains(found(world.review(), "line-not-in-ledger").message, "Line 9002"));
}

TEST_CASE("a line of our source that the mapping wants is left to adoption") {
  World world;
  tiny::add_line(world.observed, 9001, "KES-SELECT", 5);
  tiny::agreement_of(world.observed).lines.back().source = "Kaspersky";
  CHECK(where(world.review(), "line-not-in-ledger").empty());
}

TEST_CASE("our own line on the old agreement asks for a handover, and is not somebody else's") {
  World world;
  tiny::add_agreement(world.observed, 50009);
  tiny::add_line(world.observed, 9001, "KES-SELECT", 5, 50009);
  tiny::bind_line(world.ledger, world.observed, 9001, 50009);
  const Review review = world.review();
  CHECK(where(review, "handover-missing") == "22:13 error");
  CHECK(where(review, "item-billed-elsewhere").empty());
  world.mapping().handover = Handover::now;
  CHECK(world.review().problems.empty());
}

TEST_CASE("an old agreement whose lines are at zero needs no handover") {
  World world;
  tiny::add_agreement(world.observed, 50009);
  tiny::add_line(world.observed, 9001, "KES-SELECT", 0, 50009);
  tiny::bind_line(world.ledger, world.observed, 9001, 50009);
  CHECK(world.review().problems.empty());
}

}  // namespace tariff::check
