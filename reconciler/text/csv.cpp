#include "text/csv.hpp"

#include <algorithm>

namespace tariff {

Error CsvReader::broken(std::size_t line, const std::string& what) const {
  return {ErrorKind::refused, "Line " + std::to_string(line) + " " + what + ".", ""};
}

bool CsvReader::take(std::string_view expected) {
  if (!rest_.starts_with(expected)) return false;
  rest_.remove_prefix(expected.size());
  return true;
}

bool CsvReader::take_line_end() {
  if (!take("\n") && !take("\r\n")) return false;
  ++line_;
  return true;
}

Status CsvReader::read_quoted(std::string& field) {
  const std::size_t opened = line_;
  while (true) {
    const auto end = rest_.find('"');
    if (end == std::string_view::npos) return broken(opened, "opens a quote that is never closed");
    const auto part = rest_.substr(0, end);
    field.append(part);
    line_ += static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
    rest_.remove_prefix(end + 1);
    if (!take("\"")) return done();
    field += '"';
  }
}

Status CsvReader::read_field(std::string& field) {
  if (take("\"")) return read_quoted(field);
  const char stops[] = {separator_, '"', '\r', '\n'};
  const auto end = std::min(rest_.find_first_of(std::string_view(stops, sizeof stops)), rest_.size());
  field.assign(rest_.substr(0, end));
  rest_.remove_prefix(end);
  if (rest_.starts_with('"')) return broken(line_, "has a quote inside a field that has none around it");
  return done();
}

Result<bool> CsvReader::next(CsvRecord& record) {
  while (take_line_end()) {
  }
  if (rest_.empty()) return false;
  record.line = line_;
  record.fields.clear();
  while (record.fields.size() < csv_fields_max) {
    if (const auto read = read_field(record.fields.emplace_back()); !read) return read.error();
    if (take_line_end()) return true;
    if (rest_.empty()) return broken(line_, "has no line end: the text breaks off there");
    if (!take(std::string_view(&separator_, 1)))
      return broken(line_, "has more behind a closing quote, or a carriage return alone");
  }
  return broken(record.line, "has more than " + std::to_string(csv_fields_max) + " fields");
}

}  // namespace tariff
