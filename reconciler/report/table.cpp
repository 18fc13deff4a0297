#include "report/table.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "text/json.hpp"

namespace tariff::report {
namespace {

constexpr std::size_t indent = 2;
constexpr std::size_t gap = 2;
constexpr std::size_t text_width_min = 8;

using Line = std::vector<std::string>;

/// Cut to that width; what was cut ends in "…".
std::string cut_to(const std::string& text, std::size_t width) {
  if (display_width(text) <= width) return text;
  std::size_t used = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t start = offset;
    next_code_point(text, offset);
    used += display_width(std::string_view(text).substr(start, offset - start));
    if (used > width - 1) return text.substr(0, start) + "…";
  }
  return text;
}

std::string shown(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return inert(*text);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "yes" : "no";
  if (const auto* amount = std::get_if<Money>(&cell)) return amount->grouped();
  return "-";
}

std::vector<Line> shown_lines(const Table& table) {
  std::vector<Line> lines(1);
  for (const auto& column : table.columns) lines[0].push_back(column.title);
  for (const auto& row : table.rows) {
    Line line;
    for (const auto& cell : row) line.push_back(shown(cell));
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::size_t> natural_widths(const std::vector<Line>& lines) {
  std::vector<std::size_t> widths(lines.front().size());
  for (const auto& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], display_width(line[i]));
  return widths;
}

std::size_t total_width(const std::vector<std::size_t>& widths) {
  std::size_t total = indent + (widths.empty() ? 0 : gap * (widths.size() - 1));
  for (const auto width : widths) total += width;
  return total;
}

void fit(const std::vector<Column>& columns, std::size_t width, std::vector<std::size_t>& widths) {
  while (total_width(widths) > width) {
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (columns[i].kind == ColumnKind::number || widths[i] <= text_width_min) continue;
      if (widest == nullptr || widths[i] > *widest) widest = &widths[i];
    }
    if (widest == nullptr) return;
    --*widest;
  }
}

void append_line(const Line& line, const std::vector<Column>& columns, const std::vector<std::size_t>& widths,
                 std::string& out) {
  std::string text(indent, ' ');
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i > 0) text.append(gap, ' ');
    const bool number = columns[i].kind == ColumnKind::number;
    text += number ? padded_left(line[i], widths[i]) : padded(cut_to(line[i], widths[i]), widths[i]);
  }
  text.erase(text.find_last_not_of(' ') + 1);
  out += text + "\n";
}

Json json_of(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell))
    return Json::string(is_utf8(*text) ? *text : inert(*text));
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return Json::number(*number);
  if (const auto* truth = std::get_if<bool>(&cell)) return Json::boolean(*truth);
  if (const auto* amount = std::get_if<Money>(&cell)) return Json::string(amount->text());
  return {};
}

}  // namespace

std::string table_text(const Table& table, const Style& style) {
  std::string out = toned(table.title, Tone::strong, style) + "\n\n";
  const auto lines = shown_lines(table);
  auto widths = natural_widths(lines);
  fit(table.columns, style.width, widths);
  for (const auto& line : lines) append_line(line, table.columns, widths, out);
  out += "\n" + std::to_string(table.rows.size()) + (table.rows.size() == 1 ? " row.\n" : " rows.\n");
  for (const auto& sentence : table.unread) out += "Unread: " + inert(sentence) + "\n";
  return out;
}

std::string table_json(const Table& table, int exit_code, const std::string& exit_class) {
  Json rows = Json::array();
  for (const auto& row : table.rows) {
    Json object = Json::object();
    for (std::size_t i = 0; i < row.size(); ++i) object.set(table.columns[i].key, json_of(row[i]));
    rows.push(std::move(object));
  }
  Json unread = Json::array();
  for (const auto& sentence : table.unread) unread.push(Json::string(inert(sentence)));
  Json out = Json::object();
  out.set("format_version", Json::number(1));
  out.set("exit", Json::object({{"code", Json::number(exit_code)}, {"class", Json::string(exit_class)}}));
  out.set("kind", Json::string(table.kind));
  out.set("rows", std::move(rows));
  out.set("unread", std::move(unread));
  return out.text() + "\n";
}

}  // namespace tariff::report
