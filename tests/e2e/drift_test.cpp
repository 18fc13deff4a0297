#include <doctest/doctest.h>

#include "e2e/story.hpp"
#include "support/schema_check.hpp"

/// What changed in Tigerpaw behind our back, and what did not.
namespace tariff::e2e {
namespace {

const Words detailed{"drift", "--detailed-exitcode"};

void edit_by_hand(const Story& story) {
  story.change([](auto& world) { line(world, 50001, "KES-SELECT").quantity = 9; });
}

void ignore_until(const Story& story, const std::string& day) {
  const std::string text = story.repository().read("tariff.toml");
  story.repository().commit_file(
      "tariff.toml",
      text + "\n[[ignore]]\naccount = 10010\nreason = \"agreed by phone\"\nuntil = " + day + "\n",
      "Ignore it");
}

TEST_CASE("what stands as we wrote it is no drift, and a count that moved is none either") {
  const Story story(Start::billed);
  const auto none = story.run(detailed);
  CHECK(none.exit_code == 0);
  CHECK(last_line(none.out) == "No drift; 0 ignored, 0 for the next run.");
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  const auto usage = story.run(detailed);
  CHECK(usage.exit_code == 0);
  CHECK(contains(usage.out, "~ KES-SELECT on 50001: usage moved, quantity 3 -> 4; +3.50 Monthly"));
  CHECK(story.writes() == 0);
}

TEST_CASE("a hand edit is drift with its money, exit 2 where that was asked for, and JSON of the schema") {
  const Story story(Start::billed);
  edit_by_hand(story);
  CHECK(story.run({"drift"}).exit_code == 0);
  const auto end = story.run(detailed);
  CHECK(end.exit_code == 2);
  CHECK(contains(end.out, "! KES-SELECT on 50001: edited by hand, quantity 3 -> 9; +21.00 Monthly"));
  CHECK(contains(end.out, "we last wrote 3 x 3.50 on "));
  CHECK(last_line(end.out).starts_with("Drift: 1 edited by hand; 0 ignored"));
  const auto json = story.run({"drift", "--detailed-exitcode", "--json"});
  CHECK(test::schema_errors(story.run({"schema", "drift"}).out, json.out).empty());
  CHECK(exit_code_in(json.out) == 2);
}

TEST_CASE("a line that is gone, one beside ours, one of somebody else and a moved price book are drift") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    agreement(world, 50001).charges.push_back(a_foreign_line("KES-ADV-WS", 1, "5.20"));
    auto& lines = agreement(world, 50002).charges;
    std::erase_if(lines, [](const auto& one) { return one.item_id == "KES-ADV-SRV"; });
    auto copy = line(world, 50002, "KES-ADV-WS");
    copy.detail_id = 8101;
    lines.push_back(copy);
    item(world, "KES-SELECT").prices[2] = "3.75";
  });
  const auto end = story.run(detailed);
  CHECK(contains(end.out, "KES-ADV-WS on 50001: line of somebody else, line 8100 holds 1 x 5.20"));
  CHECK(contains(end.out, "KES-ADV-SRV on 50002: gone from Tigerpaw, it held 2 x 9.75"));
  CHECK(contains(end.out, "KES-ADV-WS on 50002: second line beside ours, line 8101"));
  CHECK(contains(end.out, "KES-SELECT on 50001: price book moved, price 3.50 -> 3.75"));
}

TEST_CASE("an [[ignore]] silences a drift up to its day and not a day longer") {
  const Story story(Start::billed);
  edit_by_hand(story);
  ignore_until(story, "2099-12-31");
  const auto ignored = story.run(detailed);
  CHECK(ignored.exit_code == 0);
  CHECK(contains(ignored.out, "ignored until 2099-12-31: agreed by phone"));
  CHECK(last_line(ignored.out) == "No drift; 1 ignored, 0 for the next run.");
  const auto later = story.run({"drift", "--detailed-exitcode", "--now", "2100-01-02T12:00:00Z"});
  CHECK(contains(later.out, "its [[ignore]] ended on 2099-12-31"));
}

}  // namespace
}  // namespace tariff::e2e
