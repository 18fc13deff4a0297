#include "app/statement.hpp"

#include <doctest/doctest.h>

#include "support/site.hpp"
#include "text/time.hpp"

namespace tariff::app {
namespace {

using std::chrono::days;

/// The tiny world, billed on 2026-11-22 for the first time.
test::Site billed() {
  test::Site site;
  site.run();
  return site;
}

Result<report::Statement> statement(test::Site& site, const std::string& month, bool asks = true) {
  return make_statement({site.ledger, &site.desired, asks ? &site.tigerpaw : nullptr},
                        {*read_month(month), site.now, "UTC"});
}

report::StatementLine only_line(test::Site& site, const std::string& month, bool asks = true) {
  const auto made = statement(site, month, asks);
  REQUIRE(made.has_value());
  REQUIRE(made->lines.size() == 1);
  return made->lines.front();
}

Error refusal(test::Site& site, const std::string& month) {
  const auto made = statement(site, month);
  REQUIRE_FALSE(made.has_value());
  return made.error();
}

}  // namespace

TEST_CASE("a month is read as YYYY-MM and nothing else") {
  CHECK(read_month("2026-11").has_value());
  for (const char* text : {"2026-13", "2026-1", "2026-11-01", "november", "", "2026/11"})
    CHECK_FALSE(read_month(text).has_value());
}

TEST_CASE("a statement says what was counted and written, under the names of both services") {
  auto site = billed();
  const auto line = only_line(site, "2026-11");
  CHECK(line.account == AccountNumber(10010));
  CHECK(line.account_name == "Contoso Ltd");
  CHECK(line.tenant == "Contoso");
  CHECK(line.period == "Monthly");
  CHECK(line.counted == 5);
  CHECK(line.written->amount() == tiny::money("17.50"));
  CHECK(line.unwritten() == tiny::money("0"));
  CHECK_FALSE(line.billed.has_value());
  CHECK(line.note.empty());
}

TEST_CASE("a statement is made of the ledger and the file alone where Tigerpaw is not asked") {
  auto site = billed();
  site.desired.mappings[0].account_name = "Contoso as pinned";
  const auto line = only_line(site, "2026-11", false);
  CHECK(line.account_name == "Contoso as pinned");
  CHECK(line.period.empty());
  CHECK(report::totals_of(*statement(site, "2026-11", false)).empty());
}

TEST_CASE(
    "what the invoice run found is told from LastBilledDate, and what was written behind it is not billed") {
  auto site = billed();
  site.pass(days(2));
  tiny::agreement_of(site.world()).last_billed = "2026-11-24T00:00:00";
  CHECK(only_line(site, "2026-11").billed->quantity == 5);
  CHECK(write_day(only_line(site, "2026-11").billed_on.value()) == "2026-11-24");
  site.pass(days(1));
  tiny::use_licence(site.world(), tiny::select_licence, {8, 0, 0});
  site.run();
  const auto line = only_line(site, "2026-11", false);
  CHECK(line.billed->quantity == 5);
  CHECK(line.written->quantity == 8);
  CHECK(line.unbilled() == tiny::money("10.50"));
  CHECK(line.differs());
}

TEST_CASE("a count that could not be written shows as a difference in money") {
  auto site = billed();
  site.pass(days(1));
  tiny::use_licence(site.world(), tiny::select_licence, {8, 0, 0});
  site.tigerpaw.write_faults = {test::WriteFault::never_came};
  site.run();
  const auto line = only_line(site, "2026-11");
  CHECK(line.counted == 8);
  CHECK(line.written->quantity == 5);
  CHECK(line.unwritten() == tiny::money("10.50"));
  CHECK(line.note.find("whose outcome nobody knew") != std::string::npos);
}

TEST_CASE("totals are of one billing period each") {
  auto site = billed();
  tiny::add_customer(site.desired, site.world(), 1);
  tiny::agreement_of(site.world(), 50002).summary.period = "Yearly";
  site.pass(days(1));
  site.run();
  const auto totals = report::totals_of(*statement(site, "2026-11"));
  REQUIRE(totals.size() == 2);
  CHECK(totals.at("Monthly").written == tiny::money("17.50"));
  CHECK(totals.at("Yearly").written == tiny::money("17.50"));
  CHECK(totals.at("Yearly").lines == 1);
}

TEST_CASE("a month in which nothing was entered is refused, with the entries around it") {
  auto site = billed();
  CHECK(refusal(site, "2026-10").kind == ErrorKind::refused);
  CHECK(refusal(site, "2026-10").message.find("The first one behind is of 2026-11-22.") != std::string::npos);
  CHECK(refusal(site, "2026-12").message.find("The last one before is of 2026-11-22.") != std::string::npos);
  test::Site fresh;
  CHECK(refusal(fresh, "2026-11").message.find("It is empty.") != std::string::npos);
}

TEST_CASE("a statement of another ledger than the file names is refused") {
  auto site = billed();
  site.desired.ledger = LedgerId("l-another");
  CHECK(refusal(site, "2026-11").kind == ErrorKind::refused);
}

TEST_CASE("a month that has not ended says how far it goes; one that has does not") {
  auto site = billed();
  CHECK(statement(site, "2026-11")->until == site.now);
  site.pass(days(20));
  CHECK_FALSE(statement(site, "2026-11")->until.has_value());
}

TEST_CASE("an agreement that Tigerpaw does not give is told as unread, and its line stays") {
  auto site = billed();
  site.tigerpaw.read_faults = {test::ReadFault::fails};
  const auto made = statement(site, "2026-11");
  REQUIRE(made.has_value());
  CHECK(made->unread.size() == 1);
  CHECK(made->lines.size() == 1);
}

}  // namespace tariff::app
