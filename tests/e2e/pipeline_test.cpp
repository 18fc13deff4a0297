#include "e2e/pipeline.hpp"

#include <filesystem>

#include <doctest/doctest.h>

/// Pull requests on a bare remote, from the branch to the bill, with the scripts that users copy.
namespace tariff::e2e {
namespace {

constexpr const char* gold = "price_level    = \"Gold\"\nbilling        = true";
constexpr const char* silver = "price_level    = \"Silver\"\nbilling        = true";
constexpr const char* fabrikam_silver = "agreement      = 50002\nprice_level    = \"Silver\"";
constexpr const char* fabrikam_gold = "agreement      = 50002\nprice_level    = \"Gold\"";

/// A branch on which Contoso is at another level. Gives its last commit.
std::string branch_to_silver(const Pipeline& pipeline) {
  pipeline.git({"checkout", "--quiet", "-b", "silver"});
  pipeline.story().edit(gold, silver);
  return pipeline.git({"rev-parse", "silver"});
}

void merge_branch(const Pipeline& pipeline) {
  pipeline.git({"checkout", "--quiet", "main"});
  pipeline.git({"merge", "--quiet", "--no-ff", "-m", "Merge pull request #12 from msp/silver", "silver"});
}

void squash_branch(const Pipeline& pipeline) {
  pipeline.git({"checkout", "--quiet", "main"});
  pipeline.git({"merge", "--quiet", "--squash", "silver"});
  pipeline.story().repository().commit("Silver for Contoso (#12)");
}

std::string comment_of(const Pipeline& pipeline) {
  const Json forge = pipeline.forge();
  const auto& comments = forge.find("comments")->items();
  REQUIRE(comments.size() == 1);
  return comments[0].find("body")->raw();
}

constexpr const char* before = "KES-SELECT 3 x 3.50 L2\n";
constexpr const char* after = "KES-SELECT 3 x 4.10 L1\n";

TEST_CASE(
    "branch, edit, plan, comment, merge: exactly what was reviewed stands in Tigerpaw, and Git and the "
    "ledger tell of it") {
  const Pipeline pipeline(Start::billed);
  const auto& story = pipeline.story();
  const auto head = branch_to_silver(pipeline);
  const auto made = pipeline.request("silver");
  CHECK_MESSAGE(made.exit_code == 0, made.err);
  const std::string comment = comment_of(pipeline);
  CHECK(comment.starts_with("<!-- tariff-plan"));
  CHECK(contains(comment, "KES-SELECT"));
  CHECK(contains(comment, "4.10"));
  CHECK(story.writes() == 0);
  merge_branch(pipeline);
  const auto merged = pipeline.merge(head);
  CHECK_MESSAGE(merged.exit_code == 0, merged.out << merged.err);
  CHECK(story.lines(50001) == after);
  const auto history = story.run({"history"});
  CHECK(contains(history.out, pipeline.git({"rev-parse", "main"}).substr(0, 12)));
  CHECK(contains(story.run({"ledger", "export"}).out,
                 "\"type\":\"mapping_origin\",\"account\":10010,\"commit\":\"" + head + "\""));
}

TEST_CASE("a second push keeps the one comment, and the first plan is not applied") {
  const Pipeline pipeline(Start::billed);
  branch_to_silver(pipeline);
  CHECK(pipeline.request("silver").exit_code == 0);
  const std::string first = comment_of(pipeline);
  pipeline.story().edit(fabrikam_silver, fabrikam_gold);
  CHECK(pipeline.request("silver").exit_code == 0);
  const std::string second = comment_of(pipeline);
  CHECK(first != second);
  CHECK(contains(second, "8.50"));
  merge_branch(pipeline);
  CHECK(pipeline.merge(pipeline.git({"rev-parse", "silver"})).exit_code == 0);
  CHECK(pipeline.story().lines(50001) == after);
  CHECK(pipeline.story().lines(50002) == "KES-ADV-SRV 2 x 8.50 L2\nKES-ADV-WS 3 x 4.60 L2\n");
}

TEST_CASE("a squash merge is another commit with the same meaning: the reviewed plan is good") {
  const Pipeline pipeline(Start::billed);
  const auto head = branch_to_silver(pipeline);
  CHECK(pipeline.request("silver").exit_code == 0);
  squash_branch(pipeline);
  const auto merged = pipeline.merge(head);
  CHECK_MESSAGE(merged.exit_code == 0, merged.out << merged.err);
  CHECK(pipeline.story().lines(50001) == after);
  CHECK(contains(pipeline.story().run({"ledger", "export"}).out, "\"ticket\":\"PR #12\""));
}

TEST_CASE("usage that moved in between is billed as counted now, and said beside what was reviewed") {
  const Pipeline pipeline(Start::billed);
  const auto head = branch_to_silver(pipeline);
  CHECK(pipeline.request("silver").exit_code == 0);
  pipeline.story().change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  merge_branch(pipeline);
  const auto merged = pipeline.merge(head);
  CHECK_MESSAGE(merged.exit_code == 0, merged.out << merged.err);
  CHECK(pipeline.story().lines(50001) == "KES-SELECT 4 x 4.10 L1\n");
  CHECK(contains(merged.out, "reviewed"));
}

TEST_CASE("a person's edit in between makes the row another one: it is left, and the run says so") {
  const Pipeline pipeline(Start::billed);
  const auto& story = pipeline.story();
  const auto head = branch_to_silver(pipeline);
  CHECK(pipeline.request("silver").exit_code == 0);
  story.change([](auto& world) { line(world, 50001, "KES-SELECT").price = "1.00"; });
  merge_branch(pipeline);
  const auto merged = pipeline.merge(head);
  CHECK(merged.exit_code == 7);
  CHECK(contains(merged.out, "It was reviewed as update (config), and another one is planned now"));
  CHECK(story.lines(50001) == "KES-SELECT 3 x 1.00 L2\n");
  CHECK(story.writes() == 0);
}

TEST_CASE("a commit that was pushed by force past the review has no reviewed plan, and nothing is applied") {
  const Pipeline pipeline(Start::billed);
  const auto& story = pipeline.story();
  branch_to_silver(pipeline);
  CHECK(pipeline.request("silver").exit_code == 0);
  story.repository().write("tariff.toml",
                           replaced(story.repository().read("tariff.toml"), fabrikam_silver, fabrikam_gold));
  pipeline.git({"add", "tariff.toml"});
  pipeline.git({"commit", "--quiet", "--amend", "--no-edit"});
  pipeline.git({"push", "--quiet", "--force", "origin", "silver"});
  merge_branch(pipeline);
  const auto merged = pipeline.merge(pipeline.git({"rev-parse", "silver"}));
  CHECK(merged.exit_code == 4);
  CHECK(contains(merged.err, "There is no reviewed plan of this commit"));
  CHECK(story.lines(50001) == before);
  CHECK(story.writes() == 0);
}

TEST_CASE("two requests from one base: each merge applies its own rows, and leaves the other's alone") {
  const Pipeline pipeline(Start::billed);
  const auto& story = pipeline.story();
  const auto head = branch_to_silver(pipeline);
  CHECK(pipeline.request("silver").exit_code == 0);
  std::filesystem::copy_file(pipeline.out() / "plan.json", pipeline.out() / "silver.json");
  pipeline.git({"checkout", "--quiet", "main"});
  pipeline.git({"checkout", "--quiet", "-b", "off"});
  story.repository().commit_file("tariff.toml", "# who is billed\n" + story.repository().read("tariff.toml"),
                                 "A comment");
  const auto other = pipeline.request("off");
  CHECK(other.exit_code == 0);
  CHECK(contains(other.out, "No changes"));
  pipeline.git({"checkout", "--quiet", "main"});
  pipeline.git({"merge", "--quiet", "--no-ff", "-m", "Merge", "off"});
  CHECK(pipeline.merge(pipeline.git({"rev-parse", "off"})).exit_code == 0);
  CHECK(story.writes() == 0);
  merge_branch(pipeline);
  CHECK(pipeline.merge(head).exit_code == 0);
  CHECK(story.lines(50001) == after);
}

TEST_CASE("a broken file is told at its line, no comment is made, and the job fails") {
  const Pipeline pipeline(Start::billed);
  pipeline.git({"checkout", "--quiet", "-b", "broken"});
  pipeline.story().edit(gold, "price_level    = \"Gold\"\nbilling        = maybe");
  const auto made = pipeline.request("broken");
  CHECK(made.exit_code == 3);
  CHECK(contains(made.err, "::error file=tariff.toml,line="));
  CHECK(pipeline.forge().find("comments") == nullptr);
}

}  // namespace
}  // namespace tariff::e2e
