#include "base/inert.hpp"

#include <array>
#include <cstdint>

namespace tariff {
namespace {

constexpr char32_t ill_formed = 0xFFFFFFFF;

bool is_hidden(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  if (c == 0xAD || c == 0x61C || c == 0xFEFF) return true;
  if (c >= 0x200B && c <= 0x200F) return true;
  if (c >= 0x2028 && c <= 0x202E) return true;
  if (c >= 0x2060 && c <= 0x206F) return true;
  return c >= 0xE0000 && c <= 0xE007F;
}

std::string hex_digits(std::uint32_t value, std::size_t digits_min) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (; value != 0 || out.size() < digits_min; value >>= 4U) out.insert(out.begin(), digits[value & 0xFU]);
  return out;
}

std::string escape_code_point(char32_t c) {
  return "\\u{" + hex_digits(static_cast<std::uint32_t>(c), 1) + "}";
}
std::string escape_byte(char c) { return "\\x" + hex_digits(static_cast<unsigned char>(c), 2); }

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool out_of_range(char32_t c, std::size_t length) {
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  return c < smallest[length] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF);
}

bool is_blank_before(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  return before.empty() || before.ends_with(' ') || before.ends_with("\xC2\xA0") ||
         before.ends_with("\xE3\x80\x80");
}

/// Where a CI system would read a command: some look anywhere, some at the start of a line behind its blanks,
/// and a long line may be broken at any blank.
bool is_command(std::string_view text, std::size_t offset) {
  const auto rest = text.substr(offset);
  if (rest.starts_with("##vso[") || rest.starts_with("##[")) return true;
  return rest.starts_with("::") && is_blank_before(text, offset);
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& offset) {
  const auto lead = static_cast<unsigned char>(text[offset]);
  const std::size_t length = sequence_length(lead);
  if (length == 0 || offset + length > text.size()) {
    ++offset;
    return ill_formed;
  }
  char32_t c = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[offset + i]);
    if ((byte & 0xC0U) != 0x80U) {
      ++offset;
      return ill_formed;
    }
    c = (c << 6U) | (byte & 0x3FU);
  }
  if (out_of_range(c, length)) {
    ++offset;
    return ill_formed;
  }
  offset += length;
  return c;
}

bool is_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();)
    if (next_code_point(text, offset) == ill_formed) return false;
  return true;
}

bool is_active(std::string_view text, std::size_t offset, char32_t c) {
  return c == ill_formed || is_hidden(c) || is_command(text, offset);
}

std::string inert(std::string_view text, std::size_t bytes_max) {
  std::string out;
  out.reserve(text.size() < bytes_max ? text.size() : bytes_max);
  for (std::size_t offset = 0; offset < text.size();) {
    if (out.size() >= bytes_max) return out + "…";
    const std::size_t start = offset;
    const char32_t c = next_code_point(text, offset);
    if (c == ill_formed) {
      out += escape_byte(text[start]);
    } else if (is_hidden(c) || is_command(text, start)) {
      out += escape_code_point(c);
    } else {
      out += text.substr(start, offset - start);
    }
  }
  return out;
}

}  // namespace tariff
