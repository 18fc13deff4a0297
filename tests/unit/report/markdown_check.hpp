#pragma once

#include <string>
#include <vector>

/// A reader of the Markdown that we write, so strict that nothing of it can be more than text.
namespace tariff::report {

/// What is wrong with it, a sentence each; empty where nothing is.
///
/// Every line but the marker, headings, list lines and sentences of ours is a line of a table, and has as
/// many cells as its table's header. Outside of our own words nothing stands that Markdown or GitHub would
/// read: no bracket, backtick, `<` but our `<span>`, no `@`, and no `#`, `:` or the like beside a letter.
std::vector<std::string> markdown_faults(const std::string& text);

std::vector<std::string> lines_of(const std::string& text);

}  // namespace tariff::report
