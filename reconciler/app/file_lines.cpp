#include "app/file_lines.hpp"

#include <algorithm>
#include <string>

namespace tariff::app {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

FileLines::FileLines(std::string_view text) {
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find('\n', from), text.size());
    lines_.push_back(trimmed(text.substr(from, end - from)));
    from = end + 1;
  }
}

std::vector<std::int32_t> FileLines::table(std::int32_t header) const {
  std::vector<std::int32_t> found;
  for (auto line = header; line >= 1 && static_cast<std::size_t>(line) <= lines_.size(); ++line) {
    const auto text = lines_[static_cast<std::size_t>(line - 1)];
    if (line > header && text.starts_with('[')) break;
    if (!text.empty() && !text.starts_with('#')) found.push_back(line);
  }
  return found;
}

std::int32_t FileLines::header_of(std::string_view name) const {
  const std::string header = "[" + std::string(name) + "]";
  for (std::size_t i = 0; i < lines_.size(); ++i)
    if (lines_[i].starts_with(header)) return static_cast<std::int32_t>(i + 1);
  return 0;
}

std::string_view FileLines::key_on(std::int32_t line) const {
  const auto text = lines_[static_cast<std::size_t>(line - 1)];
  const auto equals = text.find('=');
  return equals == std::string_view::npos ? std::string_view{} : trimmed(text.substr(0, equals));
}

}  // namespace tariff::app
