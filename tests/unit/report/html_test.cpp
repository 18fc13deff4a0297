#include "report/html.hpp"

#include <doctest/doctest.h>

#include "text/crypto.hpp"

namespace tariff::report {
namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

HtmlPage a_page() { return {"A title", {"A fact"}, "<p>body</p>\n", page_script()}; }

}  // namespace

TEST_CASE("text from outside is never markup, script or an attribute's end") {
  CHECK(html_text("<script>alert(1)</script>") == "&lt;script&gt;alert(1)&lt;/script&gt;");
  CHECK(html_text("\" onclick='x' &amp;") == "&quot; onclick=&#39;x&#39; &amp;amp;");
  CHECK(html_text("a\xE2\x80\xAE\x1b[2J\xFF") == "a\\u{202E}\\u{1B}[2J\\xFF");
}

TEST_CASE("a table carries each column's title in its cells, and amounts grouped") {
  const Table table{"x",
                    "X",
                    {{"name", "<Name>", ColumnKind::text}, {"amount", "Amount", ColumnKind::number}},
                    {{std::string("a & b"), Money::of_ten_thousandths(12'345'000)}},
                    {}};
  CHECK(html_table(table, {" data-differs=\"yes\""}) ==
        "<table>\n<thead><tr><th scope=\"col\">&lt;Name&gt;</th><th scope=\"col\" "
        "class=\"number\">Amount</th></tr></thead>\n<tbody>\n<tr data-differs=\"yes\"><td "
        "data-label=\"&lt;Name&gt;\">a &amp; b</td><td class=\"number\" "
        "data-label=\"Amount\">1,234.50</td></tr>\n</tbody>\n</table>\n");
}

TEST_CASE("a page loads nothing, and its policy allows its own script and style by their hashes alone") {
  const std::string page = html_page(a_page());
  for (const char* outside : {"http:", "https:", "src=", "href=", "url(", "@import", "style=\"", "onclick"})
    CHECK_FALSE(contains(page, outside));
  CHECK(contains(page, "default-src 'none'; style-src 'sha256-" + base64(sha256(page_style())) + "'"));
  CHECK(contains(page, "script-src 'sha256-" + base64(sha256(page_script())) + "'"));
  CHECK(contains(page, "<style>" + std::string(page_style()) + "</style>"));
  CHECK(contains(page, "<script>" + std::string(page_script()) + "</script>"));
  CHECK_FALSE(contains(page, "unsafe-inline"));
}

TEST_CASE("a page without anything to do carries no script and allows none") {
  HtmlPage page = a_page();
  page.script = {};
  CHECK_FALSE(contains(html_page(page), "script"));
}

}  // namespace tariff::report
