#include <algorithm>
#include <filesystem>

#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// Who changed what a row follows from: in the text, in the document and in the ledger.
namespace tariff::e2e {
namespace {

const test::Signature ann{"Ann Example", "ann@example.com", "2026-11-20T09:00:00Z"};

/// Contoso at another price level, on a branch in two commits, and merged as one.
std::string squash(const Story& story, std::string_view message) {
  const auto& repository = story.repository();
  repository.git({"checkout", "--quiet", "-b", "request"});
  story.edit("price_level    = \"Gold\"\nbilling        = true",
             "price_level    = \"Bronze\"\nbilling        = true");
  story.edit("price_level    = \"Bronze\"", "price_level    = \"Silver\"");
  repository.git({"checkout", "--quiet", "main"});
  repository.git({"merge", "--quiet", "--squash", "request"});
  return repository.commit(message, ann);
}

/// Of the first row, which is Contoso's.
Json first_origin(const Story& story) {
  const Json plan = json_of(story.run({"plan", "--json"}).out);
  const auto& changes = plan.find("changes")->items();
  REQUIRE_FALSE(changes.empty());
  CHECK(changes.front().find("tenant")->raw() == "Contoso");
  return *changes.front().find("origin");
}

std::string member(const Json& json, std::string_view name) { return json.find(name)->raw(); }

TEST_CASE("after a squash merge the plan says whose commit it was, of which day and which request") {
  const Story story(Start::billed);
  const auto commit = squash(story, "Silver for Contoso (#12)");
  const auto text = story.run({"plan"});
  CHECK(text.exit_code == 0);
  CHECK(contains(text.out, "\n      by " + commit.substr(0, 12) + " Ann Example, 2026-11-20, PR #12\n"));
  const Json origin = first_origin(story);
  CHECK(member(origin, "commit") == commit);
  CHECK(member(origin, "author") == "Ann Example");
  CHECK(member(origin, "at") == "2026-11-20T09:00:00Z");
  CHECK(member(origin, "ticket") == "PR #12");
  const std::string file = story.repository().read("tariff.toml");
  const auto line =
      std::count(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(file.find("\"Silver\"")), '\n') + 1;
  CHECK(member(origin, "line") == std::to_string(line));
}

TEST_CASE("an apply keeps the origin in the ledger, where a later row of usage finds it") {
  const Story story(Start::billed);
  const auto commit = squash(story, "Silver for Contoso\n\nTicket: ABC-7\n");
  CHECK(story.run({"apply", "--allow-config"}).exit_code == 0);
  CHECK(contains(
      story.run({"ledger", "export"}).out,
      "\"type\":\"mapping_origin\",\"account\":10010,\"commit\":\"" + commit +
          "\",\"author\":\"Ann Example\",\"committed\":\"2026-11-20T09:00:00Z\",\"ticket\":\"ABC-7\""));
  story.repository().commit_file("notes.txt", "nothing of ours", "Notes");
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  CHECK_FALSE(contains(story.run({"plan"}).out, "      by "));
  const Json origin = first_origin(story);
  CHECK(member(origin, "commit") == commit);
  CHECK(member(origin, "ticket") == "ABC-7");
}

TEST_CASE(
    "what is not committed has no origin, a detached HEAD has, and a folder without Git does not need one") {
  const Story story(Start::billed);
  const auto commit = squash(story, "Silver for Contoso (#12)");
  story.repository().git({"checkout", "--quiet", "--detach"});
  CHECK(contains(story.run({"plan"}).out, "by " + commit.substr(0, 12)));
  story.repository().write("tariff.toml", "# one more line\n" + story.repository().read("tariff.toml"));
  const auto dirty = story.run({"plan"});
  CHECK(dirty.exit_code == 0);
  CHECK_FALSE(contains(dirty.out, "      by "));
  CHECK_FALSE(contains(dirty.err, "origin-unknown"));
  auto elsewhere = story.command({"plan"});
  elsewhere.folder = story.folder() / "plain";
  std::filesystem::create_directories(elsewhere.folder);
  test::write_file(elsewhere.folder / "tariff.toml", story.repository().read("tariff.toml"));
  const auto plain = run_without_leak(elsewhere);
  CHECK(plain.exit_code == 0);
  CHECK_FALSE(contains(plain.err, "origin-unknown"));
}

TEST_CASE("a shallow clone plans all the same, and warns that it does not know who changed what") {
  const Story story(Start::billed);
  squash(story, "Silver for Contoso (#12)");
  story.repository().git({"clone", "--quiet", "--depth=1", "--no-local", ".", "../shallow"});
  auto command = story.command({"plan"});
  command.folder = story.folder() / "shallow";
  const auto shallow = run_without_leak(command);
  CHECK(shallow.exit_code == 0);
  CHECK(contains(shallow.err, "warning[origin-unknown]"));
  CHECK(contains(shallow.err, "fetch the whole history"));
  CHECK_FALSE(contains(shallow.out, "      by "));
  CHECK(contains(shallow.out, "KES-SELECT"));
}

}  // namespace
}  // namespace tariff::e2e
