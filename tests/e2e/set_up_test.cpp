#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// What a team runs once: a first file, and a ledger with its identity; and where the text is read from.
namespace tariff::e2e {
namespace {

TEST_CASE("init makes a file that validate and plan accept, and never writes over one") {
  const Story story(Start::healthy);
  const auto made = story.run({"init", "--file", "new.toml"});
  CHECK(made.exit_code == 0);
  CHECK(contains(made.out, "Wrote new.toml for installation "));
  CHECK(story.run({"validate", "--file", "new.toml"}).exit_code == 0);
  const auto plan = story.run({"plan", "--file", "new.toml"});
  CHECK(plan.exit_code == 0);
  CHECK(last_line(plan.out) == "No changes. 0 mappings, 0 lines read; 0 set aside, 0 observed.");

  const auto text = story.repository().read("new.toml");
  const auto again = story.run({"init", "--file", "new.toml", "--json"});
  CHECK(again.exit_code == 4);
  CHECK(exit_code_in(again.out) == 4);
  CHECK(story.repository().read("new.toml") == text);
  CHECK(story.run({"init", "--file", "other.toml"}).exit_code == 0);
  CHECK(story.repository().read("other.toml") != text);
}

TEST_CASE("ledger init prints the identity that the file names, and makes a ledger once") {
  const Story story(Start::healthy);
  const auto made = story.run({"ledger", "init"});
  CHECK(made.exit_code == 0);
  CHECK(made.out.starts_with("ledger = \"l-"));
  CHECK(last_line(made.out) + "\n" == made.out);
  CHECK(story.run({"ledger", "init"}).exit_code == 4);
  CHECK(exit_code_in(story.run({"ledger", "init", "--json"}).out) == 4);

  story.edit("installation = \"quickstart01\"", made.out + "installation = \"quickstart01\"");
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
}

TEST_CASE("with another ledger than the one that the file names nothing is planned or applied") {
  const Story story(Start::healthy);
  story.edit("installation = \"quickstart01\"", "ledger = \"l-another1\"\ninstallation = \"quickstart01\"");
  CHECK(story.run({"ledger", "init"}).exit_code == 0);
  for (const auto& words : {Words{"plan"}, Words{"apply", "--auto-approve", "--allow-config"}}) {
    const auto end = story.run(words);
    CHECK(end.exit_code == 4);
    CHECK(contains(end.err, "l-another1"));
  }
  CHECK(story.writes() == 0);
}

TEST_CASE("without a ledger a plan says that ownership is unknown, and cannot be applied") {
  const Story story(Start::healthy);
  const auto text = story.connections();
  story.set_connections(text.substr(0, text.find("[ledger]")));
  const auto plan = story.run({"plan"});
  CHECK(plan.exit_code == 4);
  CHECK(contains(plan.out, "Ownership unknown"));
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 4);
  CHECK(story.writes() == 0);
}

TEST_CASE("an installation without a writer only observes, with no ledger and no secret of the writer") {
  const Story story(Start::healthy);
  const auto text = replaced(story.connections(), "writer = \"soap\"", "writer = \"none\"");
  story.set_connections(text.substr(0, text.find("[ledger]")));
  auto command = story.command({"plan"});
  command.environment.erase("TARIFF_TIGERPAW_SOAP_USER");
  command.environment.erase("TARIFF_TIGERPAW_SOAP_PASSWORD");
  const auto plan = run_without_leak(command);
  CHECK(plan.exit_code == 0);
  CHECK(contains(plan.out, "Observed: 0 of 4 lines agree; 4 differ; +45.60 / -7.00 Monthly."));
  CHECK(last_line(plan.out) == "No changes. 3 mappings, 1 line read; 0 set aside, 3 observed.");
}

TEST_CASE("--rev reads an older commit, and the work tree stays as it is") {
  const Story story(Start::billed);
  story.edit("price_level    = \"Gold\"\nbilling        = true",
             "price_level    = \"Silver\"\nbilling        = true");
  CHECK(contains(last_line(story.run({"plan"}).out), "1 to update"));
  CHECK(contains(last_line(story.run({"plan", "--rev", "HEAD~1"}).out), "No changes."));
  CHECK(story.run({"plan", "--rev", "no-such-branch"}).exit_code == 1);
}

TEST_CASE("secrets may stand in files") {
  const Story story(Start::healthy);
  auto command = story.command({"plan"});
  story.folder().write("password", command.environment.at("TARIFF_KSC_PASSWORD") + "\n");
  command.environment.erase("TARIFF_KSC_PASSWORD");
  command.environment["TARIFF_KSC_PASSWORD_FILE"] = (story.folder() / "password").string();
  CHECK(run_without_leak(command).exit_code == 0);
}

TEST_CASE("a result that cannot be written is an error, and says so") {
  const Story story(Start::billed);
  const std::string shell = test::program("tariff").string() + " plan > /dev/full";
  auto command = story.command({});
  command.words = {"/bin/sh", "-c", shell};
  const auto end = run_without_leak(command);
  CHECK(end.exit_code == 1);
  CHECK(contains(end.err, "error: "));
}

TEST_CASE("colour comes where it is asked for and never into JSON") {
  const Story story(Start::quickstart);
  const std::string escape = "\x1b[";
  CHECK_FALSE(contains(story.run({"plan"}).out, escape));
  CHECK(contains(story.run({"plan", "--color", "always"}).out, escape));
  CHECK(contains(story.run({"plan"}, {{"CLICOLOR_FORCE", "1"}}).out, escape));
  CHECK_FALSE(contains(story.run({"plan"}, {{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", "1"}}).out, escape));
  CHECK_FALSE(contains(story.run({"plan", "--json", "--color", "always"}).out, escape));
}

}  // namespace
}  // namespace tariff::e2e
