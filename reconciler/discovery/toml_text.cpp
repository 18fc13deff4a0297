#include "discovery/toml_text.hpp"

#include <array>
#include <cstdio>

#include "base/inert.hpp"

namespace tariff::discovery {
namespace {

constexpr std::size_t columns_max = 100;
constexpr char32_t ill_formed = 0xFFFFFFFF;

bool is_within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool is_unseen(char32_t c) {
  if (c < 0x20 || is_within(c, 0x7F, 0x9F) || c == 0xAD || c == 0x61C || c == 0x180E || c == 0xFEFF)
    return true;
  return is_within(c, 0x200B, 0x200F) || is_within(c, 0x2028, 0x202E) || is_within(c, 0x2060, 0x206F) ||
         is_within(c, 0xE0000, 0xE0FFF);
}

std::string escaped(char32_t c) {
  std::array<char, 16> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), c > 0xFFFF ? "\\U%08X" : "\\u%04X",
                                   static_cast<unsigned>(c));
  return {buffer.data(), static_cast<std::size_t>(length)};
}

}  // namespace

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t start = offset;
    const char32_t c = next_code_point(text, offset);
    if (c == ill_formed) {
      out += escaped(0xFFFD);
    } else if (c == U'"' || c == U'\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (is_unseen(c)) {
      out += escaped(c);
    } else {
      out += text.substr(start, offset - start);
    }
  }
  return out + "\"";
}

std::string commented(std::string_view lines) {
  std::string out;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    out.append("# ").append(lines.substr(0, end)).append("\n");
    lines = end == std::string_view::npos ? std::string_view{} : lines.substr(end + 1);
  }
  return out;
}

std::string comment(std::string_view sentence, std::size_t indent) {
  const std::string margin = "# " + std::string(indent, ' ');
  std::string out;
  std::string line = margin;
  while (!sentence.empty()) {
    const auto end = sentence.find(' ');
    const auto word = sentence.substr(0, end);
    if (line.size() > margin.size() && line.size() + 1 + word.size() > columns_max) {
      out += line + "\n";
      line = margin;
    }
    if (line.size() > margin.size()) line += ' ';
    line += word;
    sentence = end == std::string_view::npos ? std::string_view{} : sentence.substr(end + 1);
  }
  return out + line + "\n";
}

}  // namespace tariff::discovery
