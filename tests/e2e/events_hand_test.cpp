#include <doctest/doctest.h>

#include "e2e/events.hpp"

/// People edit, delete, copy and hand over lines.
namespace tariff::e2e {
namespace {

TEST_CASE("events: somebody edits a line by hand, and the file says what holds") {
  const Story story(Start::billed);
  story.change([](auto& world) { line(world, 50001, "KES-SELECT").quantity = 9; });
  const std::string held = story.rows();
  CHECK(nightly(story).exit_code == 7);
  expect_in_table({"A line is edited by hand", "", held, story.lines(50001)});
  const std::string block =
      "[[override]]\naccount = 10010\nitem = \"KES-SELECT\"\nquantity = 9\nreason = \"spare devices\"\nuntil "
      "= ";
  story.edit(before_the_end, block + day_of(story, 5) + "\n" + before_the_end);
  CHECK(story.rows().empty());
  CHECK(nightly(story, 1).exit_code == 0);
  expect_in_table({"A line is edited by hand, and the file agrees until a day", block + "2026-12-31", "",
                   story.lines(50001)});
  const auto ended = story.run({"plan", "--now", night(story, 6)});
  CHECK(ended.exit_code == 3);
  CHECK(contains(ended.err, "error[override-ended]"));
  CHECK(story.run({"apply", "--auto-approve", "--keep-going", "--now", night(story, 6)}).exit_code == 7);
  CHECK(story.writes() == 0);
}

TEST_CASE("events: what a person wrote is restored, or kept, where the policy says so") {
  const Story story(Start::billed);
  story.change([](auto& world) { line(world, 50001, "KES-SELECT").quantity = 9; });
  story.edit("[defaults]", "[policy]\nhand_edit = \"keep\"\n\n[defaults]");
  CHECK(nightly(story).exit_code == 0);
  expect_in_table({"A line is edited by hand, and people's values are kept", "hand_edit = \"keep\"",
                   story.rows(), story.lines(50001)});
  story.edit("hand_edit = \"keep\"", "hand_edit = \"restore\"");
  const std::string restored = story.rows();
  CHECK(nightly(story, 1).exit_code == 0);
  expect_in_table({"A line is edited by hand, and ours is restored", "hand_edit = \"restore\"", restored,
                   story.lines(50001)});
}

TEST_CASE("events: a line of ours is deleted by hand") {
  const Story story(Start::billed);
  story.change([](auto& world) { agreement(world, 50001).charges.clear(); });
  const std::string rows = story.rows();
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.lines(50001).empty());
  CHECK(story
            .run({"resolve", "charge/50001/KES-SELECT", "--as", "absent", "--reason", "deleted by mistake",
                  "--now", night(story, 1)})
            .exit_code == 0);
  CHECK(story.run({"apply", "--auto-approve", "--allow-config", "--now", night(story, 2)}).exit_code == 0);
  expect_in_table({"A line is deleted by hand; `tariff resolve --as absent`", "", rows, story.lines(50001)});
}

TEST_CASE("events: a line of ours is copied by hand") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    auto copy = line(world, 50001, "KES-SELECT");
    copy.detail_id = 7777;
    agreement(world, 50001).charges.push_back(copy);
    add_device(world, "Contoso", "CONTOSO-WS-09");
  });
  const std::string rows = story.rows();
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  story.change([](auto& world) { agreement(world, 50001).charges.pop_back(); });
  CHECK(nightly(story, 1).exit_code == 0);
  expect_in_table({"A line is copied by hand; a person deletes the copy", "", rows, story.lines(50001)});
}

TEST_CASE("events: a line that somebody else made is adopted, with whose values the file says") {
  const Story story(Start::healthy);
  story.change(
      [](auto& world) { agreement(world, 50001).charges = {a_foreign_line("KES-SELECT", 5, "3.00")}; });
  const std::string held = story.rows();
  CHECK(contains(held, "adopt charge/50001/KES-SELECT adoption 5 x 3.00 L2 -> 3 x 3.50 L2, held\n"));
  const std::string block = "[[adopt]]\naccount = 10010\nitem = \"KES-SELECT\"\ntake = ";
  story.edit(before_the_end, block + "\"theirs\"\n" + before_the_end);
  const std::string theirs = story.rows();
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 5 x 3.00 L2\n");
  CHECK(nightly(story, 1).exit_code == 0);
  CHECK(contains(theirs, "adopt charge/50001/KES-SELECT adoption 5 x 3.00 L2 -> 5 x 3.00 L2\n"));
  expect_in_table({"A line of others is adopted with its price", block + "\"theirs\"",
                   "adopt charge/50001/KES-SELECT adoption 5 x 3.00 L2", story.lines(50001)});
}

TEST_CASE("events: a line that somebody else made is adopted, with our values") {
  const Story story(Start::healthy);
  story.change(
      [](auto& world) { agreement(world, 50001).charges = {a_foreign_line("KES-SELECT", 5, "3.00")}; });
  const std::string block = "[[adopt]]\naccount = 10010\nitem = \"KES-SELECT\"\ntake = \"ours\"";
  story.edit(before_the_end, block + "\n" + before_the_end);
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  expect_in_table({"A line of others is adopted with our values", block,
                   "adopt charge/50001/KES-SELECT adoption 5 x 3.00 L2 -> 3 x 3.50 L2", story.lines(50001)});
}

}  // namespace
}  // namespace tariff::e2e
