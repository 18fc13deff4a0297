#include <filesystem>

#include <doctest/doctest.h>

#include "e2e/pipeline.hpp"

/// Forks, nights and drift, with the scripts that users copy; and whether the templates call what is there.
namespace tariff::e2e {
namespace {

std::filesystem::path source(const char* path) { return std::filesystem::path(TARIFF_SOURCE_DIR) / path; }

std::string issues_of(const Pipeline& pipeline) {
  const Json forge = pipeline.forge();
  std::string out;
  if (const Json* issues = forge.find("issues"))
    for (const auto& issue : issues->items())
      out += issue.find("title")->raw() + " " + issue.find("state")->raw() + "\n";
  return out;
}

std::string body_of_first_issue(const Pipeline& pipeline) {
  return pipeline.forge().find("issues")->items()[0].find("body")->raw();
}

TEST_CASE("a fork's request is checked by itself where no snapshot was recorded") {
  const Pipeline pipeline(Start::billed);
  const auto end =
      pipeline.fork_job(pipeline.checkout("main"), {"fork-request", "origin/main", pipeline.out().string()});
  CHECK_MESSAGE(end.exit_code == 0, end.err);
  CHECK(contains(end.out, "the file is checked by itself"));
}

TEST_CASE("a fork's request is planned on the snapshot of the target branch, without a secret") {
  const Pipeline pipeline(Start::billed);
  const auto& story = pipeline.story();
  CHECK(story.run({"snapshot", "--out", ".tariff/snapshot.json"}).exit_code == 0);
  story.repository().commit("A recorded snapshot");
  pipeline.git({"push", "--quiet", "origin", "main"});
  pipeline.git({"checkout", "--quiet", "-b", "fork"});
  story.edit("price_level    = \"Gold\"\nbilling        = true",
             "price_level    = \"Silver\"\nbilling        = true");
  // What a fork puts in the place of the snapshot is not read.
  story.repository().commit_file(".tariff/snapshot.json", "{}", "Another snapshot");
  pipeline.git({"push", "--quiet", "origin", "fork"});
  const auto writes = story.writes();
  const auto end = pipeline.fork_job(pipeline.checkout("origin/fork"),
                                     {"fork-request", "origin/main", pipeline.out().string()});
  CHECK_MESSAGE(end.exit_code == 0, end.err);
  CHECK(contains(end.out, "KES-SELECT"));
  CHECK(contains(test::read_file(pipeline.out() / "comment.md"), "4.10"));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(pipeline.out()))
    if (entry.is_regular_file()) CHECK_FALSE(contains(test::read_file(entry.path()), "canary-of-a-fork"));
  CHECK(story.writes() == writes);
}

TEST_CASE("a comment that only looks like ours is left alone, and ours is written beside it") {
  const Pipeline pipeline(Start::billed);
  const auto folder = pipeline.checkout("main");
  std::filesystem::create_directories(pipeline.out());
  const std::string file = (pipeline.out() / "comment.md").string();
  const std::string marker = "<!-- tariff-plan installation=a -->";
  test::write_file(file, marker + "\nNo changes.\n");
  pipeline.in_forge("state['comments']=[{'id':1,'of':'12','body':'" + marker +
                    "\\nAll is well.','user':{'login':'mallory'}}]");
  for (int push = 0; push < 2; ++push) CHECK(pipeline.job(folder, {"forge", "comment", file}).exit_code == 0);
  const Json forge = pipeline.forge();
  const auto& comments = forge.find("comments")->items();
  REQUIRE(comments.size() == 2);
  CHECK(contains(comments[0].find("body")->raw(), "All is well."));
  CHECK(contains(comments[1].find("body")->raw(), "No changes."));
}

TEST_CASE("a plan that a fork has left under the name of the reviewed one is not taken") {
  const Pipeline pipeline(Start::billed);
  const auto folder = pipeline.checkout("main");
  pipeline.in_forge(
      "state['pulls']={'c1':[{'merged_at':'x','merge_commit_sha':'c1','head':{'sha':'h1'}}]}\n"
      "state['artifacts']=[{'id':0,'name':'tariff-plan-h1','expired':False,'created_at':'x','workflow_run':"
      "{'head_sha':'h1','repository_id':1,'head_repository_id':2},'zip':''}]");
  const auto plan = pipeline.out() / "reviewed.json";
  test::write_file(plan, "an older plan");
  const auto end = pipeline.job(folder, {"forge", "reviewed", "c1", plan.string()});
  CHECK(end.exit_code == 0);
  CHECK(contains(end.err, "no reviewed plan of c1"));
  CHECK_FALSE(std::filesystem::exists(plan));
}

TEST_CASE("on GitLab the same words keep a note and an issue, and find the reviewed plan") {
  const Pipeline pipeline(Start::billed);
  const auto folder = pipeline.checkout("main");
  std::filesystem::create_directories(pipeline.out());
  const std::string file = (pipeline.out() / "comment.md").string();
  test::write_file(file, "<!-- tariff-plan installation=a -->\nNo changes.\n");
  pipeline.in_forge(
      "state['pulls']={'c1':[{'iid':12,'state':'merged','merge_commit_sha':'c1','squash_commit_sha':None,"
      "'sha':'h1','source_project_id':3}]}\n"
      "state['pipelines']=[{'id':1,'project_id':9,'sha':'h1'},{'id':2,'project_id':3,'sha':'h1'}]\n"
      "state['jobs']=[{'id':5,'name':'tariff-request','artifacts_file':{'filename':'a.zip'}}]\n"
      "state['plan']=base64.b64encode(b'the plan').decode()");
  const std::string plan = (pipeline.out() / "reviewed.json").string();
  for (const Words& words :
       {Words{"forge", "comment", file}, Words{"forge", "comment", file},
        Words{"forge", "issue", "tariff: drift", file}, Words{"forge", "close", "tariff: drift"},
        Words{"forge", "reviewed", "c1", plan}}) {
    const auto end = pipeline.gitlab_job(folder, words);
    CHECK_MESSAGE(end.exit_code == 0, end.err);
  }
  CHECK(pipeline.forge().find("comments")->items().size() == 1);
  CHECK(issues_of(pipeline) == "tariff: drift closed\n");
  CHECK(test::read_file(plan) == "the plan");
}

TEST_CASE("the nightly run bills what was counted, keeps one issue while something is open, and closes it") {
  const Pipeline pipeline(Start::billed);
  const auto& story = pipeline.story();
  const auto folder = pipeline.checkout("main");
  const std::string out = pipeline.out().string();
  story.change([](auto& world) {
    add_device(world, "Contoso", "CONTOSO-WS-09");
    line(world, 50002, "KES-ADV-WS").price = "1.00";
  });
  CHECK(pipeline.job(folder, {"nightly"}).exit_code == 7);
  CHECK(story.lines(50001) == "KES-SELECT 4 x 3.50 L2\n");
  for (int night = 0; night < 2; ++night) {
    const auto kept = pipeline.job(folder, {"open-points", out});
    CHECK_MESSAGE(kept.exit_code == 0, kept.err);
    CHECK(issues_of(pipeline) == "tariff: open points open\n");
  }
  CHECK(contains(body_of_first_issue(pipeline), "KES-ADV-WS"));
  story.change([](auto& world) { line(world, 50002, "KES-ADV-WS").price = "5.20"; });
  CHECK(pipeline.job(folder, {"nightly"}).exit_code == 0);
  CHECK(pipeline.job(folder, {"open-points", out}).exit_code == 0);
  CHECK(issues_of(pipeline) == "tariff: open points closed\n");
}

TEST_CASE("a plan that cannot be made is an open point of its own, and what it says stays text") {
  const Pipeline pipeline(Start::billed);
  pipeline.git({"checkout", "--quiet", "-b", "broken"});
  pipeline.story().edit("price_level    = \"Gold\"\nbilling        = true",
                        "price_level    = \"Gold\"\nbilling        = maybe");
  pipeline.git({"push", "--quiet", "origin", "broken"});
  const auto folder = pipeline.checkout("origin/broken");
  CHECK(pipeline.job(folder, {"open-points", pipeline.out().string()}).exit_code == 0);
  CHECK(contains(body_of_first_issue(pipeline), "The plan could not be made (exit 3):\n\n    "));
}

TEST_CASE("drift keeps an issue of its own, and closes it once there is none") {
  const Pipeline pipeline(Start::billed);
  const auto& story = pipeline.story();
  const auto folder = pipeline.checkout("main");
  const std::string out = pipeline.out().string();
  story.change([](auto& world) { line(world, 50001, "KES-SELECT").quantity = 9; });
  CHECK(pipeline.job(folder, {"drift", out}).exit_code == 2);
  CHECK(issues_of(pipeline) == "tariff: drift open\n");
  CHECK(contains(body_of_first_issue(pipeline), "KES-SELECT"));
  story.change([](auto& world) { line(world, 50001, "KES-SELECT").quantity = 3; });
  CHECK(pipeline.job(folder, {"drift", out}).exit_code == 0);
  CHECK(issues_of(pipeline) == "tariff: drift closed\n");
}

TEST_CASE("without its token the forge says so in one line, and a token never goes out in the clear") {
  const Pipeline pipeline(Start::billed);
  const auto folder = pipeline.checkout("main");
  test::Command command;
  command.words = {(folder / ".tariff/forge").string(), "close", "tariff: drift"};
  command.environment = {{"GITHUB_API_URL", "http://forge.example"}, {"GITHUB_REPOSITORY", "o/r"}};
  CHECK(contains(test::run(command).err, "forge: The variable GITHUB_TOKEN is not set.\n"));
  command.environment["GITHUB_TOKEN"] = "test-token";
  const auto clear = test::run(command);
  CHECK(clear.exit_code == 1);
  CHECK(contains(clear.err, "is not https"));
}

TEST_CASE("every template is valid, and calls only what is there") {
  test::Command command;
  command.words = {"python3", source("tests/support/check_templates.py").string(),
                   source("ci/templates").string()};
  const auto end = test::run(command);
  CHECK_MESSAGE(end.exit_code == 0, end.out << end.err);
  CHECK(contains(end.out, "6 pipelines, 0 complaints"));
}

TEST_CASE("systemd takes the unit and the timer, and the service's command bills") {
  const Story story(Start::billed);
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  const std::string unit = test::read_file(source("ci/templates/systemd/tariff.service"));
  const auto from = unit.find("\nExecStart=") + 11;
  std::string line = unit.substr(from, unit.find('\n', from) - from);
  line = replaced(line, "/var/lib/tariff/witness", (story.folder() / "witness").string());
  auto command = story.command({});
  command.words = {"/bin/sh", "-c", line};
  command.environment["PATH"] = test::program("tariff").parent_path().string() + ":/usr/bin:/bin";
  const auto end = run_without_leak(command);
  CHECK_MESSAGE(end.exit_code == 0, end.err);
  CHECK(story.lines(50001) == "KES-SELECT 4 x 3.50 L2\n");
  if (!std::filesystem::exists("/usr/bin/systemd-analyze")) {
    MESSAGE("left out: no systemd-analyze on this machine");
    return;
  }
  test::Command verify;
  verify.words = {"systemd-analyze", "verify", source("ci/templates/systemd/tariff.service").string(),
                  source("ci/templates/systemd/tariff.timer").string()};
  const auto verified = test::run(verify);
  // The program itself is not installed where the tests run.
  for (const auto* word : {"Unknown", "Failed to parse", "Invalid", "ignoring"})
    CHECK_MESSAGE(!contains(verified.err, word), verified.err);
}

}  // namespace
}  // namespace tariff::e2e
