#include "report/annotations.hpp"

#include <algorithm>

#include "base/inert.hpp"

namespace tariff::report {
namespace {

constexpr std::int64_t shown_max = 10;
constexpr std::size_t message_bytes_max = 4000;
constexpr std::size_t sentence_bytes_max = 4096;
constexpr std::size_t path_bytes_max = 300;
constexpr std::size_t title_bytes_max = 100;
constexpr std::string_view ellipsis = "…";

std::string percent_encoded(std::string_view character, std::string_view reserved) {
  if (character.size() != 1 || reserved.find(character) == std::string_view::npos)
    return std::string(character);
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(character[0]);
  return std::string("%") + digits[byte >> 4U] + digits[byte & 0xFU];
}

/// Escaped, whole characters, in at most `bytes_max` bytes.
std::string encoded(std::string_view text, std::string_view reserved, std::size_t bytes_max) {
  std::string out;
  std::size_t fits = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t start = offset;
    next_code_point(text, offset);
    out += percent_encoded(text.substr(start, offset - start), reserved);
    if (out.size() > bytes_max) return out.substr(0, fits) + std::string(ellipsis);
    if (out.size() + ellipsis.size() <= bytes_max) fits = out.size();
  }
  return out;
}

std::string property(std::string_view text, std::size_t bytes_max) {
  return encoded(inert(text, bytes_max), "%\r\n:,", 3 * bytes_max);
}

std::string message_of(const Diagnostic& problem) {
  std::string text = inert(problem.message, sentence_bytes_max);
  if (!problem.hint.empty()) text += "\n" + inert(problem.hint, sentence_bytes_max);
  return encoded(text, "%\r\n", message_bytes_max);
}

std::string command_of(const Diagnostic& problem) {
  std::string out = problem.severity == Severity::error ? "::error " : "::warning ";
  if (!problem.place.file.empty()) out += "file=" + property(problem.place.file, path_bytes_max) + ",";
  if (problem.place.line > 0) out += "line=" + std::to_string(problem.place.line) + ",";
  if (problem.place.line > 0 && problem.place.column > 0)
    out += "col=" + std::to_string(problem.place.column) + ",";
  return out + "title=" + property(problem.rule, title_bytes_max) + "::" + message_of(problem) + "\n";
}

Place place_of(const plan::Plan& plan, const plan::GuardHit& hit) {
  const auto row = std::find_if(plan.rows.begin(), plan.rows.end(), [&](const plan::Row& one) {
    return one.origin.line > 0 && hit.name == "account:" + one.account.text();
  });
  if (hit.scope == plan::GuardScope::account && row != plan.rows.end()) return row->origin;
  return {plan.config.file, 0, 0, ""};
}

}  // namespace

std::string github_annotations(const Diagnostics& problems) {
  std::string out;
  std::int64_t more = 0;
  for (const auto severity : {Severity::error, Severity::warning}) {
    std::int64_t shown = 0;
    for (const auto& problem : problems) {
      if (problem.severity != severity) continue;
      if (shown == shown_max) {
        ++more;
        continue;
      }
      ++shown;
      out += command_of(problem);
    }
  }
  if (more == 0) return out;
  return out + "::notice title=tariff::" + std::to_string(more) +
         (more == 1 ? " more problem is" : " more problems are") + " in the log of this step.\n";
}

Diagnostics guard_problems(const plan::Plan& plan) {
  Diagnostics out;
  for (const auto& hit : plan.guards) {
    Diagnostic problem;
    problem.place = place_of(plan, hit);
    problem.rule = "guard-" + hit.name;
    problem.severity = hit.is_allowed ? Severity::warning : Severity::error;
    problem.message = hit.message + (hit.is_allowed ? " It was allowed." : "");
    out.push_back(std::move(problem));
  }
  return out;
}

}  // namespace tariff::report
