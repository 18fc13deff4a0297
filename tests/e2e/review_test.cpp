#include <algorithm>
#include <filesystem>

#include <doctest/doctest.h>

#include "e2e/browser.hpp"
#include "e2e/story.hpp"

/// What reviewers and finance get to see of a plan, in files and in the log of a pipeline.
namespace tariff::e2e {
namespace {

std::string file_of(const Story& story, const char* name) { return (story.folder() / name).string(); }

std::size_t lines_with(const std::string& text, std::string_view start) {
  std::size_t count = text.starts_with(start) ? 1 : 0;
  const std::string behind_end = "\n" + std::string(start);
  for (auto at = text.find(behind_end); at != std::string::npos; at = text.find(behind_end, at + 1)) ++count;
  return count;
}

/// The line that holds it, without its line end.
std::string line_with(const std::string& text, std::string_view part) {
  const auto at = text.find(part);
  if (at == std::string::npos) return "";
  const auto start = text.rfind('\n', at) + 1;
  return text.substr(start, text.find('\n', at) - start);
}

TEST_CASE("one run of plan writes every form, and show writes the same from the saved plan") {
  const Story story(Start::quickstart);
  const auto plan =
      story.run({"plan", "--out", file_of(story, "saved.json"), "--out-markdown", file_of(story, "p.md"),
                 "--out-html", file_of(story, "p.html"), "--out-finance-csv", file_of(story, "p.csv"),
                 "--out-json", file_of(story, "p.json"), "--out-csv", file_of(story, "work.csv")});
  CHECK(plan.exit_code == 3);
  const auto markdown = test::read_file(file_of(story, "p.md"));
  CHECK(markdown.starts_with("<!-- tariff-plan installation=quickstart01 -->\n## Plan: 3 to create, "));
  CHECK(contains(markdown, "### Set aside (1)"));
  CHECK(contains(test::read_file(file_of(story, "p.html")), "<h2>Rows ("));
  CHECK(contains(test::read_file(file_of(story, "p.csv")),
                 "\r\n10010,Contoso Ltd,Contoso,50001,KES-SELECT,create,"));
  CHECK(contains(test::read_file(file_of(story, "work.csv")), "Add a line"));
  const auto shown =
      story.run({"show", file_of(story, "saved.json"), "--out-markdown", file_of(story, "s.md"), "--out-html",
                 file_of(story, "s.html"), "--out-finance-csv", file_of(story, "s.csv")});
  CHECK(shown.exit_code == 0);
  for (const std::string ending : {"md", "html", "csv"})
    CHECK(test::read_file(file_of(story, ("s." + ending).c_str())) ==
          test::read_file(file_of(story, ("p." + ending).c_str())));
}

TEST_CASE("the summary of a step goes behind what other programs wrote there") {
  const Story story(Start::healthy);
  story.folder().write("summary.md", "Before.\n");
  for (int i = 0; i < 2; ++i)
    CHECK(story.run({"plan", "--step-summary", file_of(story, "summary.md")}).exit_code == 0);
  const auto text = test::read_file(file_of(story, "summary.md"));
  CHECK(text.starts_with("Before.\n<!-- tariff-plan "));
  CHECK(lines_with(text, "<!-- tariff-plan ") == 2);
}

TEST_CASE("where a summary has no room for what nobody may miss, the plan is refused and the file says so") {
  const Story story(Start::quickstart);
  story.folder().write("summary.md", std::string((std::size_t{1} << 20U) - 400, 'x') + "\n");
  const auto end = story.run({"plan", "--step-summary", file_of(story, "summary.md")});
  CHECK(end.exit_code == 4);
  CHECK(contains(end.err, "has no room in"));
  CHECK(contains(test::read_file(file_of(story, "summary.md")), "Not reviewable here: "));
}

TEST_CASE("a file that cannot be written ends with 1, and the others are written") {
  const Story story(Start::healthy);
  const auto end =
      story.run({"plan", "--out-markdown", "/nowhere/p.md", "--out-html", file_of(story, "p.html")});
  CHECK(end.exit_code == 1);
  CHECK(std::filesystem::exists(file_of(story, "p.html")));
}

TEST_CASE("a problem is told to GitHub at its line, in stderr alone; without the option nothing is") {
  const Story story(Start::quickstart);
  const auto end = story.run({"plan", "--annotations", "github"});
  CHECK(end.exit_code == 3);
  CHECK(contains(line_with(end.err, "::error "), "::error file=tariff.toml,line="));
  CHECK(contains(line_with(end.err, "::error "), "title=agreement-ended::"));
  CHECK(lines_with(end.out, "::") == 0);
  CHECK(lines_with(story.run({"plan"}).err, "::") == 0);
}

TEST_CASE("a broken file is told to GitHub by validate and by plan") {
  const Story story(Start::healthy);
  story.edit("agreement      = 50001", "agreement      = \"%0A::error::x\"");
  for (const char* command : {"validate", "plan"}) {
    const auto end = story.run({command, "--annotations", "github"});
    CHECK(end.exit_code == 3);
    CHECK(lines_with(end.err, "::") == 1);
    CHECK(lines_with(end.err, "::error file=tariff.toml,line=") == 1);
  }
  CHECK(story.run({"validate", "--annotations", "gitlab"}).exit_code == 64);
}

TEST_CASE("in a browser a plan can be searched and filtered, and a hostile name does nothing") {
  const Story story(Start::quickstart);
  story.change([](auto& world) {
    for (auto& account : world.tigerpaw.accounts)
      if (account.number == 10030) account.name = "<img src=x onerror=\"document.title='taken'\">";
  });
  const auto html = file_of(story, "plan.html");
  CHECK(story.run({"plan", "--out-html", html}).exit_code == 3);
  const std::string seen = seen_in_browser(story.folder(), html);
  if (seen.empty()) {
    MESSAGE("left out: no Chromium on this machine");
    return;
  }
  CHECK(contains(seen, "5 of 5 rows"));
  CHECK_FALSE(contains(seen, "<img"));
  CHECK_FALSE(contains(seen, "<title>taken"));
  const auto shown_after = [&](const std::string& deed) {
    const auto copy = story.folder().write("copy.html", with_deed(test::read_file(html), deed));
    return seen_in_browser(story.folder(), copy);
  };
  CHECK(contains(shown_after("at('search').value = 'FABRIKAM'"), "3 of 5 rows"));
  CHECK(contains(shown_after("at('action').value = 'link'"), "1 of 5 rows"));
  CHECK(contains(shown_after("at('cause').value = 'usage'"), "1 of 5 rows"));
  CHECK(contains(shown_after("at('grave').checked = true"), "0 of 5 rows"));
}

}  // namespace
}  // namespace tariff::e2e
