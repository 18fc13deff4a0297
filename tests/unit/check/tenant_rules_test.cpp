#include <doctest/doctest.h>

#include "unit/check/world.hpp"

namespace tariff::check {

TEST_CASE("a healthy world has no problem, and nothing is set aside") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  const Review review = world.review();
  CHECK(review.problems.empty());
  CHECK_FALSE(review.set_aside[0]);
  CHECK_FALSE(review.unread[0]);
  CHECK_FALSE(review.product_set_aside[1]);
  CHECK_FALSE(review.stops_everything());
}

TEST_CASE("a mistyped virtual server is unknown, and the near name is suggested") {
  World world;
  world.mapping().tenant = "Contosso";
  world.ledger = {};
  const Review review = world.review();
  CHECK(where(review, "tenant-unknown") == "20:18 error");
  CHECK(review.problems.size() == 1);
  CHECK(found(review, "tenant-unknown").message == "No virtual server is named \"Contosso\".");
  CHECK(contains(found(review, "tenant-unknown").hint, "Did you mean \"Contoso\"?"));
  CHECK(found(review, "tenant-unknown").mapping == 0);
  CHECK(review.set_aside[0]);
}

TEST_CASE("a virtual server in another case is said to differ in case only") {
  World world;
  world.mapping().tenant = "CONTOSO";
  world.ledger = {};
  CHECK(contains(found(world.review(), "tenant-unknown").hint, "differs in case only from \"Contoso\""));
}

TEST_CASE("a renamed virtual server is recognised by what the ledger binds") {
  World world;
  world.tenant().name = "Contoso Inc";
  world.observed.bound_tenants[AccountNumber(10010)] = {TenantUid("UID-CONTOSO")};
  const auto problem = found(world.review(), "tenant-name-differs");
  CHECK(problem.severity == Severity::warning);
  CHECK(contains(problem.message, "is named \"Contoso Inc\", not \"Contoso\""));
}

TEST_CASE("an id that no virtual server has is unknown where the id stands") {
  World world;
  world.mapping().tenant_id = "9";
  world.mapping().places["tenant_id"] = tiny::place_line(world.desired, "virtual_server_id", "9");
  CHECK(where(world.review(), "tenant-unknown") == "25:21 error");
  CHECK(contains(found(world.review(), "tenant-unknown").hint, "has the id 3"));
}

TEST_CASE("a mapping that is off only warns of an unknown virtual server, so that its lines can be retired") {
  World world;
  world.mapping().tenant = "Gone";
  world.mapping().billing = Billing::off;
  const Review review = world.review();
  CHECK(where(review, "tenant-unknown") == "20:18 warning");
  CHECK_FALSE(review.set_aside[0]);
}

TEST_CASE("a name from the file cannot write to the terminal") {
  World world;
  world.mapping().tenant = "\x1b[2J";
  CHECK(contains(found(world.review(), "tenant-unknown").message, "\\u{1B}[2J"));
}

TEST_CASE("a name that two virtual servers have is ambiguous, with both ids") {
  World world;
  world.observed.tenants.push_back({TenantId(8), TenantUid("UID-8"), "Contoso", true});
  const Review review = world.review();
  CHECK(where(review, "tenant-name-ambiguous") == "20:18 error");
  CHECK(contains(found(review, "tenant-name-ambiguous").message, "ids 3, 8"));
  CHECK(review.problems.size() == 1);
}

TEST_CASE("an id tells two virtual servers of one name apart") {
  World world;
  world.observed.tenants.push_back({TenantId(8), TenantUid("UID-8"), "Contoso", true});
  world.mapping().tenant_id = "3";
  CHECK(world.review().problems.empty());
}

TEST_CASE("a session that led to another virtual server makes the name ambiguous, not the tenant unread") {
  World world;
  world.observed.usage.insert_or_assign(TenantId(3), absent());
  const Review review = world.review();
  CHECK(where(review, "tenant-name-ambiguous") == "20:18 error");
  CHECK(where(review, "tenant-unread").empty());
  CHECK_FALSE(review.unread[0]);
}

TEST_CASE("a renamed virtual server that the mapping names by id is counted, with a warning") {
  World world;
  world.mapping().tenant_id = "3";
  world.tenant().name = "Contoso Inc";
  const Review review = world.review();
  CHECK(where(review, "tenant-name-differs") == "20:18 warning");
  CHECK_FALSE(review.set_aside[0]);
}

TEST_CASE("an id and a name that mean two virtual servers are an error until one was billed") {
  World world;
  world.mapping().tenant_id = "3";
  world.tenant().name = "Fabrikam";
  world.observed.tenants.push_back({TenantId(8), TenantUid("UID-8"), "Contoso", true});
  CHECK(where(world.review(), "tenant-name-differs") == "20:18 warning");
  world.ledger = {};
  CHECK(where(world.review(), "tenant-name-differs") == "20:18 error");
}

TEST_CASE("a virtual server with another UID than the ledger binds is replaced and held") {
  World world;
  world.tenant().uid = TenantUid("UID-NEW");
  tiny::account_of(world.observed).cross_references.front().external_id = "UID-NEW";
  const Review review = world.review();
  CHECK(where(review, "tenant-replaced") == "20:18 error");
  CHECK(contains(found(review, "tenant-replaced").message, "UID-CONTOSO"));
  CHECK(review.set_aside[0]);
}

TEST_CASE(
    "a replaced virtual server is only warned of where the mapping observes, and unseen without a ledger") {
  World world;
  world.tenant().uid = TenantUid("UID-NEW");
  world.mapping().billing = Billing::observe;
  CHECK(where(world.review(), "tenant-replaced") == "20:18 warning");
  CHECK(where(all(world.desired, world.observed, nullptr, {}), "tenant-replaced").empty());
}

TEST_CASE("a disabled virtual server is an error, and that its usage is missing is not another one") {
  World world;
  world.tenant().enabled = false;
  world.observed.usage.insert_or_assign(TenantId(3), unreadable());
  const Review review = world.review();
  CHECK(where(review, "tenant-disabled") == "20:18 error");
  CHECK(review.problems.size() == 1);
  world.mapping().billing = Billing::off;
  CHECK(world.review().problems.empty());
}

TEST_CASE("a virtual server that was not read makes its mapping unread, and no rule guesses at its usage") {
  World world;
  world.observed.usage.insert_or_assign(TenantId(3), unreadable());
  const Review review = world.review();
  CHECK(where(review, "tenant-unread") == "20:18 error");
  CHECK(contains(found(review, "tenant-unread").message, "The connection was reset."));
  CHECK(review.problems.size() == 1);
  CHECK(review.unread[0]);
  CHECK(review.set_aside[0]);
}

TEST_CASE("the usage of a mapping that is off does not matter") {
  World world;
  world.observed.usage.insert_or_assign(TenantId(3), unreadable());
  world.mapping().billing = Billing::off;
  CHECK(world.review().problems.empty());
}

TEST_CASE("two mappings that mean one virtual server by name and by id are both set aside") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  world.desired.mappings[1].tenant = "Contoso";
  world.desired.mappings[1].tenant_id = "3";
  const Review review = world.review();
  CHECK(where(review, "tenant-mapped-twice") == "20:18 error, 27:18 error");
  CHECK(contains(found(review, "tenant-mapped-twice").message, "also in line 27"));
  CHECK(review.set_aside[0]);
  CHECK(review.set_aside[1]);
}

TEST_CASE("what reading the file reported is kept and not said twice") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  world.desired.mappings[1].account = AccountNumber(10010);
  for (std::int32_t i = 0; i < 2; ++i)
    world.from_file.push_back({world.desired.mappings[static_cast<std::size_t>(i)].places.at("account"),
                               "account-mapped-twice", Severity::error, Scope::mapping, i, "Twice.", ""});
  const Review review = world.review();
  CHECK(where(review, "account-mapped-twice") == "21:11 error, 28:11 error");
  CHECK(review.set_aside[0]);
  world.from_file.clear();
  CHECK(contains(found(world.review(), "account-mapped-twice").message, "also in line 28"));
}

TEST_CASE("a difference to the server's own figure is a warning for each note") {
  World world;
  tiny::usage_of(world.observed).notes = {"The server says 6 devices, the count is 5."};
  const Review review = world.review();
  CHECK(where(review, "count-differs") == "20:18 warning");
  CHECK_FALSE(review.set_aside[0]);
}

}  // namespace tariff::check
