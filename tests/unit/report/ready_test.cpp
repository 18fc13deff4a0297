#include "report/ready.hpp"

#include <doctest/doctest.h>

#include "report/csv.hpp"
#include "support/schema_check.hpp"
#include "support/tiny_world.hpp"
#include "text/json.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

ReadyAgreement an_agreement(std::int64_t number, const std::string& name) {
  ReadyAgreement out;
  out.account = AccountNumber(10010);
  out.account_name = name;
  out.tenant = "Contoso";
  out.agreement = AgreementNumber(number);
  out.period = "Monthly";
  out.bills_on = read_day("2026-12-01");
  out.lines = 2;
  out.bills_now = tiny::money("1234.50");
  out.last_good_count = read_instant("2026-12-01T02:00:00Z");
  return out;
}

/// One agreement that is ready, and one with something against it.
Readiness two(const std::string& name = "Contoso Ltd") {
  Readiness out;
  out.on = *read_day("2026-12-01");
  out.now = *read_instant("2026-12-01T09:00:00Z");
  out.age_max = std::chrono::hours(36);
  out.currency = "USD";
  out.billing = {an_agreement(50001, name), an_agreement(50002, name)};
  out.billing[1].doubts = {
      {Doubt::waiting, "KES-SELECT 3 -> 5", "not applied yet (usage)", tiny::money("7.00"), true}};
  out.on_other_days = 4;
  return out;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("what does not stop an invoice leaves it ready") {
  Readiness all = two();
  CHECK(all.ready() == 1);
  all.billing[1].doubts[0].stops = false;
  CHECK(all.ready() == 2);
}

TEST_CASE("ages are told in the largest unit that still says something") {
  using namespace std::chrono;
  CHECK(age_text(seconds(1)) == "1 second");
  CHECK(age_text(minutes(35)) == "35 minutes");
  CHECK(age_text(hours(31)) == "31 hours");
  CHECK(age_text(days(12)) == "12 days");
}

TEST_CASE("the answer for people names each agreement, and why one is not ready") {
  CHECK(ready_text(two(), {false, 120}) ==
        "Ready for 2026-12-01, as read at 2026-12-01T09:00:00Z; a count holds for 36 hours; amounts in USD\n"
        "\n"
        "  ACCOUNT  CUSTOMER     AGREEMENT  LINES  BILLS NOW  PERIOD   LAST GOOD COUNT  READY\n"
        "    10010  Contoso Ltd      50001      2   1,234.50  Monthly  7 hours ago      yes\n"
        "    10010  Contoso Ltd      50002      2   1,234.50  Monthly  7 hours ago      no\n"
        "\n"
        "2 rows.\n"
        "  10010 Contoso Ltd, agreement 50002: not ready\n"
        "      waiting KES-SELECT 3 -> 5, +7.00 Monthly: not applied yet (usage)\n"
        "\n"
        "Ready: 1 of 2 agreements that bill on 2026-12-01; they bill 2,469.00 Monthly; in doubt +7.00 "
        "Monthly. 0 "
        "tell no day.\n");
}

TEST_CASE("a day on which nothing bills says so, and where the rest is") {
  Readiness none = two();
  none.billing.clear();
  CHECK(contains(ready_text(none, {false, 120}),
                 "No agreement bills on 2026-12-01; 4 bill on other days, 0 tell no day.\n"));
}

TEST_CASE("agreements that tell no day stand apart") {
  Readiness all = two();
  all.day_not_told = {all.billing[1]};
  all.billing.pop_back();
  all.day_not_told[0].bills_on.reset();
  const std::string text = ready_text(all, {false, 120});
  CHECK(contains(text,
                 "Day not told\n  10010 Contoso Ltd, agreement 50002: bills 1,234.50 Monthly; not ready\n"));
  CHECK(contains(table_csv(ready_table(all)), ",50002,not told,2,1234.50,7.00,"));
}

TEST_CASE("the file for spreadsheets has the reasons in words") {
  CHECK(contains(table_csv(ready_table(two())),
                 "10010,Contoso Ltd,Contoso,50002,2026-12-01,2,1234.50,7.00,Monthly,2026-12-01T02:00:00Z,no,"
                 "\"waiting KES-SELECT 3 -> 5, +7.00 Monthly: not applied yet (usage)\"\r\n"));
}

TEST_CASE("the document carries the exit code, each doubt with its money, and a summary") {
  const auto json = read_json(ready_json(two(), 4, "refused"));
  REQUIRE(json.has_value());
  CHECK(test::schema_errors(ready_schema(), json->text()) == std::vector<std::string>{});
  const Json& second = json->find("billing")->items()[1];
  CHECK_FALSE(second.find("ready")->truth());
  CHECK(second.find("age_seconds")->raw() == "25200");
  CHECK(second.find("doubts")->items()[0].find("amount_delta")->raw() == "7.00");
  CHECK(json->find("summary")->find("not_ready")->raw() == "1");
  CHECK(json->find("exit")->find("code")->raw() == "4");
}

TEST_CASE("the page shows what is not ready first, and a hostile name as text") {
  const std::string page = ready_html(two("<script>alert(1)</script>"));
  CHECK(page.find("Not ready (1)") < page.find("<h2>Ready (1)"));
  CHECK_FALSE(contains(page, "<script"));
  CHECK(contains(page, "&lt;script&gt;alert(1)"));
}

}  // namespace tariff::report
