#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "domain/money.hpp"
#include "report/style.hpp"

namespace tariff::report {

enum class ColumnKind { text, number };

/// Shape: `key` in snake_case, for JSON; `title` for people.
struct Column {
  std::string key;
  std::string title;
  ColumnKind kind = ColumnKind::text;
  bool operator==(const Column&) const = default;
};

/// Nothing known, a text, a whole number, yes or no, an amount.
using Cell = std::variant<std::monostate, std::string, std::int64_t, bool, Money>;

/// A catalogue as rows.
///
/// Shape: `kind` as in the command (`tenants`, `price-levels`); each row has one cell for each column.
/// `unread` holds a sentence for each thing that could not be read, so that a table never passes for
/// complete.
struct Table {
  std::string kind;
  std::string title;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> unread;
  bool operator==(const Table&) const = default;
};

/// The table for a terminal of `style.width` columns.
///
/// Shape: title, header, a line for each row, the number of rows, then what is unread. Every row is indented,
/// so that data never begins a line, and made inert. Text is cut, with "…", only where the width forces it,
/// the widest column first and never below 8 columns; numbers are never cut and stand to the right.
std::string table_text(const Table& table, const Style& style);

/// `{"format_version":1,"exit":{"code":0,"class":"ok"},"kind":"tenants","rows":[{…}],"unread":[]}` and a line
/// end; a cell of which nothing is known is null, an amount is decimal text.
std::string table_json(const Table& table, int exit_code, const std::string& exit_class);

}  // namespace tariff::report
