#include "report/csv.hpp"

#include <algorithm>
#include <array>

#include "base/inert.hpp"

namespace tariff::report {
namespace {

constexpr std::size_t cell_bytes_max = 2000;

/// The wide forms count too: spreadsheets of East Asian locales read them alike.
bool begins_formula(std::string_view text) {
  constexpr std::array<std::string_view, 10> signs{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
  const auto begin = std::min(text.find_first_not_of(' '), text.size());
  const auto rest = text.substr(begin);
  return std::any_of(signs.begin(), signs.end(), [&](auto sign) { return rest.starts_with(sign); });
}

/// Where the semicolon separates cells, a cell may begin in the middle of one of ours.
std::string guarded(std::string_view text) {
  std::string out;
  while (true) {
    const auto end = text.find(';');
    const auto part = text.substr(0, end);
    if (begins_formula(part)) out += '\'';
    out += part;
    if (end == std::string_view::npos) return out;
    out += ';';
    text.remove_prefix(end + 1);
  }
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",;\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string cell_text(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell))
    return quoted(guarded(inert(*text, cell_bytes_max)));
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* amount = std::get_if<Money>(&cell)) return amount->text();
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "yes" : "no";
  return "";
}

}  // namespace

std::string table_csv(const Table& table) {
  std::string out;
  for (const auto& column : table.columns) out += (out.empty() ? "" : ",") + column.key;
  out += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) out += (i == 0 ? "" : ",") + cell_text(row[i]);
    out += "\r\n";
  }
  return out;
}

}  // namespace tariff::report
