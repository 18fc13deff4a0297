#include <filesystem>
#include <optional>

#include <doctest/doctest.h>

#include "e2e/story.hpp"
#include "support/schema_check.hpp"

/// What both services held, kept in a file, and planned on where nobody can reach them.
namespace tariff::e2e {
namespace {

/// `tariff` where there is no network, no secret and no connections.toml.
test::Command offline(const Story& story, const Words& words) {
  test::Command command = story.command(words);
  command.environment.clear();
  return command;
}

/// The same behind a namespace of its own, in which there is not even a loopback; nullopt where this machine
/// does not let anybody make one.
std::optional<test::Command> without_network(test::Command command) {
  test::Command probe;
  probe.words = {"unshare", "--net", "true"};
  Words unshare{"unshare", "--net"};
  if (test::run(probe).exit_code != 0) {
    probe.words = {"unshare", "--map-root-user", "--net", "true"};
    if (test::run(probe).exit_code != 0) return std::nullopt;
    unshare = {"unshare", "--map-root-user", "--net"};
  }
  command.words.insert(command.words.begin(), unshare.begin(), unshare.end());
  return command;
}

void make_something_to_do(const Story& story) {
  story.change([](auto& world) {
    add_device(world, "Contoso", "CONTOSO-WS-09");
    item(world, "KES-ADV-SRV").prices[1] = "9.99";
  });
}

TEST_CASE("a plan on a snapshot is the plan of that moment, offline, without a secret, byte for byte") {
  const Story story(Start::billed);
  make_something_to_do(story);
  const auto now = story.minutes_later(3);
  const auto live = story.run({"plan", "--json", "--now", now});
  const auto taken = story.run({"snapshot", "--out", "kept.json", "--now", now});
  REQUIRE_MESSAGE(taken.exit_code == 0, taken.err);
  CHECK(contains(taken.out, "It holds names of customers and devices."));
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-10"); });
  const auto command = offline(story, {"plan", "--snapshot", "kept.json", "--json"});
  const auto first = run_without_leak(command);
  CHECK_MESSAGE(first.exit_code == 0, first.err);
  CHECK(run_without_leak(command).out == first.out);
  const Json plan = json_of(first.out);
  const Json then = json_of(live.out);
  for (const auto* member : {"changes", "summary", "intent_digest", "now", "problems", "sources"})
    CHECK(*plan.find(member) == *then.find(member));
  CHECK(plan.find("snapshot")->find("taken")->raw() == now);
  CHECK(test::schema_errors(story.run({"schema", "plan"}).out, first.out).empty());
  CHECK(test::schema_errors(story.run({"schema", "snapshot"}).out, story.repository().read("kept.json"))
            .empty());
  const auto text = run_without_leak(offline(story, {"plan", "--snapshot", "kept.json"}));
  CHECK(contains(text.out, "\nOn the snapshot " + plan.find("snapshot")->find("digest")->raw().substr(0, 12) +
                               " of " + now + ": to be reviewed, not applied.\n"));
}

TEST_CASE("it needs no network at all") {
  const Story story(Start::billed);
  make_something_to_do(story);
  REQUIRE(story.run({"snapshot", "--out", "kept.json"}).exit_code == 0);
  const auto command = without_network(offline(story, {"plan", "--snapshot", "kept.json"}));
  if (!command) {
    MESSAGE("skipped: this machine lets nobody make a network namespace");
    return;
  }
  const auto plan = run_without_leak(*command);
  CHECK_MESSAGE(plan.exit_code == 0, plan.err);
  CHECK(contains(plan.out, "3 -> 4"));
}

TEST_CASE("nor does validate") {
  const Story story(Start::billed);
  const auto command = without_network(offline(story, {"validate"}));
  if (!command) {
    MESSAGE("skipped: this machine lets nobody make a network namespace");
    return;
  }
  CHECK(run_without_leak(*command).exit_code == 0);
}

TEST_CASE("a plan on a snapshot is refused by apply, and nothing is written") {
  const Story story(Start::billed);
  make_something_to_do(story);
  REQUIRE(story.run({"snapshot", "--out", "kept.json"}).exit_code == 0);
  CHECK(story.run({"plan", "--snapshot", "kept.json", "--out", "plan.json"}).exit_code == 0);
  const auto applied = story.run({"apply", "plan.json"});
  CHECK(applied.exit_code == 4);
  CHECK(contains(applied.err, "The plan was made on a snapshot of "));
  CHECK(story.writes() == 0);
}

TEST_CASE("a mapping that the snapshot does not hold is unread, the others are planned") {
  const Story story(Start::billed);
  make_something_to_do(story);
  REQUIRE(story.run({"snapshot", "--out", "kept.json"}).exit_code == 0);
  const std::string file = story.repository().read("tariff.toml");
  story.repository().commit_file("tariff.toml",
                                 file +
                                     "\n[[mapping]]\nvirtual_server = \"Tailspin Toys\"\naccount = 10050\n"
                                     "agreement = 50005\nprice_level = \"Gold\"\nbilling = true\n",
                                 "Bill Tailspin Toys");
  const auto plan = run_without_leak(offline(story, {"plan", "--snapshot", "kept.json"}));
  CHECK(plan.exit_code == 9);
  CHECK(contains(plan.err, "The snapshot does not hold"));
  CHECK(contains(plan.out, "3 -> 4"));
}

TEST_CASE("a snapshot that was edited, a clock beside it and a missing one are told apart") {
  const Story story(Start::billed);
  REQUIRE(story.run({"snapshot", "--out", "kept.json"}).exit_code == 0);
  const auto mode = std::filesystem::status(story.repository().path() / "kept.json").permissions();
  CHECK((mode & std::filesystem::perms::others_read) == std::filesystem::perms::none);
  const auto clock =
      run_without_leak(offline(story, {"plan", "--snapshot", "kept.json", "--now", "2026-11-22T10:00:00Z"}));
  CHECK(clock.exit_code == 3);
  CHECK(run_without_leak(offline(story, {"plan", "--snapshot", "no.json"})).exit_code == 1);
  CHECK(run_without_leak(offline(story, {"plan", "--snapshot", "kept.json", "--unmapped-usage"})).exit_code ==
        64);
  story.repository().write("kept.json", replaced(story.repository().read("kept.json"), "\"format_version\":1",
                                                 "\"format_version\": 1"));
  CHECK(run_without_leak(offline(story, {"plan", "--snapshot", "kept.json"})).exit_code == 3);
}

}  // namespace
}  // namespace tariff::e2e
