#include "report/doctor_text.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

/// Columns before the words: the mark of the state and the id.
constexpr std::size_t state_columns = 11;
constexpr std::size_t words_indent = 40;
constexpr std::size_t words_least = 60;

std::string state_words(CheckState state) {
  return state == CheckState::not_tried ? "not tried" : check_state_name(state);
}

Tone tone_of(CheckState state) {
  switch (state) {
    case CheckState::ok:
      return Tone::good;
    case CheckState::warning:
      return Tone::careful;
    case CheckState::failed:
      return Tone::bad;
    case CheckState::not_tried:
    case CheckState::assumed:
      return Tone::quiet;
  }
  return Tone::plain;
}

std::string name_of(const CheckLine& line) {
  return line.subject.empty() ? line.id : line.id + " of " + inert(line.subject, 40);
}

/// Beside the id where there is room, else below it. `advice_before` is what the line above advises.
std::string line_text(const CheckLine& line, const std::string& advice_before, const Style& style) {
  const std::string head = toned(padded(state_words(line.state), state_columns), tone_of(line.state), style);
  const std::string name = name_of(line);
  const bool is_beside =
      style.width >= words_indent + words_least && display_width(name) < words_indent - state_columns;
  const std::size_t indent = is_beside ? words_indent : state_columns;
  std::string words = wrapped(inert(line.found, 2000), indent, style);
  const std::string advice = line.advice == advice_before ? "as above" : inert(line.advice, 1000);
  if (!line.advice.empty()) words += wrapped("-> " + advice, indent, style);
  if (!is_beside) return head + name + "\n" + words;
  return head + padded(name, words_indent - state_columns) + words.substr(words_indent);
}

std::string last_line(const Checkup& checkup) {
  const auto count = [&](CheckState state) {
    return std::to_string(std::count_if(checkup.lines.begin(), checkup.lines.end(),
                                        [&](const CheckLine& line) { return line.state == state; }));
  };
  return "Doctor: " + count(CheckState::ok) + " ok, " + count(CheckState::warning) + " to look at, " +
         count(CheckState::failed) + " failed, " + count(CheckState::not_tried) + " not tried, " +
         count(CheckState::assumed) + " assumed.\n";
}

}  // namespace

std::string check_state_name(CheckState state) {
  switch (state) {
    case CheckState::ok:
      return "ok";
    case CheckState::warning:
      return "warning";
    case CheckState::failed:
      return "failed";
    case CheckState::not_tried:
      return "not_tried";
    case CheckState::assumed:
      return "assumed";
  }
  return "";
}

std::string doctor_text(const Checkup& checkup, const Style& style) {
  std::string out = toned(checkup.program + ", " + write_instant(checkup.now), Tone::strong, style) + "\n\n";
  std::string advice_before;
  for (const auto& line : checkup.lines) {
    out += line_text(line, advice_before, style);
    advice_before = line.advice;
  }
  return out + "\n" + last_line(checkup);
}

}  // namespace tariff::report
