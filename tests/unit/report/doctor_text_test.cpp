#include "report/doctor_text.hpp"

#include <doctest/doctest.h>

#include "support/schema_check.hpp"
#include "text/time.hpp"
#include "unit/report/widest_line.hpp"

namespace tariff::report {
namespace {

/// A line of each state.
Checkup a_checkup() {
  return {"tariff 0.1.0 (1a2b3c4)",
          *read_instant("2026-11-22T10:14:33Z"),
          {{"connections", "", CheckState::ok, "The connections file was read.", "", {}},
           {"kaspersky-clock",
            "west",
            CheckState::warning,
            "The service's clock is 75 s ahead of this machine's.",
            "Let both machines take their time from the same servers (NTP).",
            {}},
           {"tigerpaw-items", "", CheckState::failed,
            "Tigerpaw answered POST /api/pricebook/items/search with status 403.",
            "Give the security role of the keys' rep the right to read this.", ErrorKind::invalid},
           {"quantity-zero", "", CheckState::not_tried, "Not tried.", "", {}},
           {"assumed-paging", "", CheckState::assumed, "Rows of a paged list start at 1.", "", {}}}};
}

}  // namespace

TEST_CASE("a checkup on 200 columns has each line's words beside its id, and what to do below") {
  CHECK(doctor_text(a_checkup(), {false, 200}) ==
        R"(tariff 0.1.0 (1a2b3c4), 2026-11-22T10:14:33Z

ok         connections                  The connections file was read.
warning    kaspersky-clock of west      The service's clock is 75 s ahead of this machine's.
                                        -> Let both machines take their time from the same servers (NTP).
failed     tigerpaw-items               Tigerpaw answered POST /api/pricebook/items/search with status 403.
                                        -> Give the security role of the keys' rep the right to read this.
not tried  quantity-zero                Not tried.
assumed    assumed-paging               Rows of a paged list start at 1.

Doctor: 1 ok, 1 to look at, 1 failed, 1 not tried, 1 assumed.
)");
}

TEST_CASE("on 80 columns the words stand below the id, and no line is wider") {
  const auto text = doctor_text(a_checkup(), {false, 80});
  CHECK(widest_line(text) <= 80);
  CHECK(text == R"(tariff 0.1.0 (1a2b3c4), 2026-11-22T10:14:33Z

ok         connections
           The connections file was read.
warning    kaspersky-clock of west
           The service's clock is 75 s ahead of this machine's.
           -> Let both machines take their time from the same servers (NTP).
failed     tigerpaw-items
           Tigerpaw answered POST /api/pricebook/items/search with status 403.
           -> Give the security role of the keys' rep the right to read this.
not tried  quantity-zero
           Not tried.
assumed    assumed-paging
           Rows of a paged list start at 1.

Doctor: 1 ok, 1 to look at, 1 failed, 1 not tried, 1 assumed.
)");
}

TEST_CASE("what to do is said once for lines that follow each other") {
  auto checkup = a_checkup();
  checkup.lines = {checkup.lines[2], checkup.lines[2]};
  const auto text = doctor_text(checkup, {false, 200});
  const auto once = text.find("-> Give the security role");
  CHECK(once != std::string::npos);
  CHECK(text.find("-> Give the security role", once + 1) == std::string::npos);
  CHECK(text.find("-> as above") != std::string::npos);
}

TEST_CASE("a checkup as JSON is of its schema, with the fault that decides the exit code") {
  const auto json = doctor_json(a_checkup(), plan::Exit::invalid);
  CHECK(test::schema_errors(doctor_schema(), json).empty());
  CHECK(json.find(R"("fault": "invalid")") != std::string::npos);
  CHECK(json.find(R"("subject": "west")") != std::string::npos);
  CHECK(json.find(R"("not_tried": 1)") != std::string::npos);
}

TEST_CASE("what a service says cannot command a terminal") {
  auto checkup = a_checkup();
  checkup.lines[2].found = "\033[2Jgone";
  CHECK(doctor_text(checkup, {false, 100}).find('\033') == std::string::npos);
}

}  // namespace tariff::report
