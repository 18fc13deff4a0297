#include "report/diagnostic_text.hpp"

#include <algorithm>

#include "base/inert.hpp"

namespace tariff::report {
namespace {

constexpr std::size_t source_columns_max = 160;
constexpr std::size_t sentence_bytes_max = 4096;

/// Whoever wrote the sentence made its names inert; this is the last door before the terminal.
std::string sentence(const std::string& text) { return inert(text, sentence_bytes_max); }

std::string place_text(const Place& place) {
  if (place.file.empty()) return "";
  std::string text = inert(place.file, 300);
  if (place.line > 0) text += ":" + std::to_string(place.line);
  if (place.line > 0 && place.column > 0) text += ":" + std::to_string(place.column);
  return text + ": ";
}

/// Columns up to the caret, since a tab or a wide character before it moves it.
std::string caret_margin(const Place& place) {
  std::size_t offset = 0;
  std::string before;
  for (std::int32_t i = 1; i < place.column && offset < place.source_line.size(); ++i) {
    const std::size_t start = offset;
    next_code_point(place.source_line, offset);
    before += place.source_line.substr(start, offset - start);
  }
  return std::string(display_width(inert(before, 4096)), ' ');
}

std::string source_text(const Place& place, const Style& style) {
  if (place.line <= 0 || place.source_line.empty()) return "";
  const std::string number = std::to_string(place.line);
  const std::string margin = caret_margin(place);
  std::string out = "  " + number + " | " + inert(place.source_line, source_columns_max) + "\n";
  if (place.column > 0 && margin.size() < source_columns_max)
    out += "  " + std::string(number.size(), ' ') + " | " + margin + toned("^", Tone::strong, style) + "\n";
  return out;
}

}  // namespace

std::string diagnostic_text(const Diagnostic& problem, const Style& style) {
  const bool is_error = problem.severity == Severity::error;
  const std::string head = std::string(is_error ? "error" : "warning") + "[" + problem.rule + "]: ";
  std::string out = toned(place_text(problem.place), Tone::strong, style) +
                    toned(head, is_error ? Tone::bad : Tone::careful, style) + sentence(problem.message) +
                    "\n";
  out += source_text(problem.place, style);
  if (!problem.hint.empty()) out += "  hint: " + sentence(problem.hint) + "\n";
  return out;
}

std::string diagnostics_text(const Diagnostics& problems, const Style& style) {
  if (problems.empty()) return "";
  std::string out;
  for (const auto& problem : problems) out += diagnostic_text(problem, style) + "\n";
  const auto errors = std::count_if(problems.begin(), problems.end(), [](const Diagnostic& problem) {
    return problem.severity == Severity::error;
  });
  const auto warnings = static_cast<std::ptrdiff_t>(problems.size()) - errors;
  return out + std::to_string(errors) + (errors == 1 ? " error, " : " errors, ") + std::to_string(warnings) +
         (warnings == 1 ? " warning.\n" : " warnings.\n");
}

std::string error_text(const Error& error, const Style& style) {
  std::string out = toned("error: ", Tone::bad, style) + sentence(error.message) + "\n";
  if (!error.hint.empty()) out += "  hint: " + sentence(error.hint) + "\n";
  return out;
}

}  // namespace tariff::report
