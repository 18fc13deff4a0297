#include <doctest/doctest.h>

#include "e2e/story.hpp"
#include "support/schema_check.hpp"

/// A run is taken back by a plan of its own, with a consent of its own, and never behind an invoice.
namespace tariff::e2e {
namespace {

const std::string after_first_apply = "KES-ADV-SRV 2 x 9.75 L1\nKES-ADV-WS 3 x 5.20 L1\n";

/// The newest run of the ledger.
std::string last_run(const Story& story) {
  const Json history = json_of(story.run({"history", "--last", "1", "--json"}).out);
  return history.find("runs")->items().at(0).find("run")->raw();
}

/// One device more, billed by a run of its own; gives that run.
std::string raise(const Story& story) {
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 0);
  return last_run(story);
}

TEST_CASE("a run is taken back by its saved plan, and the history says which run was reverted") {
  const Story story(Start::billed);
  const std::string run = raise(story);
  story.sandbox().reset_requests();
  const auto plan = story.run({"revert", run, "--out", "revert.json"});
  CHECK(plan.exit_code == 0);
  CHECK(contains(plan.out, "Plan that reverts run " + run));
  CHECK(contains(plan.out, "back to what was confirmed before run " + run));
  CHECK(contains(plan.err, "revert-against-file"));
  CHECK(last_line(plan.out) ==
        "Plan: 0 to create, 1 to update, 0 to replace, 0 to retire, 0 to adopt; -3.50 Monthly.");
  CHECK(story.writes() == 0);
  CHECK(test::schema_errors(story.run({"schema", "plan"}).out,
                            test::read_file(story.repository().path() / "revert.json"))
            .empty());
  CHECK(story.run({"apply", "revert.json"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
  CHECK(story.writes() == 1);
  CHECK(contains(story.run({"history", "--last", "1"}).out, "reverts run " + run));
  CHECK(story.rows() == "update charge/50001/KES-SELECT usage 3 x 3.50 L2 -> 4 x 3.50 L2\n");
  CHECK(contains(story.run({"revert", run}).out, "No changes."));
}

TEST_CASE("the first apply taken back leaves every line at 0 and the link where it is") {
  const Story story(Start::billed);
  const std::string run = last_run(story);
  const auto plan = story.run({"revert", run, "--out", "revert.json"});
  CHECK(plan.exit_code == 0);
  CHECK(contains(plan.err, "linked account 10020"));
  const auto links = story.links();
  CHECK(story.run({"apply", "revert.json"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 0 x 3.50 L2\n");
  CHECK(story.lines(50002) == "KES-ADV-SRV 0 x 9.75 L1\nKES-ADV-WS 0 x 5.20 L1\n");
  CHECK(story.links() == links);
  // The nightly run's consent does not bill again what a person took back.
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 7);
  CHECK(story.lines(50001) == "KES-SELECT 0 x 3.50 L2\n");
}

TEST_CASE("a level that the file changed goes back, and waits for consent to be changed again") {
  const Story story(Start::billed);
  story.edit("price_level    = \"Gold\"\nbilling        = true",
             "price_level    = \"Silver\"\nbilling        = true");
  CHECK(story.run({"apply", "--allow-config"}).exit_code == 0);
  const auto plan = story.run({"revert", last_run(story), "--out", "revert.json"});
  CHECK(contains(plan.err, "revert commit " + story.repository().head().substr(0, 12) + " in Git"));
  CHECK(story.run({"apply", "revert.json"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 7);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
}

TEST_CASE("a saved revert is applied exactly, or not at all where something has moved since") {
  const Story story(Start::billed);
  const std::string run = raise(story);
  CHECK(story.run({"revert", run, "--out", "revert.json"}).exit_code == 0);
  story.change([](auto& world) { line(world, 50001, "KES-SELECT").quantity = 9; });
  story.sandbox().reset_requests();
  CHECK(story.run({"apply", "revert.json"}).exit_code == 5);
  CHECK(story.writes() == 0);
  const auto held = story.run({"revert", run, "--out", "held.json"});
  CHECK(contains(held.out, "held: Somebody edited the line in Tigerpaw"));
  CHECK(story.run({"apply", "held.json"}).exit_code == 7);
  CHECK(story.writes() == 0);
}

TEST_CASE("what has been invoiced since is held") {
  const Story story(Start::billed);
  const std::string run = raise(story);
  story.change([](auto& world) { agreement(world, 50001).last_billed = "2026-11-21T00:00:00"; });
  const auto plan = story.run({"revert", run, "--out", "revert.json"});
  CHECK(contains(plan.out, "has been invoiced since that run"));
  CHECK(story.run({"apply", "revert.json"}).exit_code == 7);
  CHECK(story.lines(50001) == "KES-SELECT 4 x 3.50 L2\n");
}

TEST_CASE(
    "a run that is unknown, changed nothing or is a revert itself gets one clear answer, and nothing is "
    "written") {
  const Story story(Start::billed);
  const auto unknown = story.run({"revert", "r-nobody", "--out", "revert.json"});
  CHECK(unknown.exit_code == 3);
  CHECK(contains(unknown.err, "The ledger knows no run r-nobody."));
  const std::string run = raise(story);
  CHECK(story.run({"revert", run, "--out", "revert.json"}).exit_code == 0);
  CHECK(story.run({"apply", "revert.json"}).exit_code == 0);
  const auto twice = story.run({"revert", last_run(story), "--out", "twice.json"});
  CHECK(twice.exit_code == 4);
  CHECK(contains(twice.err, "has itself reverted run " + run));
  CHECK_FALSE(std::filesystem::exists(story.repository().path() / "twice.json"));
  story.change([](auto& world) { line(world, 50002, "KES-ADV-WS").quantity = 8; });
  CHECK(story.run({"resolve", "charge/50002/KES-ADV-WS", "--as", "seen", "--reason", "x"}).exit_code == 0);
  CHECK(story.run({"revert", last_run(story)}).exit_code == 4);
  CHECK(exit_code_in(story.run({"revert", "r-nobody", "--json"}).out) == 3);
}

TEST_CASE("a saved revert is no consent for anything else") {
  const Story story(Start::billed);
  const std::string run = raise(story);
  CHECK(story.run({"revert", run, "--out", "revert.json"}).exit_code == 0);
  story.change([](auto& world) { add_device(world, "Fabrikam", "FABRIKAM-WS-09"); });
  CHECK(story.run({"apply", "revert.json"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
  CHECK(story.lines(50002) == after_first_apply);
}

}  // namespace
}  // namespace tariff::e2e
