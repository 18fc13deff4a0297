#include "report/markdown.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "report/markdown_text.hpp"
#include "support/tiny_world.hpp"
#include "unit/report/markdown_check.hpp"
#include "unit/report/review_plan.hpp"

namespace tariff::report {
namespace {

const std::vector<std::string> no_faults;

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// Nothing but the rows, since notes have a room of their own.
plan::Plan many_rows(std::int64_t count) {
  plan::Plan plan;
  plan.installation = InstallationId("k7q2m9d4xw");
  for (std::int64_t i = 0; i < count; ++i) plan.rows.push_back(ordinary_row(20'000 + i));
  return plan;
}

std::string line_with(const std::string& text, std::string_view part) {
  for (const auto& line : lines_of(text))
    if (contains(line, part)) return line;
  return "";
}

}  // namespace

TEST_CASE("a name is text and nothing else: no link, image, HTML, code, table, mention or shortcode") {
  CHECK(markdown_text("Contoso Ltd", 80) == "Contoso Ltd");
  CHECK(markdown_text("a|b `c` [d](e) <f>", 80) == "a&#124;b &#96;c&#96; &#91;d&#93;(e) &#60;f&#62;");
  CHECK(markdown_text("@everyone", 80) == "<span>&#64;</span>everyone");
  CHECK(markdown_text("#12 and GH-12", 80) == "<span>&#35;</span>12 and GH<span>&#45;</span>12");
  CHECK(markdown_text(":tada: done: yes", 80) == "<span>&#58;</span>tada: done: yes");
  CHECK(markdown_text("https://x.y www.x.y", 80) ==
        "https<span>&#58;</span>&#47;&#47;x.y www<span>&#46;</span>x.y");
  CHECK(markdown_text("a\nb\xE2\x80\xAE", 80) == "a&#92;u{A}b&#92;u{202E}");
  CHECK(markdown_text("R & D, 10 % off!", 80) == "R &#38; D, 10 % off!");
  CHECK(markdown_text(std::string(1'000'000, 'A'), 80) == std::string(80, 'A') + "…");
}

TEST_CASE("the reader of these tests finds what must not stand there") {
  const std::string head = "<!-- tariff-plan installation=x -->\n| a |\n| --- |\n| ";
  CHECK(markdown_faults(head + "b |\n") == no_faults);
  for (const char* cell : {"[b](c)", "<b>", "`b`", "@b", "&#64;b", "&#35;1", ":b:", "www.b.c", "GH-1",
                           "b | c", "*b*", "https:&#47;&#47;b.c"}) {
    CAPTURE(cell);
    CHECK_FALSE(markdown_faults(head + cell + " |\n").empty());
  }
}

TEST_CASE("the first line names the installation, the second gives the totals") {
  const auto lines = lines_of(plan_markdown(review_plan()).text);
  REQUIRE(lines.size() > 2);
  CHECK(lines[0] == "<!-- tariff-plan installation=k7q2m9d4xw -->");
  CHECK(
      lines[1] ==
      "## Plan: 1 to create, 1 to update, 1 to replace, 1 to retire, 0 to adopt, 1 to link; -55.00 Monthly, "
      "+240.00 Yearly.");
}

TEST_CASE("what nobody may miss stands before the ordinary rows, and what was read behind them") {
  const std::string text = plan_markdown(review_plan()).text;
  CHECK(markdown_faults(text) == no_faults);
  std::size_t before = 0;
  for (const auto* title :
       {"### Guards (2)", "### Decreases, retirements and replacements (3)", "### Set aside (1)",
        "### Problems (1)", "### Other rows (4)", "### Warnings (1)", "### Without a mapping (2)",
        "- 2 rows of other mappings or counts follow anyway: "
        "+12.00 Monthly.",
        "- Read: "}) {
    CAPTURE(title);
    const auto at = text.find(title);
    CHECK(at != std::string::npos);
    CHECK(at > before);
    before = at;
  }
}

TEST_CASE("a row tells the change, the price, the amount, the cause, why and by which commit") {
  const std::string text = plan_markdown(review_plan()).text;
  CHECK(line_with(text, "charge/50001/KES-ADV") ==
        "| update | | charge/50001/KES-ADV | 5 -> 7 | 3.50 | +7.00 Monthly | usage | (1a2b3c4d5e6f Ann, "
        "PR-12) |");
  CHECK(line_with(text, "charge/50001/KES-SRV") ==
        "| update (suspect) | Contoso -> account 10010 Contoso Ltd | charge/50001/KES-SRV | 2 -> 1 | 3.50 | "
        "-3.50 Monthly | usage | held: The count fell by half. (1a2b3c4d5e6f Ann, PR-12) |");
  CHECK(line_with(text, "50004/KES-NEW") ==
        "| - create | | 50004/KES-NEW | 0 -> 4 | 60.00 | +240.00 Yearly | | |");
}

TEST_CASE("no name in a plan is more than text, and no name breaks a table") {
  for (const auto& name : hostile_names()) {
    CAPTURE(name.substr(0, 60));
    const auto made = plan_markdown(hostile_plan(name));
    CHECK(made.fits);
    CHECK(markdown_faults(made.text) == no_faults);
    CHECK(made.text.size() < 60'000);
  }
}

TEST_CASE(
    "a text that fits to the byte is whole; with a byte less the tail of ordinary rows is told by cause") {
  const auto plan = many_rows(200);
  const auto whole = plan_markdown(plan, 1'000'000).text;
  CHECK_FALSE(contains(whole, " more usage row"));
  const auto n = whole.size();
  CHECK(plan_markdown(plan, n + 1).text == whole);
  CHECK(plan_markdown(plan, n).text == whole);
  const auto cut = plan_markdown(plan, n - 1);
  CHECK(cut.fits);
  CHECK(cut.text.size() <= n - 1);
  CHECK(contains(cut.text, "- 1 more usage row, +3.50 Monthly\n"));
  CHECK(markdown_faults(cut.text) == no_faults);
}

TEST_CASE("with any limit the text keeps it, loses no row, and never cuts what nobody may miss") {
  plan::Plan plan = review_plan();
  for (std::int64_t i = 0; i < 120; ++i) plan.rows.push_back(ordinary_row(20'000 + i));
  const auto whole = plan_markdown(plan, 1'000'000).text;
  for (std::size_t limit = 1'000; limit < whole.size() + 100; limit += 97) {
    CAPTURE(limit);
    const auto made = plan_markdown(plan, limit);
    CHECK(made.text.size() <= limit);
    CHECK(markdown_faults(made.text) == no_faults);
    if (!made.fits) continue;
    for (const auto* seen :
         {"### Guards (2)", "charge/50002/KES-SELECT", "50003/KES-OLD", "charge/50001/KES-SRV",
          "| Fabrikam | 10020 |", "Agreement 50009 has ended.", "- Read: "})
      CHECK(contains(made.text, seen));
  }
}

TEST_CASE("what nobody may miss fits to the byte, and with a byte less the text says where to look") {
  plan::Plan plan = many_rows(0);
  for (int i = 0; i < 50; ++i) {
    plan.rows.push_back(review_plan().rows[4]);
    plan.rows.back().account = AccountNumber(10'010 + i);
  }
  const auto n = plan_markdown(plan, 1'000'000).text.size();
  CHECK(plan_markdown(plan, n).fits);
  const auto made = plan_markdown(plan, n - 1);
  CHECK_FALSE(made.fits);
  CHECK(
      made.text ==
      "<!-- tariff-plan installation=k7q2m9d4xw -->\n## Plan: 0 to create, 0 to update, 0 to replace, 50 to "
      "retire, 0 to adopt; -2,625.00 Monthly.\n\n**Not reviewable here: 50 rows, " +
          std::to_string(n) + " bytes; look at the saved plan with `tariff show`.**\n");
  CHECK(markdown_faults(made.text) == no_faults);
}

TEST_CASE("the tail is told with each cause and each period by itself") {
  plan::Plan plan = many_rows(100);
  for (std::size_t i = 0; i < 40; ++i) {
    plan.rows[60 + i].cause = plan::Cause::config;
    if (i % 2 == 0) plan.rows[60 + i].period = "Yearly";
  }
  const auto text = plan_markdown(plan, 1'000).text;
  CHECK(contains(text, " more usage rows, +"));
  CHECK(contains(text, "- 40 more config rows, +70.00 Monthly, +70.00 Yearly\n"));
}

TEST_CASE("what is only observed is an ordinary row: nothing of it is written") {
  plan::Plan plan = many_rows(0);
  for (int i = 0; i < 2'000; ++i) plan.rows.push_back(review_plan().rows[6]);
  const auto made = plan_markdown(plan);
  CHECK(made.fits);
  CHECK(contains(made.text, "### Other rows (2000)"));
}

TEST_CASE("a plan that nobody can apply says so on top") {
  plan::Plan plan = review_plan();
  plan.ownership_known = false;
  const auto text = plan_markdown(plan).text;
  CHECK(text.find("**Ownership unknown") < text.find("### Guards"));
}

}  // namespace tariff::report
