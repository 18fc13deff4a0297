#include "adapters/usage_file/row.hpp"
#include "text/json.hpp"

namespace tariff::usage_file {
namespace {

/// The array of rows; nullptr where there is not exactly one.
const Json* rows_in(const Json& document) {
  if (document.is_array()) return &document;
  const Json* rows = nullptr;
  for (const auto& [name, member] : document.members()) {
    if (!member.is_array()) continue;
    if (rows != nullptr) return nullptr;
    rows = &member;
  }
  return rows;
}

std::optional<std::string> value_of(const Json& object, const std::string& name) {
  const Json* found = name.empty() ? nullptr : object.find(name);
  if (found == nullptr || (!found->is_string() && !found->is_number())) return std::nullopt;
  return trimmed(found->raw());
}

Status check_columns(const Json& object, const UsageFileColumns& names) {
  std::vector<std::string> found;
  for (const auto& member : object.members()) found.push_back(member.first);
  for (const auto column : all_columns) {
    const auto& name = name_of(names, column);
    if (!name.empty() && object.find(name) == nullptr) return column_missing(name, found);
  }
  return done();
}

}  // namespace

Status read_json_rows(std::string_view text, const UsageFileColumns& names, const TakeRow& take) {
  JsonLimits limits;
  limits.bytes_max = file_bytes_max;
  const auto document = read_json(text, limits);
  if (!document) return Error{ErrorKind::refused, document.error().message, ""};
  const Json* rows = rows_in(*document);
  if (rows == nullptr)
    return Error{ErrorKind::refused, "Found no array, or several, expected one array of objects.", ""};
  if (!rows->items().empty())
    if (const auto checked = check_columns(rows->items().front(), names); !checked) return checked;
  for (std::size_t i = 0; i < rows->items().size(); ++i) {
    const Json& object = rows->items()[i];
    Row row{"row " + std::to_string(i + 1)};
    if (!object.is_object()) return Error{ErrorKind::refused, capital(row.place) + " is no object.", ""};
    for (const auto column : all_columns)
      row.values[place_of(column)] = value_of(object, name_of(names, column));
    if (const auto taken = take(row); !taken) return taken;
  }
  return done();
}

}  // namespace tariff::usage_file
