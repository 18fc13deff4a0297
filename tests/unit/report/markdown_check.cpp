#include "unit/report/markdown_check.hpp"

#include <algorithm>
#include <regex>

#include "base/inert.hpp"

namespace tariff::report {
namespace {

std::string without(std::string text, const std::string& part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at))
    text.erase(at, part.size());
  return text;
}

/// The words of ours that hold what data must not.
std::string foreign_part(std::string line) {
  for (const auto* ours : {"`tariff show`", "**"}) line = without(std::move(line), ours);
  return line;
}

/// Our element becomes a mark that is beside nothing; entities stay what they are.
std::string signs_read(const std::string& line) {
  static const std::regex alone("<span>&#[0-9]+;</span>");
  return std::regex_replace(line, alone, " ");
}

bool holds_markup(const std::string& line) {
  static const std::regex entity("&#[0-9]+;");
  static const std::regex read_by_github("[@#:!$%&^][A-Za-z0-9_+/-]|www[.]|[Gg][Hh]-[0-9]");
  const std::string kept = signs_read(line);
  const std::string rest = std::regex_replace(kept, entity, " ");
  if (rest.find_first_of("[]`<@\\*_~") != std::string::npos) return true;
  // What an entity stands for is read by GitHub beside the letters behind it.
  std::string shown;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const bool is_entity = kept.compare(i, 2, "&#") == 0;
    if (!is_entity) {
      shown += kept[i];
      continue;
    }
    const auto end = kept.find(';', i);
    shown += static_cast<char>(std::stoi(kept.substr(i + 2, end - i - 2)));
    i = end;
  }
  static const std::regex our_time("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z");
  return std::regex_search(std::regex_replace(shown, our_time, " "), read_by_github);
}

std::size_t cells_in(const std::string& line) {
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), '|')) - 1;
}

bool is_ours(const std::string& line) {
  static const std::regex ours("(### [A-Z][a-z, ]+ \\([0-9]+\\)|## .*|- [0-9A-Z].*|[*][*].*[*][*])");
  return line.empty() || std::regex_match(line, ours);
}

}  // namespace

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < text.size();) {
    const auto end = std::min(text.find('\n', start), text.size());
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

std::vector<std::string> markdown_faults(const std::string& text) {
  std::vector<std::string> faults;
  const auto lines = lines_of(text);
  static const std::regex marker("<!-- tariff-plan installation=[a-z0-9]* -->");
  if (lines.empty() || !std::regex_match(lines.front(), marker)) return {"no marker"};
  if (!is_utf8(text)) faults.emplace_back("no UTF-8");
  std::size_t columns = 0;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    const bool is_table = line.starts_with('|');
    if (!is_table && !is_ours(line)) faults.push_back("neither a cell nor ours: " + line);
    if (!is_table) columns = 0;
    if (is_table && columns == 0) columns = cells_in(line);
    if (is_table && (cells_in(line) != columns || !line.ends_with('|'))) faults.push_back("cells: " + line);
    const auto body = line.starts_with("#") ? line.substr(line.find(' ')) : foreign_part(line);
    if (holds_markup(body)) faults.push_back("markup: " + line);
  }
  return faults;
}

}  // namespace tariff::report
