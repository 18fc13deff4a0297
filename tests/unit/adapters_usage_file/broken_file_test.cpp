#include <doctest/doctest.h>
#include <sys/stat.h>

#include "adapters/usage_file/tenant_rows.hpp"
#include "unit/adapters_usage_file/export.hpp"

/// What leaves the whole file unread.
namespace tariff::usage_file {
namespace {

const std::string good = "Contoso,Select,,4,2026-11-28\n";

std::string problem_of(const std::string& text, const std::string& name = "usage.csv") {
  Export file(text, name);
  const auto listed = file.source().tenants();
  REQUIRE_FALSE(listed.has_value());
  CHECK(listed.error().kind == ErrorKind::unavailable);
  CHECK_FALSE(listed.error().hint.empty());
  CHECK_FALSE(file.read("Contoso").has_value());
  return file.tenants();
}

std::string problem_at(const std::string& path) {
  const auto listed = make_usage_source({path})->tenants();
  REQUIRE_FALSE(listed.has_value());
  CHECK(listed.error().kind == ErrorKind::unavailable);
  return listed.error().message;
}

}  // namespace

TEST_CASE("a file that is not there, or is no file, is told by its path") {
  const test::TempFolder folder;
  const std::string path = (folder / "usage.csv").string();
  CHECK(problem_at(path) == path + ": No such file or directory.");
  REQUIRE(mkfifo(path.c_str(), 0600) == 0);
  CHECK(problem_at(path) == path + ": It is no regular file.");
  CHECK(problem_at(folder.path().string()) == folder.path().string() + ": It is no regular file.");
}

TEST_CASE("a file that is not of its own size is being written") {
  CHECK(problem_at("/proc/self/status") == "/proc/self/status: It changed while it was read.");
}

TEST_CASE("a file cut off anywhere is unread, or shorter by whole rows") {
  const std::string text =
      csv(good + "\"Fabrikam, \"\"Inc\"\"\",Select,,12,2026-11-28\nWingtip,Select,,1,2026-11-28\n");
  const std::string json =
      R"([{"tenant":"Contoso","product":"Select","category":"","count":4,"as_of":"2026-11-28"}])";
  for (std::size_t size = 0; size < text.size(); ++size) {
    CAPTURE(size);
    Export cut(text.substr(0, size));
    CHECK(cut.source().tenants().has_value() == (size > 0 && text[size - 1] == '\n'));
  }
  for (std::size_t size = 0; size < json.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(Export(json.substr(0, size), "usage.json").source().tenants().has_value());
  }
}

TEST_CASE("a row that does not fit the header is told with its line") {
  CHECK(problem_of(csv(good + "Fabrikam,Select\n")) ==
        "Line 3 has 2 fields, expected 5 as in the first line.");
  CHECK(problem_of(csv(good + "Fabrikam,Select,,1,200,2026-11-28\n")) ==
        "Line 3 has 6 fields, expected 5 as in the first line.");
  CHECK(problem_of(csv(good + "\"Fabrikam,Select,,1,2026-11-28\n" + good)) ==
        "Line 3 opens a quote that is never closed.");
  CHECK(problem_of(csv(good + "Fabrikam,Select,,1,2026-11-28")) ==
        "Line 3 has no line end: the text breaks off there.");
}

TEST_CASE("a bad row whose tenant nobody can tell is everybody's") {
  CHECK(problem_of(csv(good + " ,Select,,1,2026-11-28\n")) ==
        "Line 3, column \"tenant\": found \"\", expected a tenant's name.");
  UsageFileColumns columns;
  columns.tenant_id = "id";
  CHECK(
      Export("id,tenant,product,category,count,as_of\n,Contoso,Select,,4,2026-11-28\n", "usage.csv", columns)
          .tenants() == "Line 2, column \"id\": found \"\", expected a tenant's id.");
  CHECK(problem_of(R"([{"tenant":null,"product":"Select","category":"","count":4,"as_of":"2026-11-28"}])",
                   "usage.json") ==
        "Row 1, column \"tenant\": found no text and no number, expected a tenant's name.");
}

TEST_CASE("a missing column is told with those that are there") {
  CHECK(
      problem_of("tenant;product;category;Devices;as_of\nContoso;Select;;4;2026-11-28\n") ==
      "There is no column \"count\". Found: \"tenant\", \"product\", \"category\", \"Devices\", \"as_of\".");
  CHECK(problem_of("Tenant,Product,Category,Count,As_of\n") ==
        "There is no column \"tenant\". Found: \"Tenant\", \"Product\", \"Category\", \"Count\", \"As_of\".");
  CHECK(problem_of("tenant,product,category,count,as_of,count\n") ==
        "The column \"count\" stands there twice.");
  CHECK(problem_of(R"([{"tenant":"Contoso","name":"Select"}])", "usage.json") ==
        "There is no column \"product\". Found: \"tenant\", \"name\".");
  CHECK(problem_of(std::string(2000, 'x') + "\n").ends_with("\xE2\x80\xA6\"."));
  CHECK(problem_of("a" + std::string(30, ',') + "\n").ends_with(" and 11 more."));
}

TEST_CASE("text of another encoding, and no text at all, is refused") {
  CHECK(problem_of("") == "It is empty, expected a line that names the columns.");
  CHECK(problem_of("", "usage.json") == "Found nothing, expected JSON.");
  CHECK(problem_of(csv("M\xFCller,Select,,4,2026-11-28\n")) == "It is not UTF-8 text; export it as UTF-8.");
  CHECK(problem_of("\xFF\xFEt\0e\0", "usage.csv") == "It is not UTF-8 text; export it as UTF-8.");
  CHECK(problem_of(csv(good + std::string(64, '\0'))) ==
        "It holds a NUL byte, as a file that was not written to its end.");
}

TEST_CASE("JSON of another shape is refused") {
  CHECK(problem_of("{}", "usage.json") == "Found no array, or several, expected one array of objects.");
  CHECK(problem_of(R"({"a":[],"b":[]})", "usage.json") ==
        "Found no array, or several, expected one array of objects.");
  CHECK(problem_of("4", "usage.json") == "Found no array, or several, expected one array of objects.");
  const std::string row =
      R"({"tenant":"Contoso","product":"Select","category":"","count":4,"as_of":"2026-11-28"})";
  CHECK(problem_of("[" + row + ",4]", "usage.json") == "Row 2 is no object.");
  CHECK(problem_of("[4]", "usage.json") == "There is no column \"tenant\". Found: none.");
  CHECK(problem_of("[" + row + ",]", "usage.json").find("line 1, column") != std::string::npos);
  CHECK(problem_of(R"([{"tenant":"Contoso","tenant":"Fabrikam"}])", "usage.json")
            .find("the member \"tenant\" twice") != std::string::npos);
}

TEST_CASE("a million rows are taken, one more is refused") {
  const UsageFileColumns names;
  Gathering gathering(names);
  Row row{"line 2"};
  row.values[place_of(Column::tenant)] = "Contoso";
  for (std::size_t i = 0; i < rows_max; ++i)
    if (!gathering.add(row)) FAIL("row " << i << " is refused");
  const auto one_more = gathering.add(row);
  REQUIRE_FALSE(one_more.has_value());
  CHECK(one_more.error().message == "It has more than 1000000 rows.");
}

TEST_CASE("a file is at most 64 MiB") {
  CHECK(problem_of(std::string((64U << 20U) + 1, 'x')).starts_with("It holds more than 67108864 bytes."));
}

}  // namespace tariff::usage_file
