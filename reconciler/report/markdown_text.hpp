#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tariff::report {

/// Text from outside as part of a line or of a table cell of Markdown.
///
/// Shape: inert, at most `bytes_max` bytes before it is written so. Whatever Markdown reads stands as an HTML
/// entity. Entities do not stop what GitHub reads in the finished text (mentions, e-mail addresses,
/// references, emoji shortcodes), so a sign that begins one stands in an element of its own,
/// `<span>&#64;</span>`: then it is never in one text with the letters that it wants. Source: cmark-gfm,
/// extensions/autolink.c, which looks for addresses behind the entities; html-pipeline, whose filters look at
/// one text node after the other.
std::string markdown_text(std::string_view text, std::size_t bytes_max);

}  // namespace tariff::report
