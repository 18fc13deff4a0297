#include "report/statement.hpp"

#include <doctest/doctest.h>

#include "report/csv.hpp"
#include "support/schema_check.hpp"
#include "support/tiny_world.hpp"
#include "text/json.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

LineValue at_price(std::int64_t quantity) { return {quantity, tiny::money("3.50"), PriceLevelId(2)}; }

Statement a_statement(const std::string& name = "Contoso Ltd") {
  Statement out;
  out.month = std::chrono::year(2026) / std::chrono::month(11);
  out.currency = "USD";
  out.ledger = "ledger l-8f3k2m at entry 18";
  out.entries = 4;
  out.asked_tigerpaw = true;
  StatementLine line;
  line.account = AccountNumber(10010);
  line.account_name = name;
  line.tenant = "Contoso";
  line.key = {AgreementNumber(50001), ItemId("KES-SELECT")};
  line.period = "Monthly";
  line.counted = 8;
  line.counted_on = read_day("2026-11-20");
  line.written = at_price(7);
  line.written_on = read_day("2026-11-19");
  line.billed = at_price(5);
  line.billed_on = read_day("2026-11-15");
  line.purchased = 10;
  out.lines.push_back(line);
  return out;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("what is not written and what is not billed are amounts of their own") {
  const auto line = a_statement().lines[0];
  CHECK(line.unwritten() == tiny::money("3.50"));
  CHECK(line.unbilled() == tiny::money("7.00"));
  CHECK(line.differs());
}

TEST_CASE("keys that lie idle are an amount below zero, and no difference") {
  auto line = a_statement().lines[0];
  CHECK(line.unpurchased() == tiny::money("-7.00"));
  line.counted = 7;
  line.billed = line.written;
  CHECK_FALSE(line.differs());
  line.purchased.reset();
  CHECK_FALSE(line.unpurchased().has_value());
}

TEST_CASE("what nobody told has no amount, and is no difference") {
  auto line = a_statement().lines[0];
  line.counted.reset();
  line.billed.reset();
  CHECK_FALSE(line.unwritten().has_value());
  CHECK_FALSE(line.unbilled().has_value());
  CHECK_FALSE(line.differs());
}

TEST_CASE("a statement for people has a line for each charge and a total for each period") {
  const std::string text = statement_text(a_statement(), {false, 140});
  CHECK(contains(text,
                 "  10010  Contoso Ltd      50001  KES-SELECT        8        7       5         10   24.50"));
  CHECK(contains(
      text,
      "Total Monthly: counted 28.00, written 24.50, billed as far as Tigerpaw tells 17.50; not written"));
}

TEST_CASE("without Tigerpaw there is no total, and the text says why") {
  Statement statement = a_statement();
  statement.asked_tigerpaw = false;
  CHECK(totals_of(statement).empty());
  CHECK(contains(statement_text(statement, {false, 140}), "Tigerpaw was not asked"));
  CHECK_FALSE(contains(statement_text(statement, {false, 140}), "Total"));
}

TEST_CASE("the file for spreadsheets holds every figure") {
  const std::string csv = table_csv(statement_table(a_statement()));
  CHECK(contains(
      csv,
      "\r\n10010,Contoso Ltd,Contoso,50001,KES-SELECT,8,2026-11-20,7,2026-11-19,5,2026-11-15,10,3.50,28.00,"
      "24.50,17.50,3.50,7.00,-7.00,Monthly,\r\n"));
}

TEST_CASE("the document holds amounts as decimal text, and null where nobody told") {
  Statement statement = a_statement();
  statement.lines[0].billed.reset();
  const auto json = read_json(statement_json(statement, 0, "ok"));
  REQUIRE(json.has_value());
  CHECK(test::schema_errors(statement_schema(), json->text()) == std::vector<std::string>{});
  const Json& line = json->find("lines")->items()[0];
  CHECK(line.find("not_written")->raw() == "3.50");
  CHECK(line.find("billed")->is_null());
  CHECK(line.find("purchased")->raw() == "10");
  CHECK(line.find("not_purchased")->raw() == "-7.00");
  CHECK(json->find("totals")->items()[0].find("written")->raw() == "24.50");
  CHECK(json->find("month")->raw() == "2026-11");
}

TEST_CASE("the page carries what its script adds up as whole ten-thousandths") {
  const std::string page = statement_html(a_statement());
  CHECK(contains(
      page, "data-counted=\"280000\" data-written=\"245000\" data-billed=\"175000\" data-differs=\"yes\""));
  CHECK(contains(page, "data-group=\"account 10010 Monthly\""));
  CHECK(contains(page, "id=\"search\""));
  CHECK(contains(page, "<svg id=\"chart\""));
}

TEST_CASE("lines whose period nobody told are never added up with those of another agreement") {
  Statement statement = a_statement();
  statement.lines[0].period.clear();
  CHECK(contains(statement_html(statement), "data-group=\"agreement 50001\""));
}

TEST_CASE("a hostile name stays text in every form") {
  const std::string name = "\"><script>alert(1)</script>\r\n=1\x1b[2J";
  const Statement statement = a_statement(name);
  const std::string page = statement_html(statement);
  CHECK_FALSE(contains(page, "<script>alert"));
  CHECK_FALSE(contains(page, "\"><script"));
  CHECK(contains(page, "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\\u{D}\\u{A}=1\\u{1B}[2J"));
  CHECK_FALSE(contains(statement_text(statement, {false, 140}), "\x1b"));
  CHECK(read_json(statement_json(statement, 0, "ok")).has_value());
  CHECK(test::schema_errors(statement_schema(), statement_json(statement, 0, "ok")).empty());
}

}  // namespace tariff::report
