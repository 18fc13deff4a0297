#include <vector>

#include <doctest/doctest.h>

#include "unit/adapters_usage_file/export.hpp"

/// A bad row makes its own tenant unread and no other.
namespace tariff::usage_file {
namespace {

struct Bad {
  std::string row;
  std::string message;
};

const std::string whole = "a whole number from 0 to 10000000.";
const std::string day_or_time = "a day as 2026-11-28, or a time with its zone as 2026-11-28T18:00:00Z.";

/// What is wrong with Contoso, whose second row is this; Fabrikam beside it is read.
std::string problem_of(const std::string& row) {
  Export file(csv("Contoso,Select,,4,2026-11-28\n" + row + "\nFabrikam,Select,,0,2026-11-28\n"));
  CHECK(file.usage("Fabrikam") == "Select 0 device\n");
  const auto read = file.read("Contoso");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().kind == ErrorKind::unavailable);
  CHECK(read.error().hint.ends_with("usage.csv, or export it again."));
  return read.error().message;
}

}  // namespace

TEST_CASE(
    "a value that is none of its column leaves the tenant unread, with line, column and what was found") {
  std::vector<Bad> all{
      {"Contoso,,,4,2026-11-28", "column \"product\": found \"\", expected the licence's product name."},
      {"Contoso,Cloud,laptop,4,2026-11-28",
       "column \"category\": found \"laptop\", expected workstation, server, other, users, mailboxes, or "
       "nothing at all."}};
  for (const std::string count : {"12 devices", "\"1,200\"", "1.200", "12.0", "-3", "-0", "+3", "", "0x10",
                                  "1e3", "10000001", "99999999999999999999", "\xD9\xA3"})
    all.push_back(
        {"Contoso,Cloud,," + count + ",2026-11-28",
         "column \"count\": found \"" + (count == "\"1,200\"" ? "1,200" : count) + "\", expected " + whole});
  for (const std::string moment :
       {"", "28.11.2026", "11/28/2026", "2026-11-31", "2026-11-28T18:00:00", "2026-11-28 18:00:00Z",
        "2026-11-28T18:00Z", "2026-11-28T25:00:00Z", "2026-11-28x", "today"})
    all.push_back({"Contoso,Cloud,,4," + moment,
                   "column \"as_of\": found \"" + moment + "\", expected " + day_or_time});
  for (const auto& bad : all) CHECK(problem_of(bad.row) == "Line 3, " + bad.message);
}

TEST_CASE("counts from nothing to the limit are good, with zeros before them too") {
  CHECK(Export(csv("Contoso,Select,,0,2026-11-28\n")).usage("Contoso") == "Select 0 device\n");
  CHECK(Export(csv("Contoso,Select,,10000000,2026-11-28\n")).usage("Contoso") == "Select 10000000 device\n");
  CHECK(Export(csv("Contoso,Select,,007,2026-11-28\n")).usage("Contoso") == "Select 7 device\n");
}

TEST_CASE("one product and category counted twice is no count, whatever the dates") {
  const std::string message =
      "Line 3 counts devices without a category of \"Select\" once more: so does line 2.";
  CHECK(problem_of("Contoso,Select,,4,2026-11-28") == message);
  CHECK(problem_of("Contoso,Select,,5,2026-11-27") == message);
}

TEST_CASE("what does not add up to one count is none") {
  const auto end =
      " of \"Select\", and line 2 counts devices without a category: they do not add up to one count.";
  for (const std::string category : {"workstation", "other"})
    CHECK(problem_of("Contoso,Select," + category + ",1,2026-11-28") ==
          "Line 3 counts " + category + " devices" + end);
  for (const std::string category : {"users", "mailboxes"})
    CHECK(problem_of("Contoso,Select," + category + ",1,2026-11-28") == "Line 3 counts " + category + end);
  Export split(csv("Contoso,Select,server,4,2026-11-28\nContoso,Select,users,4,2026-11-28\n"));
  CHECK(split.usage("Contoso") ==
        "Line 3 counts users of \"Select\", and line 2 counts server devices: they do not add up to one "
        "count.");
}

TEST_CASE("one id with two names leaves that tenant unread; one name with two ids is two tenants") {
  UsageFileColumns columns;
  columns.tenant_id = "id";
  const std::string first = "id,tenant,product,category,count,as_of\n1,Contoso,Select,,4,2026-11-28\n";
  Export two_names(first + "1,Contoso Ltd,Cloud,,4,2026-11-28\n2,Fabrikam,Select,,1,2026-11-28\n",
                   "usage.csv", columns);
  CHECK(two_names.tenants() == "Contoso (1), Fabrikam (2)");
  CHECK(two_names.usage("1") ==
        "Line 3 calls the tenant \"1\" \"Contoso Ltd\", and an earlier one \"Contoso\".");
  CHECK(two_names.usage("2") == "Select 1 device\n");
  Export two_ids(first + "10,Contoso,Select,,5,2026-11-28\n", "usage.csv", columns);
  CHECK(two_ids.tenants() == "Contoso (1), Contoso (10)");
}

TEST_CASE("the first bad row is told, and how many follow") {
  Export file(csv("Contoso,Select,,x,2026-11-28\nContoso,Cloud,,y,2026-11-28\nContoso,Mail,,z,2026-11-28\n"));
  CHECK(file.usage("Contoso") ==
        "Line 2, column \"count\": found \"x\", expected " + whole + " 2 more of its rows are bad.");
}

TEST_CASE("a JSON row without a value, or with another kind of value, is bad") {
  const std::string start =
      R"([{"tenant":"Contoso","product":"Select","category":"","count":4,"as_of":"2026-11-28"},)"
      R"({"tenant":"Contoso","product":"Cloud",)";
  const auto problem = [&](const std::string& rest) {
    return Export(start + rest + "}]", "usage.json").usage("Contoso");
  };
  const std::string day = R"(,"as_of":"2026-11-28")";
  const std::string none = "Row 2, column \"count\": found no text and no number, expected " + whole;
  for (const std::string count : {"null", "true", "[4]", "{\"n\":4}"})
    CHECK(problem(R"("category":"","count":)" + count + day) == none);
  CHECK(problem(R"("category":"")" + day) == none);
  for (const std::string count : {"12.0", "-3", "1e3", "10000001"})
    CHECK(problem(R"("category":"","count":)" + count + day) ==
          "Row 2, column \"count\": found \"" + count + "\", expected " + whole);
  CHECK(problem(R"("count":4)" + day).starts_with("Row 2, column \"category\": found no text and no number"));
}

}  // namespace tariff::usage_file
