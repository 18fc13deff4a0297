#include "sandbox/http_target.hpp"

#include <charconv>

#include "text/match.hpp"

namespace tariff::sandbox {

std::string percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const char* digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

Target split_target(std::string_view target) {
  Target split;
  const auto mark = target.find('?');
  split.path = target.substr(0, mark);
  std::string_view rest = mark == std::string_view::npos ? "" : target.substr(mark + 1);
  while (!rest.empty()) {
    const auto part = rest.substr(0, rest.find('&'));
    rest.remove_prefix(part.size() < rest.size() ? part.size() + 1 : rest.size());
    const auto equals = part.find('=');
    const auto value = equals == std::string_view::npos ? "" : part.substr(equals + 1);
    if (!part.empty())
      split.query.emplace(lower_ascii(percent_decoded(part.substr(0, equals), true)),
                          percent_decoded(value, true));
  }
  return split;
}

}  // namespace tariff::sandbox
