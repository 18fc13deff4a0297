#include "app/effective.hpp"

#include <doctest/doctest.h>

#include "support/tiny_world.hpp"

namespace tariff::app {
namespace {

constexpr Day day(unsigned month, unsigned of_month) {
  return std::chrono::year{2026} / std::chrono::month{month} / std::chrono::day{of_month};
}

Desired on(const Desired& desired, Day today, const LedgerState* ledger = nullptr) {
  Diagnostics problems;
  auto out = effective(desired, ledger, today, problems);
  CHECK(problems.empty());
  return out;
}

Desired two_after_another() {
  Desired desired = tiny::a_desired();
  desired.mappings.push_back(desired.mappings.front());
  desired.mappings[0].until = day(11, 30);
  desired.mappings[1].from = day(12, 1);
  return desired;
}

Removed a_leaver() { return {"Contoso", {}, {Stop::now, {}, LineEnd::zero, "left"}, {}}; }

}  // namespace

TEST_CASE("a mapping holds on its first and its last day") {
  Desired desired = tiny::a_desired();
  desired.mappings[0].from = day(11, 2);
  desired.mappings[0].until = day(11, 30);
  CHECK(on(desired, day(11, 1)).mappings[0].is_dormant);
  CHECK(on(desired, day(11, 2)).mappings[0].billing == Billing::on);
  CHECK(on(desired, day(11, 30)).mappings[0].billing == Billing::on);
}

TEST_CASE("a mapping that is over bills nothing, so that its lines are retired") {
  Desired desired = tiny::a_desired();
  desired.mappings[0].until = day(11, 30);
  const auto over = on(desired, day(12, 1)).mappings[0];
  CHECK(over.billing == Billing::off);
  CHECK_FALSE(over.is_dormant);
}

TEST_CASE("of two mappings of an account that follow each other one counts") {
  const auto before = on(two_after_another(), day(11, 30));
  CHECK_FALSE(before.mappings[0].is_dormant);
  CHECK(before.mappings[1].is_dormant);
  const auto behind = on(two_after_another(), day(12, 1));
  CHECK(behind.mappings[0].is_dormant);
  CHECK(behind.mappings[1].billing == Billing::on);
}

TEST_CASE("between two mappings with a gap the first ends its lines") {
  Desired desired = two_after_another();
  desired.mappings[1].from = day(12, 10);
  const auto between = on(desired, day(12, 5));
  CHECK_FALSE(between.mappings[0].is_dormant);
  CHECK(between.mappings[0].billing == Billing::off);
  CHECK(between.mappings[1].is_dormant);
}

TEST_CASE("who left the file is mapped once more, to the account that the ledger knows") {
  const LedgerState ledger = tiny::a_ledger();
  Desired desired = tiny::a_desired();
  desired.mappings.clear();
  desired.removed = {a_leaver()};
  const auto left = on(desired, day(11, 22), &ledger);
  REQUIRE(left.mappings.size() == 1);
  CHECK(left.mappings[0].account == AccountNumber(10010));
  CHECK(left.mappings[0].billing == Billing::off);
  CHECK(left.mappings[0].leaving == desired.removed[0].leaving);
}

TEST_CASE("who left and was never billed is a warning, who may be two is an error") {
  LedgerState ledger = tiny::a_ledger();
  Desired desired = tiny::a_desired();
  desired.mappings.clear();
  desired.removed = {a_leaver()};
  desired.removed[0].tenant = "Fabrikam";
  Diagnostics problems;
  CHECK(effective(desired, &ledger, day(11, 22), problems).mappings.empty());
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].rule == "removed-unknown");
  CHECK(problems[0].severity == Severity::warning);

  desired.removed = {a_leaver()};
  TenantBound other = ledger.tenants.begin()->second;
  other.uid = TenantUid("UID-OTHER");
  other.account = AccountNumber(10020);
  ledger.tenants.emplace(other.uid, other);
  problems.clear();
  CHECK(effective(desired, &ledger, day(11, 22), problems).mappings.empty());
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].rule == "removed-ambiguous");
  CHECK(problems[0].hint == "Add account = NUMBER.");
  desired.removed[0].account = AccountNumber(10020);
  CHECK(on(desired, day(11, 22), &ledger).mappings.at(0).account == AccountNumber(10020));
}

TEST_CASE("an exclusion holds on its last day, and is over behind it") {
  Desired desired = tiny::a_desired();
  desired.mappings[0].products = {{"Endpoint Security Select"}};
  desired.mappings[0].products[0].until = day(11, 30);
  CHECK_FALSE(on(desired, day(11, 30)).mappings[0].products[0].is_over);
  CHECK(on(desired, day(12, 1)).mappings[0].products[0].is_over);
}

}  // namespace tariff::app
