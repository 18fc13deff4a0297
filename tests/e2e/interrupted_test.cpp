#include <csignal>

#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// Applies that are killed, and applies at the same time.
namespace tariff::e2e {
namespace {

const Words apply_all{"apply", "--auto-approve", "--allow-config"};

constexpr auto every_line_once =
    "50001 KES-SELECT 3 x 3.50 L2\n"
    "50002 KES-ADV-SRV 2 x 9.75 L1\n"
    "50002 KES-ADV-WS 3 x 5.20 L1\n"
    "50003 KES-SELECT 5 x 3.50 L2\n";
constexpr auto every_link_once = "10010 contoso-ltd\n10020 V0C0A7050000000000000000000000002\n";

Words at(const std::string& now) {
  Words words = apply_all;
  words.insert(words.end(), {"--now", now});
  return words;
}

constexpr int killed_code = 128 + SIGKILL;

/// Kills an apply as soon as Tigerpaw has seen so many writes; gives its exit code, for one that was faster.
int kill_after_writes(const Story& story, std::int64_t writes) {
  return story.run_beside(apply_all, [&](test::BackgroundProcess& apply) {
    if (story.writes() >= writes) apply.send(SIGKILL);
  });
}

void check_that_the_next_runs_finish(const Story& story) {
  const auto later = story.minutes_later(20);
  // At once: what is not proven is left alone, so this run may end with 7 or 8, and never does a thing twice.
  story.run(apply_all);
  const auto end = story.run(at(later));
  CAPTURE(end.out);
  CHECK(end.exit_code == 0);
  CHECK(story.all_lines() == every_line_once);
  CHECK(story.links() == every_link_once);
  CHECK(story.rows().empty());
}

/// Writes of an undisturbed first apply: a link, then three lines at 0 and their quantities.
constexpr std::int64_t writes_of_first_apply = 7;

TEST_CASE("an apply that is killed at any of its writes is finished by the next ones, each line once") {
  int killed = 0;
  for (std::int64_t writes = 1; writes <= writes_of_first_apply; ++writes) {
    CAPTURE(writes);
    const Story story(Start::healthy);
    if (kill_after_writes(story, writes) == killed_code) ++killed;
    check_that_the_next_runs_finish(story);
  }
  CHECK(killed > 0);
}

TEST_CASE("an apply that is killed before its first write leaves nothing behind") {
  const Story story(Start::healthy);
  story.run_beside(apply_all, [&](test::BackgroundProcess& apply) {
    if (contains(story.sandbox().requests(), "price")) apply.send(SIGKILL);
  });
  check_that_the_next_runs_finish(story);
}

TEST_CASE("a replace that is killed at any of its writes never bills twice, and the next run finishes it") {
  for (std::int64_t writes = 1; writes <= 3; ++writes) {
    CAPTURE(writes);
    const Story story(Start::billed);
    story.change([](auto& world) { agreement(world, 50005).account = 10010; });
    story.edit("agreement      = 50001", "agreement      = 50005\nhandover       = \"now\"");
    kill_after_writes(story, writes);
    const auto later = story.minutes_later(20);
    const auto end = story.run(at(later));
    CAPTURE(end.out);
    CHECK(end.exit_code == 0);
    CHECK(story.lines(50001) == "KES-SELECT 0 x 3.50 L2\n");
    CHECK(story.lines(50005) == "KES-SELECT 3 x 3.50 L2\n");
  }
}

TEST_CASE("two applies at once on one ledger leave every line once") {
  const Story story(Start::healthy);
  const auto later = story.minutes_later(20);
  test::BackgroundProcess other(story.command(apply_all), story.folder() / "other.log");
  story.run_beside(apply_all, [](auto&) {});
  other.wait(std::chrono::seconds(60));
  story.run(at(later));
  CHECK(story.all_lines() == every_line_once);
  CHECK(story.links() == every_link_once);
  CHECK(story.rows().empty());
}

}  // namespace
}  // namespace tariff::e2e
