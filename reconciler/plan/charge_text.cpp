#include "plan/charge_text.hpp"

#include <string_view>

#include "base/inert.hpp"

namespace tariff::plan {
namespace {

constexpr std::size_t bytes_max = 255;

bool is_letter_or_digit(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Behind ASCII whatever shows as itself; look-alikes are the price book's own.
bool is_of_another_script(char32_t c) { return c > 0xA0 && c <= 0x10FFFF; }

bool is_punctuation(char32_t c) {
  constexpr std::string_view allowed = " .,:;/&%+#()'_-";
  return c < 0x80 && allowed.find(static_cast<char>(c)) != std::string_view::npos;
}

}  // namespace

std::string charge_text(const std::string& item_description) {
  const bool is_address = item_description.find("://") != std::string::npos;
  if (item_description.size() > bytes_max || is_address) return "";
  for (std::size_t offset = 0; offset < item_description.size();) {
    const std::size_t start = offset;
    const char32_t c = next_code_point(item_description, offset);
    const bool is_text = is_letter_or_digit(c) || is_of_another_script(c);
    const bool may_stand = is_text || (start == 0 ? c == '(' : is_punctuation(c));
    if (!may_stand || is_active(item_description, start, c)) return "";
  }
  return item_description;
}

}  // namespace tariff::plan
