#include <doctest/doctest.h>

#include "e2e/story.hpp"
#include "support/schema_check.hpp"

/// Who changed what, when, by which commit, with what result.
namespace tariff::e2e {
namespace {

void apply_one_device_more(const Story& story) {
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 0);
}

TEST_CASE("the history tells each run with its commit and what it did, the newest first") {
  const Story story(Start::healthy);
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  apply_one_device_more(story);
  const auto end = story.run({"history"});
  CHECK(end.exit_code == 0);
  const auto set = end.out.find("~ KES-SELECT on 50001  3 x 3.50 -> 4 x 3.50  set");
  const auto created = end.out.find("+ KES-SELECT on 50001");
  CHECK(set != std::string::npos);
  CHECK(created != std::string::npos);
  CHECK(set < created);
  CHECK(contains(end.out, "& account 10020 linked"));
  CHECK(
      contains(end.out, "commit " + story.repository().head().substr(0, 12) + " by Ada Test, 2026-11-22: "));
  CHECK(contains(end.out, "Bill our customers"));
  CHECK(story.run({"history", "--last", "1"}).out.find("+ KES-SELECT") == std::string::npos);
  CHECK(contains(story.run({"history", "--last", "1"}).out, "1 older run not shown"));
}

TEST_CASE("the history of an account is a table of its lines, and JSON of the published schema") {
  const Story story(Start::billed);
  apply_one_device_more(story);
  const auto table = story.run({"history", "10010"}).out;
  CHECK(contains(table, "History of account 10010"));
  CHECK(contains(table, "3 x 3.50 -> 4 x 3.50"));
  CHECK_FALSE(contains(table, "KES-ADV"));
  const auto json = story.run({"history", "--json"});
  CHECK(test::schema_errors(story.run({"schema", "history"}).out, json.out).empty());
  CHECK(exit_code_in(json.out) == 0);
  const Json runs = *json_of(json.out).find("runs");
  CHECK(runs.items().at(0).find("commit")->find("author")->raw() == "Ada Test");
}

TEST_CASE("a decision of a person stands in the history with its reason") {
  const Story story(Start::billed);
  story.change([](auto& world) { line(world, 50001, "KES-SELECT").quantity = 9; });
  CHECK(story.run({"resolve", "charge/50001/KES-SELECT", "--as", "seen", "--reason", "agreed with Ann"})
            .exit_code == 0);
  const auto end = story.run({"history", "--last", "1"});
  CHECK(contains(end.out, "resolved charge/50001/KES-SELECT as seen: agreed with Ann"));
  CHECK(contains(end.out, "3 x 3.50 -> 9 x 3.50"));
}

TEST_CASE("an empty ledger, an account of nobody and a month without entries each say so") {
  const Story fresh(Start::healthy);
  CHECK(contains(fresh.run({"history"}).out, "is empty: nothing has been applied with it yet."));
  const Story story(Start::billed);
  CHECK(contains(story.run({"history", "4711"}).out, "none of a run that touched account 4711."));
  const auto later = story.run({"history", "--since", "2100-01-01"});
  CHECK(later.exit_code == 0);
  CHECK(contains(later.out, "none of a run since 2100-01-01."));
}

TEST_CASE("a commit that the clone does not hold is said and no error, a wrong day is a wrong command line") {
  const Story story(Start::billed);
  const auto elsewhere = story.run({"history", "--file", (story.folder() / "elsewhere.toml").string()});
  CHECK(elsewhere.exit_code == 0);
  CHECK(contains(elsewhere.out, ", which this clone does not hold"));
  const auto wrong = story.run({"history", "--since", "November"});
  CHECK(wrong.exit_code == 64);
  CHECK(contains(wrong.err, "Write it as 2026-11-22."));
}

TEST_CASE("a history writes nothing and asks no service") {
  const Story story(Start::billed);
  const auto before = test::read_file(story.folder() / "ledger.db");
  CHECK(story.run({"history"}).exit_code == 0);
  CHECK(test::read_file(story.folder() / "ledger.db") == before);
  CHECK(contains(story.sandbox().requests(), "\"writes\": 0"));
}

}  // namespace
}  // namespace tariff::e2e
