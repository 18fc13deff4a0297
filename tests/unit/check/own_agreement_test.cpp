#include <doctest/doctest.h>

#include "unit/check/world.hpp"

namespace tariff::check {
namespace {

/// The customer is billed for Select on 50009, and on 50001 for whatever else there is.
struct OwnAgreement : World {
  OwnAgreement() {
    tiny::add_agreement(observed, 50009);
    MappingProduct own;
    own.name = "Endpoint Security Select";
    own.agreement = AgreementNumber(50009);
    own.place = mapping().place;
    own.place.line = 40;
    own.places["agreement"] = own.place;
    own.places["agreement"].column = 13;
    mapping().products.push_back(own);
  }

  void stands(std::int64_t agreement, std::int64_t detail = 9001) {
    tiny::add_line(observed, detail, "KES-SELECT", 5, agreement);
    tiny::bind_line(ledger, observed, detail, agreement);
  }
};

}  // namespace

TEST_CASE("a product's own agreement is asked for what the mapping's is, in its own place") {
  OwnAgreement world;
  CHECK(world.review().problems.empty());
  auto& summary = tiny::agreement_of(world.observed, 50009).summary;
  SUBCASE("it has ended") {
    summary.end = Day(std::chrono::sys_days(world.observed.today) - std::chrono::days(1));
    CHECK(where(world.review(), "agreement-ended") == "40:13 error");
  }
  SUBCASE("it has not started") {
    summary.start = Day(std::chrono::sys_days(world.observed.today) + std::chrono::days(1));
    CHECK(where(world.review(), "agreement-not-started") == "40:13 error");
  }
  SUBCASE("it is another customer's") {
    tiny::add_customer(world.desired, world.observed, 1);
    world.mapping().products[0].agreement = AgreementNumber(50002);
    CHECK(where(world.review(), "agreement-not-of-account") == "40:13 error");
    CHECK_FALSE(world.review().set_aside[1]);
  }
  SUBCASE("it is the parent's") {
    tiny::account_of(world.observed).parent = AccountNumber(10001);
    summary.account = AccountNumber(10001);
    CHECK(where(world.review(), "agreement-of-parent") == "40:13 error");
  }
  SUBCASE("Tigerpaw does not have it") {
    world.observed.agreements.erase(AgreementNumber(50009));
    CHECK(where(world.review(), "agreement-unknown") == "40:13 error");
  }
  CHECK(world.review().set_aside[0]);
}

TEST_CASE("a product's own agreement that could not be read leaves the mapping unread") {
  OwnAgreement world;
  world.observed.agreements.insert_or_assign(AgreementNumber(50009), unreadable());
  const Review review = world.review();
  CHECK(contains(found(review, "tigerpaw-unread").message, "The agreement 50009 could not be read"));
  CHECK(review.unread[0]);
}

TEST_CASE("the line of a product belongs on its own agreement, and a line elsewhere asks for a handover") {
  OwnAgreement world;
  SUBCASE("on the mapping's") {
    world.stands(50001);
    CHECK(where(world.review(), "handover-missing") == "40:13 error");
    CHECK(contains(found(world.review(), "handover-missing").message, "now names 50009"));
    world.mapping().handover = Handover::after_invoice;
    CHECK(world.review().problems.empty());
  }
  SUBCASE("on the mapping's, and the product has another item now as well") {
    world.stands(50001);
    world.mapping().products[0].item = ItemId("KES-ADV-NW");
    CHECK(contains(found(world.review(), "handover-missing").message, "now names 50009"));
  }
  SUBCASE("on its own") {
    world.stands(50009);
    CHECK(world.review().problems.empty());
    world.mapping().products.clear();
    CHECK(contains(found(world.review(), "handover-missing").message, "now names 50001"));
  }
  SUBCASE("of an item that the customer uses no more") {
    tiny::use_licence(world.observed, tiny::select_licence, {});
    world.stands(50009, 9002);
    CHECK(where(world.review(), "handover-missing").empty());
    world.stands(50001);
    // As where a whole mapping moves: what still bills is asked for.
    for (auto& part : world.ledger.charges.at({AgreementNumber(50001), ItemId("KES-SELECT")}).parts)
      part.count = 5;
    CHECK(contains(found(world.review(), "handover-missing").message, "now names 50009"));
  }
}

TEST_CASE("a person's line keeps a product from its own agreement, and on that agreement is to be adopted") {
  OwnAgreement world;
  SUBCASE("on the mapping's") {
    tiny::add_line(world.observed, 9001, "KES-SELECT", 5).source = "by hand";
    CHECK(contains(found(world.review(), "item-billed-elsewhere").message,
                   "The agreement 50001 of this account already bills 5"));
    CHECK(contains(found(world.review(), "item-billed-elsewhere").message, "on 50009 as well"));
  }
  SUBCASE("on its own") {
    tiny::add_line(world.observed, 9001, "KES-SELECT", 5, 50009).source = "by hand";
    CHECK(world.review().problems.empty());
  }
  SUBCASE("of our source, which the file wants there") {
    tiny::add_line(world.observed, 9001, "KES-SELECT", 5, 50009).source = "Kaspersky";
    CHECK(where(world.review(), "line-not-in-ledger").empty());
  }
  SUBCASE("of our source, which the file wants on the other") {
    tiny::add_line(world.observed, 9001, "KES-SELECT", 5, 50001).source = "Kaspersky";
    CHECK(where(world.review(), "line-not-in-ledger") == "22:13 error");
  }
}

}  // namespace tariff::check
