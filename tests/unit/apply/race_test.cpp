#include <string>
#include <variant>

#include <doctest/doctest.h>

#include "support/site.hpp"

namespace tariff {
namespace {

using test::ReadFault;
using test::Site;
using test::WriteFault;

std::int64_t quantity(const Site& site) {
  const auto* line = site.tigerpaw.only_line(50001, "KES-SELECT");
  return line == nullptr ? -1 : line->quantity;
}

bool nothing_twice(const Site& site) {
  return site.tigerpaw.two_lines().empty() && site.tigerpaw.two_amounts().empty();
}

}  // namespace

TEST_CASE("of two runs that planned the same create, the later one leaves the key alone") {
  Site site;
  const auto plan = site.plan();
  const auto ledger = *site.ledger.read();
  REQUIRE(site.apply(plan, ledger, test::every_consent));
  const auto second = site.apply(plan, ledger, test::every_consent);
  CHECK(test::ends_of(*second) == "charge/50001/KES-SELECT failed\n");
  CHECK(quantity(site) == 5);
  CHECK(nothing_twice(site));
}

TEST_CASE("a create that another run has in flight is not sent a second time, although no list shows it") {
  Site site;
  const auto plan = site.plan();
  const auto ledger = *site.ledger.read();
  // The other run starts after our plan; its create is lost on the way and comes late.
  site.tigerpaw.write_faults = {WriteFault::late};
  REQUIRE(site.apply(plan, ledger, test::every_consent));
  const auto ours = site.apply(plan, ledger, test::every_consent);
  CHECK(test::ends_of(*ours) == "charge/50001/KES-SELECT failed\n");
  site.tigerpaw.deliver_late();
  CHECK(site.tigerpaw.writes() == std::vector<std::string>{"create 50001 KES-SELECT"});
  site.run();
  CHECK(quantity(site) == 5);
  CHECK(nothing_twice(site));
}

TEST_CASE("a line that another run has just bound is never created again on a list that is behind") {
  Site site;
  const auto plan = site.plan();
  const auto ledger = *site.ledger.read();
  REQUIRE(site.apply(plan, ledger, test::every_consent));
  // Our list is the one before its last write but one; an empty list is what a lagging service would show.
  auto lines = std::exchange(tiny::agreement_of(site.world()).lines, {});
  site.tigerpaw.before_next_write = [&] { tiny::agreement_of(site.world()).lines = lines; };
  const auto ours = site.apply(plan, ledger, test::every_consent);
  CHECK(test::ends_of(*ours) == "charge/50001/KES-SELECT failed\n");
  CHECK(site.tigerpaw.writes().size() == 2);
  CHECK(nothing_twice(site));
}

TEST_CASE("two runs whose writes interleave make one line with one amount") {
  Site site;
  const auto plan = site.plan();
  const auto ledger = *site.ledger.read();
  std::string inner;
  site.tigerpaw.before_next_write = [&] {
    inner = test::ends_of(*site.apply(plan, ledger, test::every_consent));
  };
  const auto outer = site.apply(plan, ledger, test::every_consent);
  CHECK(inner == "charge/50001/KES-SELECT failed\n");
  CHECK(test::ends_of(*outer) == "charge/50001/KES-SELECT applied\n");
  CHECK(quantity(site) == 5);
  CHECK(nothing_twice(site));
}

TEST_CASE("a set that another run has intended since our plan is not overtaken") {
  Site site;
  site.run();
  tiny::use_licence(site.world(), tiny::select_licence, {8, 0, 0});
  const auto plan = site.plan();
  const auto ledger = *site.ledger.read();
  tiny::use_licence(site.world(), tiny::select_licence, {9, 0, 0});
  site.tigerpaw.write_faults = {WriteFault::late};
  site.run();
  CHECK(test::ends_of(*site.apply(plan, ledger, test::every_consent)) == "charge/50001/KES-SELECT failed\n");
  site.tigerpaw.deliver_late();
  CHECK(quantity(site) == 9);
}

TEST_CASE("another run's work on another customer does not disturb ours") {
  Site site;
  tiny::add_customer(site.desired, site.world(), 1);
  const auto plan = site.plan();
  const auto ledger = *site.ledger.read();
  site.ledger.before_next_append = [&] {
    const auto head = site.ledger.read()->head;
    const ChargeKey other{AgreementNumber(60000), ItemId("KES-SELECT")};
    REQUIRE(site.ledger.append(head, {{site.now, RunId("b"), ChargeClaimed{other, AccountNumber(7)}}}));
  };
  const auto report = site.apply(plan, ledger, test::every_consent);
  CHECK(report->count(apply::RowEnd::applied) == 2);
}

}  // namespace tariff
