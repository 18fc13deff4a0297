#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tariff::report {

/// How text is laid out for the one who reads it. Units: `width` in columns.
struct Style {
  bool colour = false;
  std::size_t width = 100;
};

enum class Tone { plain, good, careful, bad, quiet, strong };

/// The text in that tone; unchanged without colour. Never the only carrier of a meaning.
std::string toned(std::string_view text, Tone tone, const Style& style);

/// Columns that a text takes on a terminal: code points, wide ones twice, combining marks not at all.
std::size_t display_width(std::string_view text);

/// The text with blanks up to that many columns, behind it or before it.
std::string padded(std::string_view text, std::size_t columns);
std::string padded_left(std::string_view text, std::size_t columns);

/// The text broken at blanks into lines of at most `style.width` columns, each behind `indent` blanks.
std::string wrapped(std::string_view text, std::size_t indent, const Style& style);

}  // namespace tariff::report
