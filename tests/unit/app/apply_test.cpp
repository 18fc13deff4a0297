#include "app/apply.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "plan/json.hpp"
#include "support/site.hpp"

namespace tariff::app {
namespace {

using plan::Exit;

ErrorKind refusal(const plan::Plan& plan, const ApplyWish& wish) {
  const auto may = may_apply(plan, wish);
  REQUIRE_FALSE(may.has_value());
  return may.error().kind;
}

Diagnostics a_problem() { return {{{}, "x", Severity::error, Scope::mapping, 0, "No.", ""}}; }

}  // namespace

TEST_CASE("a healthy plan may be applied") {
  test::Site site;
  CHECK(may_apply(site.plan(), {}).has_value());
}

TEST_CASE("a plan without known ownership may not be applied, whatever is wished") {
  test::Site site;
  plan::Plan plan = site.plan();
  plan.applyable = false;
  CHECK(refusal(plan, {test::every_consent, true, {}}) == ErrorKind::refused);
}

TEST_CASE("a problem or something unread refuses the run, unless the rest is wished") {
  test::Site site;
  plan::Plan plan = site.plan();
  plan.problems = a_problem();
  CHECK(refusal(plan, {}) == ErrorKind::refused);
  CHECK(may_apply(plan, {{}, true, {}}).has_value());
  plan.set_aside.resize(1);
  plan.set_aside[0].unread = true;
  CHECK(refusal(plan, {}) == ErrorKind::unavailable);
  CHECK(may_apply(plan, {{}, true, {}}).has_value());
}

TEST_CASE("a stale row refuses a reviewed plan with 5, or is left where that is wished") {
  test::Site site;
  const plan::Plan reviewed = site.plan();
  CHECK(may_apply(site.plan(), {{}, true, reviewed}).has_value());
  plan::ReviewedMatch review;
  review.stale.push_back({"charge/50001/KES-SELECT", "Contoso", "The level moved."});
  const auto stale = may_apply(site.plan(), {{}, true, reviewed}, review);
  REQUIRE_FALSE(stale.has_value());
  CHECK(exit_of_refusal(stale.error()) == Exit::stale);
  CHECK(stale.error().message.find("charge/50001/KES-SELECT: The level moved.") != std::string::npos);
  CHECK(may_apply(site.plan(), {{}, true, reviewed, true}, review).has_value());
}

TEST_CASE("a reviewed plan of another installation is refused, one of other guards is stale") {
  test::Site site;
  plan::Plan reviewed = site.plan();
  reviewed.installation = InstallationId("another123");
  CHECK(refusal(site.plan(), {{}, true, reviewed}) == ErrorKind::refused);
  reviewed = site.plan();
  reviewed.limits.usage_drift_percent = 90;
  CHECK(refusal(site.plan(), {{}, true, reviewed}) == ErrorKind::conflict);
}

TEST_CASE("a plan document that was edited, cut or made by another version is no reviewed plan") {
  test::Site site;
  plan::Plan plan = site.plan();
  plan.program = "tariff 1.2.3 (abc)";
  const std::string document = plan::plan_json(plan, Exit::ok);
  CHECK(may_be_reviewed(document, plan, "tariff 1.2.3 (def)").has_value());
  CHECK_FALSE(may_be_reviewed(document, plan, "tariff 1.2.4 (abc)").has_value());
  std::string edited = document;
  edited.replace(edited.find("Monthly"), 7, "Yearly!");
  CHECK_FALSE(may_be_reviewed(edited, plan, plan.program).has_value());
  CHECK_FALSE(may_be_reviewed(document + " ", plan, plan.program).has_value());
}

TEST_CASE("an apply ends with what was worst in it") {
  test::Site site;
  const plan::Plan plan = site.plan();
  const auto ends = [&](std::vector<apply::RowEnd> rows, const std::string& stop = "") {
    apply::Report report;
    for (const auto end : rows) {
      apply::RowOutcome row;
      row.end = end;
      report.rows.push_back(row);
    }
    report.stop_reason = stop;
    return exit_of(plan, report);
  };
  using enum apply::RowEnd;
  CHECK(ends({}) == Exit::ok);
  CHECK(ends({applied, applied}) == Exit::ok);
  CHECK(ends({applied, waiting}) == Exit::partial);
  CHECK(ends({failed}) == Exit::partial);
  CHECK(ends({not_attempted}) == Exit::partial);
  CHECK(ends({failed, unknown, applied}) == Exit::unknown);
  CHECK(ends({applied}, "the disk is full") == Exit::error);
}

TEST_CASE("an apply that left a mapping aside is partial, even if nothing else was to do") {
  plan::Plan plan;
  plan.set_aside.resize(1);
  CHECK(exit_of(plan, apply::Report{}) == Exit::partial);
  plan.set_aside.clear();
  plan.problems = a_problem();
  CHECK(exit_of(plan, apply::Report{}) == Exit::partial);
}

TEST_CASE("the end report sums the money that was applied, by billing period") {
  test::Site site;
  tiny::add_agreement(site.world(), 50002).summary.period = "Yearly";
  auto plan = site.plan();
  CHECK(end_report(plan, site.run()).applied_delta ==
        std::map<std::string, Money>{{"Monthly", tiny::money("17.50")}});
  site.desired.mappings[0].agreement = AgreementNumber(50002);
  plan = site.plan();
  CHECK(end_report(plan, site.run()).applied_delta ==
        std::map<std::string, Money>{{"Monthly", tiny::money("-17.50")}, {"Yearly", tiny::money("17.50")}});
}

TEST_CASE("money that was applied in part is in the end report too, and what waits is not") {
  test::Site site;
  site.run();
  tiny::use_licence(site.world(), tiny::select_licence, {8, 0, 0});
  tiny::item_of(site.world(), "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money("9.00");
  const auto plan = site.plan();
  const auto report = end_report(plan, site.run(test::nightly));
  CHECK(report.counts.at("waiting") == 1);
  CHECK(report.applied_delta == std::map<std::string, Money>{{"Monthly", tiny::money("10.50")}});
}

TEST_CASE("the end report carries the witness, and none where nothing was written") {
  test::Site site;
  const auto plan = site.plan();
  CHECK(end_report(plan, site.run()).head.starts_with("entry 8, "));
  CHECK(end_report(plan, apply::Report{}).head.empty());
}

}  // namespace tariff::app
