#include "config/source_text.hpp"

#include <utility>

#include "base/inert.hpp"

namespace tariff::config {

SourceText::SourceText(std::string_view text, std::string file)
    : text_(text), file_(std::move(file)), starts_{0} {
  auto end = text.find('\n');
  for (; end != std::string_view::npos && starts_.size() < lines_indexed_max; end = text.find('\n', end + 1))
    starts_.push_back(end + 1);
}

std::string_view SourceText::line(std::int32_t number) const {
  const auto index = static_cast<std::size_t>(number) - 1;
  if (number < 1 || index >= starts_.size()) return {};
  const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] - 1 : text_.size();
  auto found = text_.substr(starts_[index], end - starts_[index]);
  if (found.ends_with('\r')) found.remove_suffix(1);
  return found;
}

std::string_view SourceText::word_at(Spot spot) const {
  const auto whole = line(spot.line);
  std::size_t offset = 0;
  for (std::int32_t column = 1; column < spot.column && offset < whole.size(); ++column)
    next_code_point(whole, offset);
  const auto rest = whole.substr(offset);
  return rest.substr(0, rest.find_first_of(" \t,]}#"));
}

Place SourceText::place(Spot spot, Show show) const {
  constexpr std::size_t shown_bytes_max = 4096;
  auto shown = line(spot.line).substr(0, shown_bytes_max);
  if (show == Show::keys_only) {
    const auto equals = shown.find('=');
    shown = equals == std::string_view::npos ? std::string_view{} : shown.substr(0, equals + 1);
  }
  return {file_, spot.line, spot.column, std::string(shown)};
}

}  // namespace tariff::config
