#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tariff {

/// Glob match of a whole text: `*` any run, `?` one character (code point), `[abc]` one of, `\` escapes;
/// ASCII case-sensitive.
bool glob_match(std::string_view pattern, std::string_view text);

/// True where `part` stands anywhere in `text`, ASCII case ignored.
bool contains_ignoring_case(std::string_view text, std::string_view part);
std::string lower_ascii(std::string_view text);
bool equal_ignoring_case(std::string_view left, std::string_view right);

/// The candidate nearest to `word` by edit distance, or "" where none is near (at most a third of its length,
/// at least 1).
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace tariff
