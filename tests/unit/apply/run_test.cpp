#include <limits>
#include <set>
#include <string>
#include <variant>

#include <doctest/doctest.h>

#include "support/site.hpp"

namespace tariff {
namespace {

using test::ReadFault;
using test::Site;
using test::WriteFault;
using Writes = std::vector<std::string>;

/// Three customers with 5, 9 and 2 devices.
struct Three : Site {
  Three() {
    tiny::add_customer(desired, world(), 1);
    tiny::add_customer(desired, world(), 2);
    tiny::use_licence(world(), tiny::select_licence, {9, 0, 0}, 4);
    tiny::use_licence(world(), tiny::select_licence, {2, 0, 0}, 5);
  }
  std::int64_t on(std::int64_t agreement) const {
    const auto* line = tigerpaw.only_line(agreement, "KES-SELECT");
    return line == nullptr ? -1 : line->quantity;
  }
};

}  // namespace

TEST_CASE("the account with the largest money comes first") {
  Three site;
  site.run();
  CHECK(site.tigerpaw.writes() == Writes{"create 50002 KES-SELECT", "set 9001 9 3.50",
                                         "create 50001 KES-SELECT", "set 9002 5 3.50",
                                         "create 50003 KES-SELECT", "set 9003 2 3.50"});
}

TEST_CASE("the other rows go on after one was refused or is unknown") {
  for (const auto fault : {WriteFault::refused, WriteFault::never_came}) {
    Three site;
    site.tigerpaw.write_faults = {fault};
    const auto report = site.run();
    CHECK(report.count(apply::RowEnd::applied) == 2);
    CHECK(site.on(50002) == -1);
    CHECK(site.on(50001) == 5);
    CHECK(site.on(50003) == 2);
  }
}

TEST_CASE("no write goes out after a failed append, wherever it fails") {
  for (std::size_t appends = 1; appends < 8; ++appends) {
    CAPTURE(appends);
    Three site;
    std::size_t writes_at_failure = 0;
    site.ledger.fails_after = appends;
    site.ledger.on_failure = [&] {
      if (writes_at_failure == 0) writes_at_failure = site.tigerpaw.writes().size();
    };
    const auto report = site.run();
    CHECK(site.tigerpaw.writes().size() == writes_at_failure);
    CHECK_FALSE(report.stop_reason.empty());
    site.ledger.fails_after.reset();
    site.ledger.on_failure = nullptr;
    site.pass_quiet_period();
    site.run();
    CHECK(site.on(50001) == 5);
    CHECK(site.on(50002) == 9);
    CHECK(site.on(50003) == 2);
    CHECK(site.tigerpaw.two_lines().empty());
  }
}

TEST_CASE("an append that failed and was stored all the same stops the run and is believed by the next") {
  for (std::size_t appends = 1; appends < 6; ++appends) {
    CAPTURE(appends);
    Site site;
    site.ledger.fails_after = appends;
    site.ledger.stores_when_failing = true;
    site.ledger.failure = {ErrorKind::outcome_unknown, "The ledger did not say.", ""};
    site.run();
    site.ledger.fails_after.reset();
    site.pass_quiet_period();
    site.run();
    site.pass_quiet_period();
    site.run();
    REQUIRE(site.tigerpaw.only_line(50001, "KES-SELECT") != nullptr);
    CHECK(site.tigerpaw.only_line(50001, "KES-SELECT")->quantity == 5);
    CHECK(site.tigerpaw.two_lines().empty());
  }
}

TEST_CASE("a run that cannot record its start writes nothing and says why") {
  Site site;
  site.ledger.fails_after = 0;
  const auto report = site.apply(site.plan(), *site.ledger.read(), test::every_consent);
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().kind == ErrorKind::local_io);
  CHECK(site.tigerpaw.writes().empty());
}

TEST_CASE("missing rights and a busy service stop every later write of the run") {
  for (const auto fault : {WriteFault::unauthorized, WriteFault::busy}) {
    Three site;
    site.tigerpaw.write_faults = {fault};
    const auto report = site.run();
    CHECK(site.tigerpaw.writes().size() == 1);
    CHECK(report.count(apply::RowEnd::not_attempted) == 2);
    CHECK_FALSE(report.stop_reason.empty());
    site.pass_quiet_period();
    CHECK(site.run().count(apply::RowEnd::applied) == 3);
  }
}

TEST_CASE("a row without its consent waits alone") {
  Three site;
  site.run();
  tiny::use_licence(site.world(), tiny::select_licence, {6, 0, 0});
  site.desired.mappings[1].billing = Billing::off;
  const auto report = site.run(test::nightly);
  CHECK(test::ends_of(report) == "charge/50001/KES-SELECT applied\ncharge/50002/KES-SELECT waiting\n");
  CHECK(site.on(50001) == 6);
  CHECK(site.on(50002) == 9);
}

TEST_CASE("a run remembers each licence name once, and one that is new makes a run by itself") {
  Three site;
  site.run();
  const std::set<std::string> first{tiny::select_licence};
  CHECK(site.ledger.read()->state.licences == first);
  const auto entries = site.ledger.entries().size();
  site.run();
  CHECK(site.ledger.entries().size() == entries);
  tiny::use_licence(site.world(), tiny::select_licence, {});
  tiny::use_licence(site.world(), "Kaspersky Endpoint Security for Business - Select 2027", {4, 1, 0});
  CHECK(site.plan().new_licences.size() == 1);
  const auto report = site.run(test::nightly);
  CHECK(report.rows.empty());
  CHECK(site.ledger.entries().size() == entries + 2);
  CHECK(site.ledger.read()->state.licences.size() == 2);
  CHECK(site.plan().new_licences.empty());
}

TEST_CASE("the account is linked before its first charge") {
  Site site;
  tiny::account_of(site.world()).cross_references.clear();
  CHECK(test::ends_of(site.run()) == "link/10010 applied\ncharge/50001/KES-SELECT applied\n");
  CHECK(site.tigerpaw.writes().front() == "link 10010");
  CHECK(tiny::account_of(site.world()).cross_references.at(0).external_id == "UID-CONTOSO");
  CHECK(site.plan().rows.empty());
}

TEST_CASE("charges wait for a link that did not end well, and the other accounts go on") {
  for (const auto fault : {WriteFault::refused, WriteFault::never_came, WriteFault::not_sent}) {
    Three site;
    tiny::account_of(site.world()).cross_references.clear();
    site.tigerpaw.write_faults = {fault};
    const auto report = site.run();
    CHECK(report.rows.at(1).address == "charge/50001/KES-SELECT");
    CHECK(report.rows.at(1).end == apply::RowEnd::waiting);
    CHECK(site.on(50001) == -1);
    CHECK(site.on(50002) == 9);
    site.pass_quiet_period();
    site.run();
    CHECK(site.on(50001) == 5);
    CHECK(tiny::account_of(site.world()).cross_references.size() == 1);
  }
}

TEST_CASE(
    "a link that is not proven is not made twice: late, it is found; lost, it is made after the quiet "
    "period") {
  Site site;
  tiny::account_of(site.world()).cross_references.clear();
  site.tigerpaw.write_faults = {WriteFault::late};
  CHECK(test::ends_of(site.run()) == "link/10010 unknown\ncharge/50001/KES-SELECT waiting\n");
  site.pass(test::quiet_period - std::chrono::seconds(1));
  CHECK(test::ends_of(site.run()) == "link/10010 unknown\ncharge/50001/KES-SELECT waiting\n");
  CHECK(site.tigerpaw.writes() == Writes{"link 10010"});
  site.tigerpaw.deliver_late();
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(tiny::account_of(site.world()).cross_references.size() == 1);
}

TEST_CASE("an observed mapping is never written and its tenant is not bound") {
  Site site;
  site.desired.mappings[0].billing = Billing::observe;
  const auto report = site.run();
  CHECK(report.rows.empty());
  CHECK(site.tigerpaw.writes().empty());
  CHECK(site.ledger.entries().empty());
}

TEST_CASE("the tenant's identity is bound by the first apply, its items when nothing waits any more") {
  Site site;
  site.run(test::nightly);
  const TenantUid uid("UID-CONTOSO");
  CHECK(site.ledger.state().tenants.at(uid).lines->empty());
  site.run();
  CHECK(site.ledger.state().tenants.at(uid).lines->size() == 4);
}

TEST_CASE("nobody is billed for the first time by a nightly run, whatever stood in the way before") {
  Site site;
  tiny::use_licence(site.world(), tiny::select_licence, {0, 0, 0});
  site.run(test::nightly);
  tiny::use_licence(site.world(), tiny::select_licence, {5, 0, 0});
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT waiting\n");
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
}

TEST_CASE("a line in the way of a new customer, once removed, does not open the door to a nightly run") {
  Site site;
  tiny::add_line(site.world(), 1, "KES-SELECT", 40).source = "Ann";
  site.run(test::nightly);
  tiny::agreement_of(site.world()).lines.clear();
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT waiting\n");
  CHECK(site.tigerpaw.writes().empty());
}

TEST_CASE("a device of a known customer in a new category is usage, since its item was consented to") {
  Site site;
  site.run();
  tiny::use_licence(site.world(), tiny::advanced_licence, {0, 2, 0});
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-ADV-SRV applied\n");
  CHECK(site.tigerpaw.only_line(50001, "KES-ADV-SRV")->quantity == 2);
}

TEST_CASE("the largest amounts there are do not upset the order of work") {
  Three site;
  auto plan = site.plan();
  plan.rows.at(2).amount_delta = Money::of_ten_thousandths(std::numeric_limits<std::int64_t>::min());
  REQUIRE(site.apply(plan, *site.ledger.read(), test::every_consent));
  CHECK(site.tigerpaw.writes().front() == "create 50003 KES-SELECT");
}

}  // namespace tariff
