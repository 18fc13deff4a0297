#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/table.hpp"

namespace tariff::report {

/// Text from outside as part of a page, in an element or in a quoted attribute.
///
/// Shape: inert, and with & < > " ' written as entities, so that it is never markup, script or address.
std::string html_text(std::string_view text);
/// The same at the end of `out`, for pages of many rows.
void append_html(std::string& out, std::string_view text);

/// One row's attributes, as ` data-x="…"`; whoever makes them escapes the values with html_text().
using RowAttributes = std::vector<std::string>;

/// A table's header and rows. Shape: every cell carries its column's title, so that a narrow page can show a
/// row as a list. `attributes` has one entry for each row, or none at all.
std::string html_table(const Table& table, const RowAttributes& attributes = {});

/// A page to be. Shape: `title` and `facts` are plain text; `body` is markup that is already safe. `script`
/// is one of those below, or empty.
struct HtmlPage {
  std::string title;
  std::vector<std::string> facts;
  std::string body;
  std::string_view script{};
};

/// A whole page in one file: it loads nothing, and its content policy allows no script or style but its own,
/// by their hashes. Light and dark, wide and narrow, and on paper.
std::string html_page(const HtmlPage& page);

/// The style of every page, the script that searches, filters and draws a statement, and the one that
/// searches and filters a plan.
std::string_view page_style();
std::string_view page_script();
std::string_view plan_script();

}  // namespace tariff::report
