#include "report/history_text.hpp"

#include <string>

#include <doctest/doctest.h>

#include "support/schema_check.hpp"
#include "support/tiny_world.hpp"
#include "text/time.hpp"
#include "unit/report/widest_line.hpp"

namespace tariff::report {
namespace {

const ChargeKey select{AgreementNumber(50001), ItemId("KES-SELECT")};

LineValue value(std::int64_t quantity, std::int64_t level = 2) {
  return {quantity, tiny::money("3.50"), PriceLevelId(level)};
}

Deed a_deed(DeedKind kind, DeedEnd end, std::optional<LineValue> from, std::optional<LineValue> to) {
  return {address_of(select),
          AccountNumber(10010),
          select,
          kind,
          end,
          from,
          to,
          DetailId(9),
          "",
          *read_instant("2026-11-22T10:14:34Z")};
}

RunHistory a_run() {
  RunHistory run;
  run.run = RunId("r-84csz7la");
  run.at = *read_instant("2026-11-22T10:14:33Z");
  run.state = RunState::ended;
  run.started = RunStarted{"tariff 0.1.0", "0a1b2c3d4e5f6a7b", InstallationId("i"), "ann on build-7", 900};
  run.counts = RunEnded{1, 0, 0, 2};
  run.deeds = {a_deed(DeedKind::set, DeedEnd::confirmed, value(3), value(5))};
  return run;
}

History a_history() {
  return {LedgerId("l-8f3k2m"),
          {42, std::string(64, 'a')},
          {},
          {},
          {a_run()},
          0,
          {{"0a1b2c3d4e5f6a7b",
            {"0a1b2c3d4e5f6a7b", "Ann Lee", "ann@msp.example", *read_instant("2026-11-21T09:00:00Z"),
             "Bill two more servers"}}}};
}

}  // namespace

TEST_CASE("a run says who, when, by which commit, and what each line went from and to") {
  CHECK(history_text(a_history(), {false, 80}) ==
        "History of the ledger l-8f3k2m, newest first\n"
        "\n"
        "r-84csz7la  2026-11-22T10:14:33Z  ann on build-7, tariff 0.1.0\n"
        "  commit 0a1b2c3d4e5f by Ann Lee, 2026-11-21: Bill two more servers\n"
        "  ~ KES-SELECT on 50001  3 x 3.50 -> 5 x 3.50  set\n"
        "  ended: 1 applied, 0 failed, 0 unknown, 2 waiting\n"
        "\n"
        "1 run; the ledger ends at entry 42, aaaaaaaaaaaaaaaa.\n");
}

TEST_CASE("a commit that the clone does not hold is said") {
  History history = a_history();
  history.commits.clear();
  CHECK(history_text(history, {false, 80}).find("  commit 0a1b2c3d4e5f, which this clone does not hold\n") !=
        std::string::npos);
}

TEST_CASE("a level is shown where it moved, and the reason of what did not end well") {
  History history = a_history();
  history.runs[0].deeds[0].to = value(3, 1);
  history.runs[0].deeds[0].end = DeedEnd::unknown;
  history.runs[0].deeds[0].reason = "the answer was lost";
  const std::string text = history_text(history, {false, 80});
  CHECK(text.find("? KES-SELECT on 50001  3 x 3.50, level 2 -> 3 x 3.50, level 1  unknown\n"
                  "      the answer was lost\n") != std::string::npos);
}

TEST_CASE("lines that were only read back as they were are counted") {
  History history = a_history();
  history.runs[0].deeds = {a_deed(DeedKind::seen, DeedEnd::confirmed, value(3), value(3))};
  const std::string text = history_text(history, {false, 80});
  CHECK(text.find("  1 line read back as they were\n") != std::string::npos);
  CHECK(text.find("KES-SELECT") == std::string::npos);
}

TEST_CASE("a decision, a revert, an invoice run and runs left out are told") {
  History history = a_history();
  history.left_out = 3;
  history.runs[0].started->reverts = RunId("r-old");
  history.runs[0].invoices = {
      {select.agreement, AccountNumber(10010), {"2026-10-01", ""}, {"2026-11-01", ""}}};
  RunHistory decision;
  decision.state = RunState::ended;
  decision.decision = Resolved{"charge/50001/KES-SELECT", "absent", "I looked", "bob"};
  history.runs.push_back(decision);
  const std::string text = history_text(history, {false, 200});
  CHECK(text.find("  reverts run r-old\n") != std::string::npos);
  CHECK(text.find("the invoice run of agreement 50001 was noticed: last billed 2026-10-01 -> 2026-11-01") !=
        std::string::npos);
  CHECK(text.find("resolved charge/50001/KES-SELECT as absent: I looked") != std::string::npos);
  CHECK(text.ends_with("3 older runs not shown; --last 0 shows all.\n"));
}

TEST_CASE("of one account there is a table of each of its lines through time, whole at 80 columns") {
  History history = a_history();
  history.account = AccountNumber(10010);
  history.runs[0].deeds[0].to = value(5, 1);
  RunHistory older = a_run();
  older.run = RunId("r-older");
  older.started->commit = "ffffffffffffffff";
  older.deeds = {a_deed(DeedKind::created, DeedEnd::confirmed, {}, value(3))};
  older.invoices = {
      {select.agreement, AccountNumber(10010), {"2026-10-01", ""}, {"2026-11-01T00:00:00", ""}}};
  history.runs.push_back(older);
  CHECK(history_text(history, {false, 80}) ==
        "History of account 10010, each line's newest first\n"
        "\n"
        "KES-SELECT on 50001\n"
        "\n"
        "         DAY            QUANTITY x PRICE  END             RUN  BY\n"
        "  2026-11-22  3 x 3.50 L2 -> 5 x 3.50 L1  set      r-84csz7la  0a1b2c3 Ann Lee:…\n"
        "  2026-11-22                    3 x 3.50  created     r-older  fffffff\n"
        "\n"
        "Invoice runs of agreement 50001\n"
        "\n"
        "         DAY  QUANTITY x PRICE  END          RUN  BY\n"
        "  2026-11-22        2026-11-01  noticed  r-older  Tigerpaw\n");
  CHECK(history_text(history, {false, 200}).find("0a1b2c3 Ann Lee: Bill two more servers\n") !=
        std::string::npos);
}

TEST_CASE("an empty ledger and an empty answer say so") {
  History history = a_history();
  history.runs.clear();
  history.account = AccountNumber(7);
  history.since = read_day("2026-11-01");
  CHECK(history_text(history, {false, 80}) ==
        "The ledger l-8f3k2m holds 42 entries, and none of a run that touched account 7 since 2026-11-01.\n");
  history.head = empty_head();
  CHECK(history_text(history, {false, 80}) ==
        "The ledger l-8f3k2m is empty: nothing has been applied with it yet.\n");
}

TEST_CASE("the document of every kind of history validates against its schema") {
  History history = a_history();
  history.account = AccountNumber(10010);
  history.since = read_day("2026-11-01");
  history.runs[0].started->reverts = RunId("r-old");
  history.runs[0].invoices = {{select.agreement, AccountNumber(10010), {"\xFF", ""}, {"2026-11-01", ""}}};
  history.runs[0].tenants = {
      {TenantUid("U"), TenantId(3), "Contoso", AccountNumber(10010), select.agreement, {}}};
  RunHistory decision;
  decision.decision = Resolved{"a", "absent", "I looked", "bob"};
  decision.deeds = {
      {"link/1", AccountNumber(1), {}, DeedKind::linked, DeedEnd::refused, {}, {}, {}, "no", {}}};
  history.runs.push_back(decision);
  for (const bool with_commits : {true, false}) {
    if (!with_commits) history.commits.clear();
    CHECK(test::schema_errors(history_schema(), history_json(history, 0, "ok")).empty());
  }
}

TEST_CASE("no name in a history does harm on a terminal") {
  const std::string evil = "\x1b[2J\n::error::x \xE2\x80\xAE \xFF";
  History history = a_history();
  auto& run = history.runs[0];
  run.started->owner = run.started->program = run.epoch = evil;
  run.deeds[0].key->item = ItemId(evil);
  run.deeds[0].end = DeedEnd::held;
  run.deeds[0].reason = evil;
  run.tenants = {{TenantUid("U"), TenantId(3), evil, AccountNumber(1), select.agreement, {}}};
  history.commits.begin()->second.author = history.commits.begin()->second.subject = evil;
  for (const bool of_account : {false, true}) {
    if (of_account) history.account = AccountNumber(1);
    const std::string text = history_text(history, {false, 80});
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find("\n::error") == std::string::npos);
    CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
  }
}

}  // namespace tariff::report
