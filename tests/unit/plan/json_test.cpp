#include "plan/json.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include "support/schema_check.hpp"
#include "text/json.hpp"
#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

Plan without_books(Plan plan) {
  plan.bookkeeping = {};
  return plan;
}

/// Written, checked against the published schema, read back.
void survives(const Plan& plan) {
  const std::string text = plan_json(plan, exit_of(plan, true));
  CHECK(test::schema_errors(plan_schema(), text) == std::vector<std::string>{});
  const auto back = read_plan(text);
  REQUIRE(back.has_value());
  CHECK(*back == without_books(plan));
  CHECK(plan_json(*back, exit_of(plan, true)) == text);
}

Plan with_every_action() {
  World world;
  world.billed(2);
  tiny::account_of(world.observed).cross_references.clear();
  tiny::use_licence(world.observed, tiny::advanced_licence, {2, 3, 0});
  tiny::add_line(world.observed, 9, "KES-ADV-WS", 2);
  for (const std::int64_t n : {1, 2, 3}) tiny::add_customer(world.desired, world.observed, n);
  world.set_aside = world.unread = world.product_set_aside = {false, false, false, false};
  for (const std::int64_t n : {1, 2}) {
    tiny::add_line(world.observed, 20 + n, "KES-SELECT", 5, 50001 + n);
    tiny::bind_line(world.ledger, world.observed, 20 + n, 50001 + n);
  }
  world.desired.mappings[1].billing = Billing::off;
  tiny::add_agreement(world.observed, 60002, 10012);
  world.desired.mappings[2].agreement = AgreementNumber(60002);
  world.desired.mappings[3].billing = Billing::observe;
  Plan plan = world.plan();
  plan.program = "tariff 1";
  plan.config = {"tariff.toml", "0123456789abcdef0123456789abcdef01234567", true};
  return plan;
}

}  // namespace

TEST_CASE("a plan with every action validates, and reads back as it was written") {
  const Plan plan = with_every_action();
  std::string actions;
  for (const auto& row : plan.rows) actions += std::string(action_name(row.action)) + " ";
  CHECK(actions == "link create adopt update retire replace observe ");
  survives(plan);
}

TEST_CASE("a plan with holds, problems and what is set aside reads back as it was written") {
  World world;
  world.billed(9).quantity = 7;
  world.problems = {
      {{"tariff.toml", 5, 3, "account = 1"}, "x-y", Severity::error, Scope::mapping, 0, "No.", "Do."},
      {{}, "z", Severity::warning, Scope::file, -1, "Hm.", ""}};
  survives(world.plan());
  world.set_aside = world.unread = {true};
  survives(world.plan());
  world.has_ledger = false;
  survives(world.plan());
}

TEST_CASE("a release reads back as it was written") {
  World world;
  world.billed(5);
  world.mapping().billing = Billing::observe;
  survives(world.plan());
}

TEST_CASE("hostile names and the largest amounts read back as they were written") {
  Plan plan = with_every_action();
  plan.rows[0].tenant = "a\"b\\c\n\x1b[2J\xE2\x80\xAE<script>";
  plan.rows[1].amount_delta = Money::of_ten_thousandths(std::numeric_limits<std::int64_t>::min());
  plan.rows[1].address = "charge/1/" + percent_encoded("a/b %");
  survives(plan);
}

TEST_CASE("an adoption tells how many devices it bills more, and none where it sets nothing") {
  World world;
  tiny::add_line(world.observed, 1, "KES-SELECT", 3);
  world.desired.adopts = {{AccountNumber(10010), ItemId("KES-SELECT"), Take::ours, {}}};
  const auto told = [&] { return plan_json(world.plan(), Exit::ok); };
  CHECK(told().find("\"money\":{\"quantity_delta\":2,") != std::string::npos);
  world.desired.adopts.front().take = Take::theirs;
  CHECK(told().find("\"money\":{\"quantity_delta\":0,") != std::string::npos);
}

TEST_CASE("two plans that would do the same have the same changes") {
  World world;
  world.billed(2);
  Plan plan = world.plan();
  Plan later = plan;
  later.now += std::chrono::hours(1);
  later.config.commit = "squashed";
  CHECK(changes_json(plan) == changes_json(later));
  std::get<UpdateCharge>(later.rows[0].action).to.quantity = 6;
  CHECK(changes_json(plan) != changes_json(later));
}

TEST_CASE("what is no plan of ours is refused with a reason") {
  const std::string good = plan_json(with_every_action(), Exit::ok);
  const auto with = [&](const std::string& part, const std::string& other) {
    std::string text = good;
    const auto at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, part.size(), other);
  };
  const std::vector<std::string> bad{"",
                                     "[]",
                                     "{}",
                                     "<html></html>",
                                     good.substr(0, good.size() / 2),
                                     good + "x",
                                     with("\"format_version\":1", "\"format_version\":2"),
                                     with("\"action\":\"create\"", "\"action\":\"delete\""),
                                     with("\"quantity\":2", "\"quantity\":2.5"),
                                     with("\"price\":\"3.50\"", "\"price\":3.5"),
                                     with("\"price\":\"3.50\"", "\"price\":\"cheap\""),
                                     with("\"cause\":\"config\"", "\"cause\":\"because\""),
                                     with("\"account\":10010", "\"account\":99999999999999999999"),
                                     with("\"now\":\"2026", "\"now\":\"20x6"),
                                     with("\"tenant\":", "\"tenants\":")};
  for (const auto& text : bad) {
    CAPTURE(text.substr(0, 60));
    const auto read = read_plan(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().kind == ErrorKind::refused);
    CHECK_FALSE(read.error().message.empty());
  }
}

TEST_CASE("what a team sees while it watches survives, too") {
  World world;
  world.mapping().billing = Billing::observe;
  tiny::add_line(world.observed, 1, "KES-SELECT", 3).source = world.desired.external_product;
  tiny::use_licence(world.observed, "Kaspersky Something New", {2, 1, 0});
  world.product_set_aside = {true};
  Desired ignored = tiny::a_desired();
  tiny::add_customer(ignored, world.observed, 1);
  world.observed.unmapped_usage.emplace(TenantId(4), world.observed.usage.at(TenantId(4)));
  world.observed.unmapped_usage.emplace(TenantId(5), Error{ErrorKind::unavailable, "It ended.", ""});
  Plan plan = world.plan();
  plan.observing.unmapped.push_back({"Unread", std::nullopt, "", {}, {}});
  REQUIRE_FALSE(plan.observing.customers.empty());
  REQUIRE_FALSE(plan.observing.unpriced.empty());
  REQUIRE_FALSE(plan.observing.notices.empty());
  survives(plan);
}

TEST_CASE("new licence names go with the plan, and only where there are some") {
  World world;
  Plan plan = world.plan();
  CHECK(plan_json(plan, Exit::ok).find("new_licences") == std::string::npos);
  plan.new_licences = {{"Select \"27\"", "Select", true, 37, 2}};
  survives(plan);
}

TEST_CASE("a count's rule goes with its parts, with a maximum and without") {
  for (const std::optional<std::int64_t> maximum : {std::optional<std::int64_t>(40), {}}) {
    World world;
    world.desired.products.at(0).rule = {CountBasis::in_use, 2, 5, 10, maximum};
    world.count(13);
    survives(world.plan());
    CHECK(std::get<CreateCharge>(world.row().action).to.quantity == 15);
    CHECK(plan_json(world.plan(), Exit::ok).find("\"rule\":{\"count\":\"in-use\",\"included\":2,") !=
          std::string::npos);
    world.observed.usage.begin()->second.value().licences.at(0).bought = 30;
    world.desired.products.at(0).rule.basis = CountBasis::purchased;
    survives(world.plan());
    CHECK(std::get<CreateCharge>(world.row().action).to.quantity == 30);
    world.desired.products.at(0).rule.taken = CountTaken::peak;
    survives(world.plan());
    CHECK(plan_json(world.plan(), Exit::ok).find("\"peak\":{\"count\":30,\"last_billed\":\"\"}") !=
          std::string::npos);
  }
}

}  // namespace tariff::plan
