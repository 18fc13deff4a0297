#include "report/drift_text.hpp"

#include <string>

#include <doctest/doctest.h>

#include "support/schema_check.hpp"
#include "support/tiny_world.hpp"
#include "text/time.hpp"
#include "unit/report/widest_line.hpp"

namespace tariff::report {
namespace {

using plan::Drift;
using plan::DriftKind;

LineValue value(std::int64_t quantity, const std::string& price = "3.50") {
  return {quantity, tiny::money(price), PriceLevelId(2)};
}

plan::Plan a_plan() {
  plan::Plan plan;
  plan.program = "tariff 0.1.0";
  plan.installation = InstallationId("k7q2m9d4xw");
  plan.config = {"tariff.toml", "0a1b2c3d4e5f6a7b", false};
  plan.now = *read_instant("2026-11-22T10:14:33Z");
  plan.currency = "USD";
  plan.coverage.agreements_read = 3;
  return plan;
}

Drift a_drift(DriftKind kind) {
  Drift drift;
  drift.kind = kind;
  drift.key = {AgreementNumber(50001), ItemId("KES-SELECT")};
  drift.account = AccountNumber(10010);
  drift.account_name = "Contoso Ltd";
  drift.tenant = "Contoso";
  drift.detail = DetailId(9);
  drift.written = value(5);
  drift.live = value(9, "3.00");
  drift.wanted = value(5);
  drift.written_at = *read_instant("2026-11-20T02:00:00Z");
  drift.written_by = RunId("r-1");
  drift.period = "Monthly";
  drift.amount_delta = tiny::money("9.50");
  drift.reason = "Ann";
  return drift;
}

Drift an_edit() {
  Drift drift = a_drift(DriftKind::edited);
  drift.fields = {plan::Field::quantity, plan::Field::price};
  return drift;
}

Ignore an_ignore() { return {AccountNumber(10010), {}, "agreed by phone", *read_day("2026-12-01"), {}}; }

std::string text_of(std::vector<Drift> drifts, std::size_t width = 200) {
  return drift_text({std::move(drifts), 4, 0}, a_plan(), {false, width});
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a hand edit says what moved, in money, and when we last wrote what") {
  CHECK(text_of({an_edit()}) ==
        "Drift of tariff.toml at commit 0a1b2c3d4e5f, 2026-11-22T10:14:33Z, amounts in USD\n"
        "\n"
        "Contoso -> account 10010 Contoso Ltd\n"
        "  ! KES-SELECT on 50001: edited by hand, quantity 5 -> 9, price 3.50 -> 3.00; +9.50 Monthly\n"
        "      we last wrote 5 x 3.50 on 2026-11-20, run r-1\n"
        "\n"
        "Compared: 4 lines of ours on 3 agreements.\n"
        "Drift: 1 edited by hand; 0 ignored, 0 for the next run; +9.50 Monthly.\n");
}

TEST_CASE("each kind of drift has its sentence") {
  CHECK(contains(text_of({a_drift(DriftKind::vanished)}),
                 "! KES-SELECT on 50001: gone from Tigerpaw, it held 5 x 3.50"));
  CHECK(
      contains(text_of({a_drift(DriftKind::second_line)}), "second line beside ours, line 9 holds 9 x 3.00"));
  CHECK(contains(text_of({a_drift(DriftKind::foreign_line)}), "      its source: Ann\n"));
  Drift catalogue = a_drift(DriftKind::catalogue);
  catalogue.live = value(5);
  catalogue.wanted = value(5, "4.00");
  catalogue.fields = {plan::Field::price};
  CHECK(contains(text_of({catalogue}), "! KES-SELECT on 50001: price book moved, price 3.50 -> 4.00"));
  Drift usage = a_drift(DriftKind::usage);
  usage.live.reset();
  CHECK(contains(text_of({usage}), "~ KES-SELECT on 50001: usage moved, 0 -> 5 x 3.50"));
  CHECK(text_of({usage}).ends_with("No drift; 0 ignored, 1 for the next run.\n"));
}

TEST_CASE("what is ignored says until when and why, and what was ignored says that it ended") {
  Drift ignored = an_edit();
  ignored.ignored = an_ignore();
  CHECK(contains(text_of({ignored}), "  i KES-SELECT on 50001"));
  CHECK(contains(text_of({ignored}), "      ignored until 2026-12-01: agreed by phone\n"));
  CHECK(text_of({ignored}).ends_with("No drift; 1 ignored, 0 for the next run.\n"));
  Drift ended = an_edit();
  ended.ended = an_ignore();
  CHECK(contains(text_of({ended}), "      its [[ignore]] ended on 2026-12-01: agreed by phone\n"));
}

TEST_CASE("what was not looked at is said") {
  plan::Plan plan = a_plan();
  plan.ownership_known = false;
  plan.set_aside = {{"Fabrikam", AccountNumber(10020), "tenant-unread", true, {}, {}}};
  const std::string text = drift_text({{}, 0, 2}, plan, {false, 200});
  CHECK(contains(text, "Ownership unknown"));
  CHECK(contains(text, "Not looked at: 2 lines of ours"));
  CHECK(contains(text, "Unread: Fabrikam -> account 10020 [tenant-unread].\n"));
}

TEST_CASE("a narrow terminal has no line wider than itself") {
  Drift long_one = an_edit();
  long_one.ignored = an_ignore();
  CHECK(widest_line(text_of({an_edit(), long_one, a_drift(DriftKind::usage)}, 80)) <= 80);
  CHECK(widest_line(text_of({an_edit(), long_one})) <= 200);
}

TEST_CASE("the document of every kind of drift validates against its schema") {
  std::vector<Drift> drifts{an_edit()};
  for (const auto kind : {DriftKind::vanished, DriftKind::second_line, DriftKind::foreign_line,
                          DriftKind::catalogue, DriftKind::usage, DriftKind::config})
    drifts.push_back(a_drift(kind));
  drifts[1].live.reset();
  drifts[2].ignored = an_ignore();
  drifts[3].ended = an_ignore();
  drifts[4].written_at.reset();
  plan::Plan plan = a_plan();
  plan.set_aside = {{"Fabrikam", AccountNumber(10020), "", true, {}, {}}};
  const std::string text = drift_json({drifts, 4, 1}, plan, plan::Exit::changes);
  CHECK(test::schema_errors(drift_schema(), text).empty());
  CHECK(contains(text, "\"drift\": 4"));
}

TEST_CASE("no name in a drift does harm on a terminal") {
  const std::string evil = "\x1b[2J\n::error::x \xE2\x80\xAE \xFF";
  Drift drift = a_drift(DriftKind::foreign_line);
  drift.tenant = drift.account_name = drift.reason = drift.period = evil;
  drift.key.item = ItemId(evil);
  drift.ignored = an_ignore();
  drift.ignored->reason = evil;
  const std::string text = text_of({drift}, 80);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\n::error") == std::string::npos);
  CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
}

}  // namespace tariff::report
