#include "text/match.hpp"

#include <algorithm>
#include <numeric>

#include "base/inert.hpp"

namespace tariff {
namespace {

/// One element of a pattern: the length it takes, and whether it fits one character.
struct Element {
  std::size_t length = 0;
  bool fits = false;
};

Element set_element(std::string_view pattern, std::string_view character) {
  const auto end = pattern.find(']', 1);
  if (end == std::string_view::npos) return {1, character == "["};
  return {end + 1, pattern.substr(1, end - 1).find(character) != std::string_view::npos};
}

Element element_at(std::string_view pattern, std::string_view character) {
  if (pattern.front() == '?') return {1, true};
  if (pattern.front() == '[') return set_element(pattern, character);
  const bool escaped = pattern.front() == '\\' && pattern.size() > 1;
  std::size_t length = escaped ? 1 : 0;
  const std::size_t start = length;
  next_code_point(pattern, length);
  return {length, pattern.substr(start, length - start) == character};
}

std::string_view first_character(std::string_view text) {
  std::size_t length = 0;
  next_code_point(text, length);
  return text.substr(0, length);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t above = row[j + 1];
      const std::size_t swapped = diagonal + (lower(left[i]) == lower(right[j]) ? 0 : 1);
      row[j + 1] = std::min({above + 1, row[j] + 1, swapped});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

bool glob_match(std::string_view pattern, std::string_view text) {
  // After a `*` the rest is tried at each later character; only the last `*` can matter, so this is at worst
  // quadratic.
  std::string_view after_star;
  std::string_view retry_text;
  bool has_star = false;
  while (!text.empty()) {
    if (!pattern.empty() && pattern.front() == '*') {
      pattern.remove_prefix(1);
      after_star = pattern;
      retry_text = text;
      has_star = true;
      continue;
    }
    const auto character = first_character(text);
    const Element element = pattern.empty() ? Element{} : element_at(pattern, character);
    if (element.fits) {
      pattern.remove_prefix(element.length);
      text.remove_prefix(character.size());
      continue;
    }
    if (!has_star) return false;
    retry_text.remove_prefix(first_character(retry_text).size());
    text = retry_text;
    pattern = after_star;
  }
  return pattern.find_first_not_of('*') == std::string_view::npos;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  return lower_ascii(text).find(lower_ascii(part)) != std::string::npos;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return left.size() == right.size() && lower_ascii(left) == lower_ascii(right);
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  // Longer words would cost a quadratic distance, and nobody mistypes them by a letter.
  if (word.size() > 128) return "";
  std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string found;
  for (const auto& candidate : candidates) {
    if (candidate.size() > 128) continue;
    const std::size_t distance = edit_distance(word, candidate);
    if (distance >= best) continue;
    best = distance;
    found = candidate;
  }
  return found;
}

}  // namespace tariff
