#include "plan/revert.hpp"

#include <string>

#include <doctest/doctest.h>

#include "plan/summary.hpp"
#include "support/site.hpp"

namespace tariff::app {
namespace {

apply::Report run_revert(test::Site& site, const RunId& run) {
  const auto ledger = site.ledger.read();
  REQUIRE(ledger.has_value());
  auto report = site.apply(site.revert(run), *ledger, {false, true, false, false});
  REQUIRE(report.has_value());
  return std::move(report).value();
}

/// "KES-SELECT 5 x 3.50", a line each.
std::string lines_in(test::Site& site) {
  std::string out;
  for (const auto& line : tiny::agreement_of(site.world()).lines)
    out += line.item.value() + " " + std::to_string(line.quantity) + " x " + line.price.text() + "\n";
  return out;
}

void use(test::Site& site, std::int64_t select, std::int64_t advanced) {
  tiny::use_licence(site.world(), tiny::select_licence, {select, 0, 0});
  tiny::use_licence(site.world(), tiny::advanced_licence, {advanced, 0, 0});
}

}  // namespace

TEST_CASE(
    "a revert puts back what stood before its run, says so in the ledger, and finds nothing the second "
    "time") {
  test::Site site;
  use(site, 3, 0);
  site.run();
  const std::string before = lines_in(site);
  site.pass_quiet_period();
  use(site, 8, 0);
  site.run();
  site.pass_quiet_period();
  CHECK(test::ends_of(run_revert(site, RunId("run-2"))) == "charge/50001/KES-SELECT applied\n");
  CHECK(lines_in(site) == before);
  const auto started = read_event(site.ledger.entries().at(site.ledger.entries().size() - 4));
  REQUIRE(started.has_value());
  CHECK(std::get<RunStarted>(started->body).reverts == RunId("run-2"));
  site.pass_quiet_period();
  CHECK(site.revert(RunId("run-2")).rows.empty());
  CHECK(plan::summary_of(site.plan()).updates == 1);
}

TEST_CASE("counts that a run moved to another item come back, and never stand on two lines") {
  test::Site site;
  use(site, 5, 0);
  site.run();
  site.pass_quiet_period();
  site.desired.products.at(0).item = ItemId("KES-ADV-WS");
  site.run();
  CHECK(lines_in(site) == "KES-SELECT 0 x 3.50\nKES-ADV-WS 5 x 4.00\n");
  site.pass_quiet_period();
  const auto plan = site.revert(RunId("run-2"));
  REQUIRE(plan.rows.size() == 1);
  CHECK(plan.rows.at(0).address == "replace/10010/1");
  CHECK(test::ends_of(run_revert(site, RunId("run-2"))) == "replace/10010/1 applied\n");
  CHECK(lines_in(site) == "KES-SELECT 5 x 3.50\nKES-ADV-WS 0 x 4.00\n");
}

TEST_CASE("a line that moved while the revert was planned is not written") {
  test::Site site;
  use(site, 3, 0);
  site.run();
  site.pass_quiet_period();
  use(site, 8, 0);
  site.run();
  site.pass_quiet_period();
  const auto plan = site.revert(RunId("run-2"));
  const auto ledger = site.ledger.read();
  tiny::agreement_of(site.world()).lines.at(0).quantity = 9;
  const auto report = site.apply(plan, *ledger, test::every_consent);
  REQUIRE(report.has_value());
  CHECK(test::ends_of(*report) == "charge/50001/KES-SELECT failed\n");
  CHECK(lines_in(site) == "KES-SELECT 9 x 3.50\n");
}

}  // namespace tariff::app
