#include "report/plan_html.hpp"

#include <doctest/doctest.h>

#include "base/inert.hpp"
#include "report/html.hpp"
#include "text/crypto.hpp"
#include "unit/report/review_plan.hpp"

namespace tariff::report {
namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// What is left when our own script and style are out of it.
std::string data_part(std::string page) {
  for (const auto part : {page_style(), plan_script()}) page.erase(page.find(part), part.size());
  return page;
}

}  // namespace

TEST_CASE("the page of a plan shows totals, guards, rows, what is set aside and problems") {
  const auto page = plan_html(review_plan());
  for (const char* part : {"<h1>Plan of tariff.toml</h1>", "1 to retire", "<h2>Guards (2)</h2>",
                           "<h2>Rows (7)</h2>", "<h2>Set aside (1)</h2>", "<h2>Problems (2)</h2>",
                           "<h2>Virtual servers without a mapping (1)</h2>", "Tailspin Toys"})
    CHECK(contains(page, part));
  CHECK(count_of(page, "<tr data-action=") == 7);
  CHECK(contains(
      page, "<tr data-action=\"update\" data-cause=\"usage\" data-hold=\"suspect\" data-differs=\"yes\">"));
  CHECK(contains(page, "data-label=\"Change\">2 -&gt; 1</td>"));
  CHECK(contains(page, "data-label=\"Amount\"><span><br>-20.00 Monthly<br>+240.00 Yearly</span></td>"));
}

TEST_CASE("filters offer what the plan has, and no more") {
  const auto page = plan_html(review_plan());
  CHECK(contains(page,
                 "<select id=\"cause\"><option value=\"\">all</option><option>config</option><option>usage"
                 "</option></select>"));
  CHECK_FALSE(contains(page, "<option>frozen"));
}

TEST_CASE("the page of a plan loads nothing, and its policy allows its own script alone") {
  const auto page = plan_html(review_plan());
  CHECK(contains(page, "script-src 'sha256-" + base64(sha256(plan_script())) + "'"));
  for (const char* outside :
       {"http:", "https:", "src=", "href=", "url(", "@import", "style=\"", "onclick", "innerHTML", "eval("})
    CHECK_FALSE(contains(page, outside));
}

TEST_CASE("a plan without rows needs no script") {
  plan::Plan plan = review_plan();
  plan.rows.clear();
  CHECK_FALSE(contains(plan_html(plan), "<script"));
}

TEST_CASE("no name in a plan is markup, script or an attribute's end") {
  const auto tags = count_of(data_part(plan_html(hostile_plan("x"))), "<");
  for (const auto& name : hostile_names()) {
    CAPTURE(name.substr(0, 60));
    const auto page = data_part(plan_html(hostile_plan(name)));
    CHECK(count_of(page, "<") == tags);
    CHECK(is_utf8(page));
    CHECK_FALSE(contains(page, "\xE2\x80\xAE"));
    CHECK_FALSE(contains(page, "\x1b"));
  }
}

}  // namespace tariff::report
