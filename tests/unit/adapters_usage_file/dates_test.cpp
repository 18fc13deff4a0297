#include <doctest/doctest.h>

#include "unit/adapters_usage_file/export.hpp"

/// It is 2026-11-28T18:00:00Z, and a count may be 48 hours old.
namespace tariff::usage_file {
namespace {

bool is_read(const std::string& as_of) {
  return Export(csv("Contoso,Select,,4," + as_of + "\n")).read("Contoso").has_value();
}

}  // namespace

TEST_CASE("a time with its zone is as old as it is") {
  CHECK(is_read("2026-11-26T18:00:00Z"));
  CHECK_FALSE(is_read("2026-11-26T17:59:59Z"));
  CHECK(is_read("2026-11-26T13:00:00-05:00"));
  CHECK_FALSE(is_read("2026-11-26T18:00:00+00:01"));
  CHECK(is_read("2026-11-26T18:00:00.123Z"));
}

TEST_CASE("a day is as old as its end in UTC") {
  CHECK(is_read("2026-11-28"));
  CHECK(is_read("2026-11-26"));
  CHECK_FALSE(is_read("2026-11-25"));
}

TEST_CASE("a date may be a day ahead, as it is elsewhere, and not more") {
  CHECK(is_read("2026-11-29"));
  CHECK_FALSE(is_read("2026-11-30"));
  CHECK(is_read("2026-11-29T18:00:00Z"));
  CHECK_FALSE(is_read("2026-11-29T18:00:01Z"));
}

TEST_CASE("each row's date is checked, and the message says which is stale") {
  Export old(
      csv("Contoso,Select,,4,2026-11-28\nContoso,Cloud,,4,2026-11-20\nContoso,Mail,mailboxes,4,2026-11-28\n"
          "Fabrikam,Select,,4,2026-11-27\n"));
  CHECK(old.usage("Contoso") ==
        "Line 3, column \"as_of\": found \"2026-11-20\", expected 2026-11-26T18:00:00Z or later: the count "
        "is stale.");
  CHECK(old.usage("Fabrikam") == "Select 4 device\n");
  Export ahead(csv("Contoso,Select,,4,2026-11-28\nContoso,Cloud,,4,2027-11-28\n"));
  CHECK(ahead.usage("Contoso") ==
        "Line 3, column \"as_of\": found \"2027-11-28\", expected 2026-11-29T18:00:00Z or earlier: the count "
        "is of the future.");
  CHECK(ahead.read("Contoso").error().kind == ErrorKind::unavailable);
}

}  // namespace tariff::usage_file
