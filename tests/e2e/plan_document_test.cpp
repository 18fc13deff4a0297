#include <doctest/doctest.h>

#include "e2e/story.hpp"
#include "support/schema_check.hpp"

/// The plan as a document: its schema, its other renderings, and applying exactly it.
namespace tariff::e2e {
namespace {

std::string all_of(const Words& lines) {
  std::string out;
  for (const auto& line : lines) out += line + "\n";
  return out;
}

/// What the schema that the program prints says against its plan, written and saved.
std::string faults_of_plan(const Story& story) {
  const auto schema = story.run({"schema", "plan"});
  CHECK(schema.exit_code == 0);
  const auto plan = story.run({"plan", "--json", "--out", "saved.json"});
  return all_of(test::schema_errors(schema.out, plan.out)) +
         all_of(test::schema_errors(schema.out, story.repository().read("saved.json")));
}

TEST_CASE("a plan with creates, a link and a problem validates against the schema of the program") {
  CHECK(faults_of_plan(Story(Start::quickstart)).empty());
}

TEST_CASE("a plan with nothing to do validates") { CHECK(faults_of_plan(Story(Start::billed)).empty()); }

TEST_CASE("a plan with a replace, an update, a held row and an observed one validates") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    agreement(world, 50005).account = 10010;
    line(world, 50002, "KES-ADV-WS").quantity = 8;
    item(world, "KES-ADV-SRV").prices[1] = "9.99";
  });
  story.edit("agreement      = 50001", "agreement      = 50005\nhandover       = \"now\"");
  CHECK(faults_of_plan(story).empty());
}

TEST_CASE("a plan with a retire, a release and an adoption validates") {
  const Story story(Start::billed);
  story.edit("price_level    = \"Silver\"\nbilling        = true",
             "price_level    = \"Silver\"\nbilling        = false");
  story.edit("price_level    = \"Gold\"\nbilling        = true",
             "price_level    = \"Gold\"\nbilling        = \"observe\"");
  story.edit("agreement      = 50003\nprice_level    = \"Gold\"\nbilling        = \"observe\"",
             "agreement      = 50003\nprice_level    = \"Gold\"\nbilling        = true");
  const auto rows = story.rows();
  for (const auto* action : {"retire charge/", "release charge/", "adopt charge/"})
    CHECK(contains(rows, action));
  CHECK(faults_of_plan(story).empty());
}

TEST_CASE("two plans of the same world at the same time are the same, byte for byte") {
  const Story story(Start::quickstart);
  const auto now = story.minutes_later(1);
  for (const auto& words : {Words{"plan", "--json", "--now", now}, Words{"plan", "--now", now}}) {
    const auto first = story.run(words);
    CHECK_FALSE(first.out.empty());
    CHECK(story.run(words).out == first.out);
  }
}

TEST_CASE("show renders a saved plan as plan rendered it") {
  const Story story(Start::quickstart);
  const auto plan = story.run({"plan", "--out", "saved.json"});
  const auto shown = story.run({"show", "saved.json"});
  CHECK(shown.exit_code == 0);
  CHECK(shown.out == plan.out);
  CHECK(shown.err == plan.err);
}

TEST_CASE("a reviewed plan is its own consent, and exactly it is applied") {
  const Story story(Start::healthy);
  CHECK(story.run({"plan", "--out", "../saved.json"}).exit_code == 0);
  CHECK(story.run({"apply", "../saved.json"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
  CHECK(story.lines(50002) == "KES-ADV-SRV 2 x 9.75 L1\nKES-ADV-WS 3 x 5.20 L1\n");
}

TEST_CASE("a reviewed plan is stale once the world has moved") {
  const Story story(Start::healthy);
  story.run({"plan", "--out", "../saved.json"});
  story.change([](auto& world) { item(world, "KES-SELECT").prices[2] = "3.75"; });
  const auto end = story.run({"apply", "../saved.json"});
  CHECK(end.exit_code == 5);
  CHECK(contains(end.err, "make and review a new plan"));
  CHECK(story.writes() == 0);
}

TEST_CASE("a reviewed plan that was applied already does nothing again") {
  const Story story(Start::healthy);
  story.run({"plan", "--out", "../saved.json"});
  CHECK(story.run({"apply", "../saved.json"}).exit_code == 0);
  const auto writes = story.writes();
  const auto again = story.run({"apply", "../saved.json"});
  CHECK(again.exit_code == 0);
  CHECK(contains(again.out, "4 of the reviewed rows stand already."));
  CHECK(story.writes() == writes);
}

TEST_CASE("usage that moved since the review is applied as counted now, and said") {
  const Story story(Start::healthy);
  story.run({"plan", "--out", "../saved.json"});
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  const auto end = story.run({"apply", "../saved.json"});
  CHECK(end.exit_code == 0);
  CHECK(contains(end.out, "charge/50001/KES-SELECT: reviewed at 3, applied as counted now: 4."));
  CHECK(story.lines(50001) == "KES-SELECT 4 x 3.50 L2\n");
}

TEST_CASE("one stale row refuses a reviewed plan; --stale skip applies the others") {
  const Story story(Start::healthy);
  story.run({"plan", "--out", "../saved.json"});
  story.change([](auto& world) { item(world, "KES-SELECT").prices[2] = "3.75"; });
  const auto refused = story.run({"apply", "../saved.json"});
  CHECK(refused.exit_code == 5);
  CHECK(contains(refused.err, "charge/50001/KES-SELECT: It was reviewed as create (config)"));
  CHECK(story.writes() == 0);
  const auto skipped = story.run({"apply", "../saved.json", "--stale", "skip"});
  CHECK(skipped.exit_code == 7);
  CHECK(story.lines(50001).empty());
  CHECK(story.lines(50002) == "KES-ADV-SRV 2 x 9.75 L1\nKES-ADV-WS 3 x 5.20 L1\n");
}

TEST_CASE("what nobody reviewed is left for another run") {
  const Story story(Start::billed);
  story.edit("price_level    = \"Gold\"\nbilling        = true",
             "price_level    = \"Silver\"\nbilling        = true");
  story.run({"plan", "--target", "10010", "--out", "../saved.json"});
  story.change([](auto& world) { add_device(world, "Fabrikam", "FABRIKAM-WS-09"); });
  const auto end = story.run({"apply", "../saved.json"});
  CHECK(end.exit_code == 0);
  CHECK(contains(end.out, "1 rows that the reviewed plan does not have are left for another run."));
  CHECK(story.lines(50001) == "KES-SELECT 3 x 4.10 L1\n");
  CHECK(story.lines(50002) == "KES-ADV-SRV 2 x 9.75 L1\nKES-ADV-WS 3 x 5.20 L1\n");
}

TEST_CASE("plan diff tells what moved between two plans, and whether a review still holds") {
  const Story story(Start::healthy);
  story.run({"plan", "--out", "../old.json"});
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  story.run({"plan", "--out", "../counted.json"});
  const auto counted = story.run({"plan", "diff", "../old.json", "../counted.json"});
  CHECK(counted.exit_code == 0);
  CHECK(contains(counted.out, "another count    charge/50001/KES-SELECT"));
  CHECK(contains(counted.out, "The intent is the same"));
  story.edit("price_level    = \"Gold\"\nbilling        = true",
             "price_level    = \"Silver\"\nbilling        = true");
  story.run({"plan", "--out", "../edited.json"});
  const auto edited =
      story.run({"plan", "diff", "../old.json", "../edited.json", "--detailed-exitcode", "--json"});
  CHECK(edited.exit_code == 2);
  CHECK_FALSE(json_of(edited.out).find("same_intent")->truth());
}

TEST_CASE("a request shows what it causes; the rest is one line, and problems of others are warnings") {
  const Story story(Start::quickstart);
  REQUIRE(story.run({"apply", "--auto-approve", "--allow-config", "--keep-going"}).exit_code == 7);
  story.change([](auto& world) { add_device(world, "Fabrikam", "FABRIKAM-WS-09"); });
  story.edit("price_level    = \"Gold\"\nbilling        = true",
             "price_level    = \"Silver\"\nbilling        = true");
  const auto plan = story.run({"plan", "--changed-since", "HEAD~1"});
  CHECK(plan.exit_code == 0);
  CHECK(contains(plan.out, "~  KES-SELECT  3 -> 3"));
  CHECK_FALSE(contains(plan.out, "KES-ADV-WS"));
  CHECK(contains(plan.out, "follow anyway (+5.20 Monthly)"));
  CHECK(contains(plan.err, "warning[agreement-ended]"));
  const auto none = story.run({"plan", "--changed-since", "HEAD"});
  CHECK(none.exit_code == 0);
  CHECK(contains(last_line(none.out), "No changes."));
  CHECK(story.run({"plan", "--changed-since", "no-such-revision"}).exit_code == 1);
}

TEST_CASE("a narrowed plan says so on its last line, and in its document") {
  const Story story(Start::healthy);
  const auto plan = story.run({"plan", "--target", "Fabrikam", "--exclude", "charge/50002/KES-ADV-WS"});
  CHECK(contains(last_line(plan.out), "Narrowed: --target Fabrikam --exclude charge/50002/KES-ADV-WS; "));
  const auto json = story.run({"plan", "--limit", "1", "--json"});
  CHECK(json_of(json.out).find("narrowed")->find("words")->raw() == "--limit 1");
  CHECK(story.run({"plan", "--only", "nonsense"}).exit_code == 64);
}

TEST_CASE("another commit with the same meaning leaves a reviewed plan good") {
  const Story story(Start::healthy);
  story.run({"plan", "--out", "../saved.json"});
  story.edit("format = 1\n", "# a comment more\n\nformat = 1\n");
  CHECK(story.run({"apply", "../saved.json"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
}

TEST_CASE("a plan that was edited by hand is not applied") {
  const Story story(Start::healthy);
  story.run({"plan", "--out", "../saved.json"});
  const auto saved = test::read_file(story.folder() / "saved.json");
  const auto edited = replaced(saved, R"("before":null,"after":{"quantity":3,"price":"3.50")",
                               R"("before":null,"after":{"quantity":2,"price":"3.50")");
  story.folder().write("saved.json", edited);
  const auto refused = story.run({"apply", "../saved.json"});
  CHECK(refused.exit_code == 3);
  CHECK(contains(refused.err, "somebody edited, cut or reformatted the file"));
  story.folder().write("saved.json", saved.substr(0, saved.size() / 2));
  CHECK(story.run({"apply", "../saved.json"}).exit_code == 3);
  story.folder().write("saved.json", "{}");
  CHECK(story.run({"apply", "../saved.json", "--json"}).exit_code == 3);
  CHECK(story.run({"show", "../saved.json"}).exit_code == 3);
  CHECK(story.writes() == 0);
}

TEST_CASE("the end report as JSON repeats the exit code and names each row's end") {
  const Story story(Start::quickstart);
  const auto end = story.run({"apply", "--auto-approve", "--allow-config", "--keep-going", "--json"});
  CHECK(end.exit_code == 7);
  CHECK(exit_code_in(end.out) == 7);
  const Json report = json_of(end.out);
  std::string ends;
  for (const auto& row : report.find("rows")->items())
    ends += row.find("address")->raw() + " " + row.find("end")->raw() + "\n";
  CHECK(ends ==
        "charge/50001/KES-SELECT applied\nlink/10020 applied\n"
        "charge/50002/KES-ADV-SRV applied\ncharge/50002/KES-ADV-WS applied\n");
}

}  // namespace
}  // namespace tariff::e2e
