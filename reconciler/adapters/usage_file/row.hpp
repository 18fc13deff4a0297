#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "domain/connections.hpp"

namespace tariff::usage_file {

enum class Column { tenant, tenant_id, product, category, count, as_of };
inline constexpr std::array all_columns{Column::tenant,   Column::tenant_id, Column::product,
                                        Column::category, Column::count,     Column::as_of};
inline constexpr std::size_t place_of(Column column) { return static_cast<std::size_t>(column); }

/// One value for each column.
template <class Value>
using ByColumn = std::array<Value, all_columns.size()>;

/// What the file calls a column; empty for one that it does not have.
const std::string& name_of(const UsageFileColumns& names, Column column);

/// One row, read and not yet understood.
///
/// Shape: `place` is "line 7" of a CSV file, "row 3" of a JSON file. A value is trimmed; nullopt where the
/// file has no such column, or the row has neither text nor a number there.
struct Row {
  std::string place;
  ByColumn<std::optional<std::string>> values{};
  const std::optional<std::string>& at(Column column) const { return values[place_of(column)]; }
};

/// What is done with each row. An error stops the reading.
using TakeRow = std::function<Status(const Row&)>;

inline constexpr std::size_t file_bytes_max = std::size_t{64} << 20U;
inline constexpr std::size_t rows_max = 1'000'000;

/// "Line 7": a place at the start of a sentence.
std::string capital(std::string place);
/// Without spaces, tabs and line ends around it.
std::string trimmed(std::string_view text);

/// The error of a file without a column. `found` are the names that it has.
Error column_missing(const std::string& wanted, const std::vector<std::string>& found);

/// Hands every row of a CSV text to `take`. Shape: UTF-8; the first line names the columns, and has commas,
/// semicolons or tabs between them; every row has as many fields. Fails: refused: it is no such text;
/// whatever `take` fails with.
Status read_csv_rows(std::string_view text, const UsageFileColumns& names, const TakeRow& take);

/// The same of a JSON text. Shape: an array of objects, or an object with one array among its members; the
/// first object has every column.
Status read_json_rows(std::string_view text, const UsageFileColumns& names, const TakeRow& take);

}  // namespace tariff::usage_file
