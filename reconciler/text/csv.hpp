#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tariff {

/// One record of a CSV text. Shape: `line` is the one that it begins in, from 1; `fields` has at least one.
struct CsvRecord {
  std::size_t line = 0;
  std::vector<std::string> fields;
};

inline constexpr std::size_t csv_fields_max = 1000;

/// Reads a CSV text record by record.
///
/// Shape: a record ends with LF or CRLF, the last one too, because a text that breaks off could not be told
/// otherwise. A field in quotes holds separators, line ends and doubled quotes. An empty line is no record.
/// Requires: `text` outlives the reader. Source: RFC 4180, section 2; the last line end is not optional here.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : rest_(text), separator_(separator) {}

  /// Fills `record` with the next one; false where there is none.
  /// Fails: refused: a quote that is never closed or stands inside a field, more behind a closing quote, a
  /// last line without its end, more than csv_fields_max fields; the message begins with the line.
  Result<bool> next(CsvRecord& record);

 private:
  bool take(std::string_view expected);
  bool take_line_end();
  Status read_field(std::string& field);
  Status read_quoted(std::string& field);
  Error broken(std::size_t line, const std::string& what) const;

  std::string_view rest_;
  char separator_;
  std::size_t line_ = 1;
};

}  // namespace tariff
