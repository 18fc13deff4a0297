#include "domain/commit.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/inert.hpp"

namespace tariff {
namespace {

constexpr std::size_t ticket_bytes_max = 80;
constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char l, char r) { return lower(l) == lower(r); });
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::vector<std::string_view> lines_of(std::string_view message) {
  std::vector<std::string_view> lines;
  for (std::size_t from = 0; from <= message.size();) {
    const auto end = std::min(message.find('\n', from), message.size());
    lines.push_back(trimmed(message.substr(from, end - from)));
    from = end + 1;
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

/// The last paragraph; none where that is the subject's.
std::vector<std::string_view> trailer_lines(const std::vector<std::string_view>& lines) {
  const auto from = std::find(lines.rbegin(), lines.rend(), std::string_view{});
  if (from == lines.rend()) return {};
  return {from.base(), lines.end()};
}

std::string trailer(const std::vector<std::string_view>& lines, std::string_view key) {
  for (const auto line : lines) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !equals_ignoring_case(trimmed(line.substr(0, colon)), key))
      continue;
    const auto value = trimmed(line.substr(colon + 1));
    if (!value.empty()) return std::string(value);
  }
  return "";
}

std::string from_trailers(const std::vector<std::string_view>& lines) {
  constexpr std::string_view pull_request = "Pull-Request";
  for (const auto key : {std::string_view("Ticket"), pull_request, std::string_view("Refs"),
                         std::string_view("Closes"), std::string_view("Fixes"), std::string_view("Issue")}) {
    const std::string value = trailer(lines, key);
    if (value.empty()) continue;
    if (key != pull_request) return value;
    if (is_digits(value)) return "PR #" + value;
    return value.front() == '#' && is_digits(std::string_view(value).substr(1)) ? "PR " + value : value;
  }
  return "";
}

std::string from_subject(std::string_view subject) {
  constexpr std::string_view merge = "Merge pull request #";
  if (subject.starts_with(merge)) {
    const auto number =
        subject.substr(merge.size(), subject.find_first_not_of("0123456789", merge.size()) - merge.size());
    if (is_digits(number)) return "PR #" + std::string(number);
  }
  const auto open = subject.rfind("(#");
  if (open == std::string_view::npos || !subject.ends_with(')')) return "";
  const auto number = subject.substr(open + 2, subject.size() - open - 3);
  return is_digits(number) ? "PR #" + std::string(number) : "";
}

}  // namespace

std::string ticket_of(std::string_view message) {
  auto lines = lines_of(message);
  lines.erase(lines.begin(),
              std::find_if(lines.begin(), lines.end(), [](const auto line) { return !line.empty(); }));
  if (lines.empty()) return "";
  std::string found = from_trailers(trailer_lines(lines));
  if (found.empty()) found = from_subject(lines.front());
  return inert(found, ticket_bytes_max);
}

std::optional<std::size_t> LineOrigins::commit_of(std::int32_t line) const {
  const auto after = std::upper_bound(
      stretches.begin(), stretches.end(), line,
      [](std::int32_t wanted, const LineStretch& stretch) { return wanted < stretch.first; });
  if (after == stretches.begin()) return std::nullopt;
  const LineStretch& found = *std::prev(after);
  return line < found.first + found.count ? std::optional(found.commit) : std::nullopt;
}

}  // namespace tariff
