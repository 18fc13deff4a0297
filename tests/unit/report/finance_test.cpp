#include "report/finance.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "report/csv.hpp"
#include "unit/report/review_plan.hpp"

namespace tariff::report {
namespace {

std::string line_with(const std::string& csv, const std::string& part) {
  const auto at = csv.find(part);
  if (at == std::string::npos) return "";
  const auto start = csv.rfind('\n', at) + 1;
  return csv.substr(start, csv.find("\r\n", at) - start);
}

}  // namespace

TEST_CASE("a line tells account, line, cause, what stands before and behind, the money and the commit") {
  const auto csv = table_csv(finance_table(review_plan()));
  CHECK(csv.starts_with(
      "account,account_name,tenant,agreement,item,action,cause,quantity_before,quantity_after,unit_price_"
      "before,"
      "unit_price_after,amount_before,amount_after,amount_delta,period,hold,commit,author,ticket\r\n"));
  CHECK(line_with(csv, "KES-SRV") ==
        "10010,Contoso Ltd,Contoso,50001,KES-SRV,update,usage,2,1,3.50,3.50,7.00,3.50,-3.50,Monthly,suspect,"
        "1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d,Ann,PR-12");
}

TEST_CASE("before a create nothing stands, and behind a retirement nothing is billed") {
  const auto csv = table_csv(finance_table(review_plan()));
  CHECK(line_with(csv, "50001,KES-SELECT")
            .starts_with(
                "10010,Contoso Ltd,Contoso,50001,KES-SELECT,create,config,,3,,3.50,,10.50,10.50,Monthly,,"));
  CHECK(line_with(csv, "50002,KES-SELECT")
            .starts_with(
                "10010,Contoso "
                "Ltd,Contoso,50002,KES-SELECT,retire,config,15,0,3.50,3.50,52.50,0.00,-52.50,Monthly,"));
}

TEST_CASE("a replace has a line for each of its lines, each with its own period, so that a column adds up") {
  const auto csv = table_csv(finance_table(review_plan()));
  CHECK(line_with(csv, "KES-OLD")
            .starts_with(
                "10010,Contoso Ltd,Contoso,50003,KES-OLD,replace,config,4,0,5.00,5.00,20.00,0.00,-20.00,"
                "Monthly,"));
  CHECK(line_with(csv, "KES-NEW")
            .starts_with(
                "10010,Contoso Ltd,Contoso,50004,KES-NEW,replace,config,,4,,60.00,,240.00,240.00,Yearly,"));
}

TEST_CASE("a link moves no money, and has a line all the same") {
  CHECK(line_with(table_csv(finance_table(review_plan())), ",link,")
            .starts_with("10010,Contoso Ltd,Contoso,,,link,config,,,,,,,,,,1a2b"));
}

TEST_CASE("no name is a formula or a second line") {
  for (const auto& name : hostile_names()) {
    CAPTURE(name.substr(0, 60));
    const auto csv = table_csv(finance_table(hostile_plan(name)));
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 9);
    for (const char* formula : {",=", ",+", ",@", "\r\n=", ",\"=", ",\"@"})
      CHECK(csv.find(formula) == std::string::npos);
  }
}

}  // namespace tariff::report
