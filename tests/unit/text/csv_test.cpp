#include "text/csv.hpp"

#include <doctest/doctest.h>

namespace tariff {
namespace {

/// Every record, as `line: field|field`, and what stopped the reading.
std::string read_all(std::string_view text, char separator = ',') {
  CsvReader reader(text, separator);
  CsvRecord record;
  std::string out;
  while (true) {
    const auto more = reader.next(record);
    if (!more) return out + "! " + more.error().message;
    if (!*more) return out;
    out += std::to_string(record.line) + ": ";
    for (const auto& field : record.fields) out += field + "|";
    out += "\n";
  }
}

}  // namespace

TEST_CASE("records end with either line end, and fields may be empty") {
  CHECK(read_all("a,b\nc,\r\n,d\n") == "1: a|b|\n2: c||\n3: |d|\n");
  CHECK(read_all("a;b,c\n", ';') == "1: a|b,c|\n");
  CHECK(read_all("a\tb\n", '\t') == "1: a|b|\n");
}

TEST_CASE("a field in quotes holds separators, quotes and line ends, and the lines are counted on") {
  CHECK(read_all("\"a,b\",\"say \"\"hi\"\"\"\n") == "1: a,b|say \"hi\"|\n");
  CHECK(read_all("\"a\r\nb\nc\",d\ne,f\n") == "1: a\r\nb\nc|d|\n4: e|f|\n");
  CHECK(read_all("\"\",\"\"\n") == "1: ||\n");
}

TEST_CASE("an empty line is no record, and a text without one has none") {
  CHECK(read_all("\n\na\n\r\n\nb\n\n") == "3: a|\n6: b|\n");
  CHECK(read_all("").empty());
  CHECK(read_all("\n").empty());
}

TEST_CASE("what is no CSV is refused at its line") {
  CHECK(read_all("a\nb,\"c\nd\n") == "1: a|\n! Line 2 opens a quote that is never closed.");
  CHECK(read_all("a,b\"c\"\n") == "! Line 1 has a quote inside a field that has none around it.");
  CHECK(read_all(" \"a\"\n") == "! Line 1 has a quote inside a field that has none around it.");
  CHECK(read_all("\"a\"b,c\n") == "! Line 1 has more behind a closing quote, or a carriage return alone.");
  CHECK(read_all("a\rb\n") == "! Line 1 has more behind a closing quote, or a carriage return alone.");
  CHECK(read_all("a,b\nc,d") == "1: a|b|\n! Line 2 has no line end: the text breaks off there.");
  CHECK(read_all("a,\"b\"") == "! Line 1 has no line end: the text breaks off there.");
  CHECK(read_all("a,") == "! Line 1 has no line end: the text breaks off there.");
}

TEST_CASE("a record has at most a thousand fields") {
  CHECK(read_all(std::string(999, ',') + "\n").starts_with("1: |"));
  CHECK(read_all(std::string(1000, ',') + "\n") == "! Line 1 has more than 1000 fields.");
  CHECK(read_all(std::string(5'000'000, ',')) == "! Line 1 has more than 1000 fields.");
}

}  // namespace tariff
