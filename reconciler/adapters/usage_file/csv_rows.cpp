#include <algorithm>

#include "adapters/usage_file/row.hpp"
#include "base/inert.hpp"
#include "text/csv.hpp"

namespace tariff::usage_file {
namespace {

constexpr std::string_view separators = ",;\t";

/// The first record under one separator.
struct Header {
  char separator = ',';
  std::vector<std::string> fields;
  ByColumn<std::optional<std::size_t>> places{};

  std::size_t columns_found() const {
    return static_cast<std::size_t>(
        std::count_if(places.begin(), places.end(), [](const auto& place) { return place.has_value(); }));
  }
};

Header header_of(char separator, const CsvRecord& record, const UsageFileColumns& names) {
  Header header{separator, {}};
  for (const auto& field : record.fields) header.fields.push_back(trimmed(field));
  for (const auto column : all_columns) {
    const auto& name = name_of(names, column);
    const auto found = std::find(header.fields.begin(), header.fields.end(), name);
    if (!name.empty() && found != header.fields.end())
      header.places[place_of(column)] = static_cast<std::size_t>(found - header.fields.begin());
  }
  return header;
}

/// Every wanted column stands there, once.
Status check_header(const Header& header, const UsageFileColumns& names) {
  for (const auto column : all_columns) {
    const auto& name = name_of(names, column);
    if (name.empty()) continue;
    const auto times = std::count(header.fields.begin(), header.fields.end(), name);
    if (times == 0) return column_missing(name, header.fields);
    if (times > 1)
      return Error{ErrorKind::refused, "The column \"" + inert(name, 60) + "\" stands there twice.", ""};
  }
  return done();
}

/// The header under the separator that shows most of the wanted columns, and of most columns then.
Result<Header> read_header(std::string_view text, const UsageFileColumns& names) {
  std::optional<Header> best;
  std::optional<Error> failure;
  const auto rank = [](const Header& header) {
    return std::pair(header.columns_found(), header.fields.size());
  };
  for (const char separator : separators) {
    CsvReader reader(text, separator);
    CsvRecord record;
    const auto more = reader.next(record);
    if (!more) {
      failure = more.error();
    } else if (!*more) {
      return Error{ErrorKind::refused, "It is empty, expected a line that names the columns.", ""};
    } else if (auto header = header_of(separator, record, names); !best || rank(*best) < rank(header)) {
      best = std::move(header);
    }
  }
  if (!best) return *failure;
  if (const auto checked = check_header(*best, names); !checked) return checked.error();
  return *best;
}

Row row_of(const CsvRecord& record, const Header& header) {
  Row row{"line " + std::to_string(record.line)};
  for (const auto column : all_columns)
    if (const auto& place = header.places[place_of(column)])
      row.values[place_of(column)] = trimmed(record.fields[*place]);
  return row;
}

}  // namespace

Status read_csv_rows(std::string_view text, const UsageFileColumns& names, const TakeRow& take) {
  const auto header = read_header(text, names);
  if (!header) return header.error();
  CsvReader reader(text, header->separator);
  CsvRecord record;
  for (bool is_header = true;; is_header = false) {
    const auto more = reader.next(record);
    if (!more) return more.error();
    if (!*more) return done();
    if (is_header) continue;
    if (record.fields.size() != header->fields.size())
      return Error{ErrorKind::refused,
                   "Line " + std::to_string(record.line) + " has " + std::to_string(record.fields.size()) +
                       " fields, expected " + std::to_string(header->fields.size()) +
                       " as in the first line.",
                   ""};
    if (const auto taken = take(row_of(record, *header)); !taken) return taken;
  }
}

}  // namespace tariff::usage_file
