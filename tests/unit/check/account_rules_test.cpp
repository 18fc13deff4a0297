#include <doctest/doctest.h>

#include "unit/check/world.hpp"

namespace tariff::check {

TEST_CASE("an account that Tigerpaw does not have is the one problem, whatever else hangs on it") {
  World world;
  world.mapping().account = AccountNumber(10099);
  world.ledger = {};
  const Review review = world.review();
  CHECK(where(review, "account-unknown") == "21:11 error");
  CHECK(review.problems.size() == 1);
  world.observed.accounts.insert_or_assign(AccountNumber(10099), absent());
  CHECK(where(world.review(), "account-unknown") == "21:11 error");
}

TEST_CASE("a pinned name tells which account was meant") {
  World world;
  world.mapping().account = AccountNumber(10099);
  world.mapping().account_name = "Contoso Ltd";
  CHECK(contains(found(world.review(), "account-unknown").hint, "\"Contoso Ltd\" has the number 10010"));
  world.mapping().account_name = "Contozo Ltd";
  CHECK(contains(found(world.review(), "account-unknown").hint, "Did you mean \"Contoso Ltd\"?"));
}

TEST_CASE("a pinned account name that differs is an error where it stands") {
  World world;
  world.mapping().account_name = "Contoso GmbH";
  world.mapping().places["account_name"] =
      tiny::place_line(world.desired, "account_name", "\"Contoso GmbH\"");
  const Review review = world.review();
  CHECK(where(review, "account-name-differs") == "25:16 error");
  CHECK(
      contains(found(review, "account-name-differs").message, "named \"Contoso Ltd\", not \"Contoso GmbH\""));
  world.mapping().account_name = "Contoso Ltd";
  CHECK(world.review().problems.empty());
}

TEST_CASE("an account without our cross-reference is warned of where billing is on") {
  World world;
  tiny::account_of(world.observed).cross_references.front().product = ExternalProductId(6);
  const Review review = world.review();
  CHECK(where(review, "account-not-linked") == "21:11 warning");
  CHECK_FALSE(review.set_aside[0]);
  world.mapping().billing = Billing::observe;
  CHECK(world.review().problems.empty());
}

TEST_CASE(
    "a cross-reference that names another mapped tenant is an error; an unknown one is not ours to judge") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  auto& external_id = tiny::account_of(world.observed).cross_references.front().external_id;
  external_id = "uid-1";
  const Review review = world.review();
  CHECK(where(review, "cross-reference-of-another-tenant") == "21:11 error");
  CHECK(contains(found(review, "cross-reference-of-another-tenant").message, "\"Customer 1\""));
  CHECK_FALSE(review.set_aside[1]);
  external_id = "written by another tool";
  CHECK(world.review().problems.empty());
}

TEST_CASE("an account that could not be read makes its mapping unread") {
  World world;
  world.observed.accounts.insert_or_assign(AccountNumber(10010), unreadable());
  const Review review = world.review();
  CHECK(where(review, "tigerpaw-unread") == "21:11 error");
  CHECK(review.problems.size() == 1);
  CHECK(review.unread[0]);
}

TEST_CASE("unread agreements set a mapping aside that is off as well") {
  World world;
  world.mapping().billing = Billing::off;
  world.observed.agreements_of.insert_or_assign(AccountNumber(10010), unreadable());
  CHECK(where(world.review(), "tigerpaw-unread") == "21:11 error");
  CHECK(world.review().unread[0]);
}

TEST_CASE("an unread agreement of the account, and one where our lines stand, makes the mapping unread") {
  World world;
  tiny::add_agreement(world.observed, 50009);
  world.observed.agreements.insert_or_assign(AgreementNumber(50009), unreadable());
  CHECK(where(world.review(), "tigerpaw-unread") == "22:13 error");
  CHECK(contains(found(world.review(), "tigerpaw-unread").message, "The agreement 50009 could not be read"));
}

TEST_CASE("a credit hold, another default level and bills to the parent are warnings") {
  World world;
  auto& account = tiny::account_of(world.observed);
  account.credit_hold = true;
  account.default_level = PriceLevelId(1);
  account.default_level_name = "Standard";
  account.bills_parent = true;
  account.parent = AccountNumber(10001);
  const Review review = world.review();
  CHECK(where(review, "credit-hold") == "21:11 warning");
  CHECK(where(review, "level-not-default") == "23:15 warning");
  CHECK(where(review, "bill-to-parent") == "21:11 warning");
  CHECK_FALSE(review.set_aside[0]);
  world.mapping().billing = Billing::off;
  CHECK(world.review().problems.empty());
}

TEST_CASE("a missing External Product stops everything where billing is on, and warns where all only look") {
  World world;
  world.observed.external_products.front().name = "Kaspersky Lab";
  const Review review = world.review();
  CHECK(where(review, "external-product-missing") == "6:20 error");
  CHECK(review.stops_everything());
  world.mapping().billing = Billing::observe;
  CHECK(where(world.review(), "external-product-missing") == "6:20 warning");
  CHECK_FALSE(world.review().stops_everything());
}

TEST_CASE("an inactive External Product stops everything where billing is on") {
  World world;
  world.observed.external_products.front().active = false;
  CHECK(where(world.review(), "external-product-inactive") == "6:20 error");
  CHECK(world.review().stops_everything());
  world.observed.external_products.front().active = true;
  CHECK(where(world.review(), "external-product-inactive").empty());
}

TEST_CASE("lines that still bill an account that left the file are an error without a place") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  tiny::add_line(world.observed, 9001, "KES-SELECT", 37);
  tiny::bind_line(world.ledger, world.observed, 9001);
  CHECK(where(world.review(), "mapping-missing").empty());
  world.desired.mappings.erase(world.desired.mappings.begin());
  const Diagnostic problem = found(world.review(), "mapping-missing");
  CHECK(where(world.review(), "mapping-missing") == "0:0 error");
  CHECK(problem.scope == Scope::mapping);
  CHECK(problem.mapping == -1);
  CHECK(problem.message ==
        "No mapping names the account 10010 (the virtual server \"Contoso\"); 1 line of ours still bills 37 "
        "devices there, 129.50 USD per billing period.");
  CHECK(contains(problem.hint, "[[removed]]"));
}

TEST_CASE("a line at zero of an account that left the file is no problem") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  tiny::add_line(world.observed, 9001, "KES-SELECT", 0);
  tiny::bind_line(world.ledger, world.observed, 9001);
  world.desired.mappings.erase(world.desired.mappings.begin());
  CHECK(world.review().problems.empty());
}

}  // namespace tariff::check
