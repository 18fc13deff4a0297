#include "report/markdown_text.hpp"

#include <algorithm>

#include "base/inert.hpp"

namespace tariff::report {
namespace {

/// What Markdown reads inside a line, HTML and tables included.
constexpr std::string_view written_as_entity = "\\`*_[]<>&|~@#$";
/// What begins a mention, a reference, a shortcode or an address in the finished text of GitHub and its like.
constexpr std::string_view begins_reference = "@#:!$%~&^";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// `word` is in lower case.
bool ends_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  const auto tail = text.substr(text.size() - word.size());
  return std::equal(tail.begin(), tail.end(), word.begin(), [](char a, char b) { return lower(a) == b; });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "www.example.com" and "GH-12" are links without any sign of their own.
bool begins_link(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  if (text[offset] == '.') return ends_with_word(before, "www");
  if (text[offset] != '-' || !ends_with_word(before, "gh")) return false;
  return offset + 1 < text.size() && is_digit(text[offset + 1]);
}

bool stands_alone(std::string_view text, std::size_t offset) {
  if (begins_link(text, offset)) return true;
  constexpr std::string_view ends_word = " ,;.)";
  const bool has_next =
      offset + 1 < text.size() && ends_word.find(text[offset + 1]) == std::string_view::npos;
  return has_next && begins_reference.find(text[offset]) != std::string_view::npos;
}

bool is_double_slash(std::string_view text, std::size_t offset) {
  if (text[offset] != '/') return false;
  return (offset > 0 && text[offset - 1] == '/') || (offset + 1 < text.size() && text[offset + 1] == '/');
}

std::string entity(char c) { return "&#" + std::to_string(static_cast<int>(c)) + ";"; }

}  // namespace

std::string markdown_text(std::string_view text, std::size_t bytes_max) {
  const std::string shown = inert(text, bytes_max);
  std::string out;
  out.reserve(shown.size() + 16);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const char c = shown[i];
    if (stands_alone(shown, i))
      out += "<span>" + entity(c) + "</span>";
    else if (written_as_entity.find(c) != std::string_view::npos || is_double_slash(shown, i))
      out += entity(c);
    else
      out += c;
  }
  return out;
}

}  // namespace tariff::report
