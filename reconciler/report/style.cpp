#include "report/style.hpp"

#include "base/inert.hpp"

namespace tariff::report {
namespace {

std::string_view code_of(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::good:
      return "\033[32m";
    case Tone::careful:
      return "\033[33m";
    case Tone::bad:
      return "\033[31m";
    case Tone::quiet:
      return "\033[2m";
    case Tone::strong:
      return "\033[1m";
  }
  return "";
}

bool is_combining(char32_t c) { return (c >= 0x300 && c <= 0x36F) || (c >= 0x20D0 && c <= 0x20FF); }

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

}  // namespace

std::string toned(std::string_view text, Tone tone, const Style& style) {
  if (!style.colour || tone == Tone::plain) return std::string(text);
  return std::string(code_of(tone)) + std::string(text) + "\033[0m";
}

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t c = next_code_point(text, offset);
    if (!is_combining(c)) columns += is_wide(c) ? 2U : 1U;
  }
  return columns;
}

std::string padded(std::string_view text, std::size_t columns) {
  const std::size_t used = display_width(text);
  return std::string(text) + std::string(used < columns ? columns - used : 0, ' ');
}

std::string padded_left(std::string_view text, std::size_t columns) {
  const std::size_t used = display_width(text);
  return std::string(used < columns ? columns - used : 0, ' ') + std::string(text);
}

std::string wrapped(std::string_view text, std::size_t indent, const Style& style) {
  const std::string margin(indent, ' ');
  std::string out;
  std::string line = margin;
  while (!text.empty()) {
    const auto end = text.find(' ');
    const auto word = text.substr(0, end);
    const bool is_first = line.size() == indent;
    if (!is_first && display_width(line) + 1 + display_width(word) > style.width) {
      out += line + "\n";
      line = margin;
    }
    if (line.size() > indent) line += ' ';
    line += word;
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return out + line + "\n";
}

}  // namespace tariff::report
