#include "sandbox/http_target.hpp"

#include "text/match.hpp"
#include "text/percent.hpp"

namespace tariff::sandbox {

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
