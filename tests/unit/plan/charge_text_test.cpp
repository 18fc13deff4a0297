#include "plan/charge_text.hpp"

#include <doctest/doctest.h>

#include "unit/plan/plan_of.hpp"

namespace tariff::plan {

TEST_CASE("a price book's ordinary words are the text of a charge") {
  for (const std::string words :
       {"Kaspersky Endpoint Security, workstations", "(KES) Select - 1/12 & 20 %", "Защита рабочих станций",
        "Schutz für Server #2", "4 devices + mail: O'Neil_x; y."}) {
    CAPTURE(words);
    CHECK(charge_text(words) == words);
  }
  CHECK(charge_text(std::string(255, 'A')).size() == 255);
}

TEST_CASE("what could be a formula, a link, markup or a command anywhere is not sent as a charge's text") {
  for (const std::string words : {"=cmd|'/C calc'!A0",
                                  "+1",
                                  "-1",
                                  "@everyone",
                                  " Endpoint",
                                  "<script>alert(1)</script>",
                                  "a|b",
                                  "::error::x",
                                  "a ::error::x",
                                  "##vso[task.setvariable variable=a]b",
                                  "](javascript:x)",
                                  "see http://x",
                                  "a`b",
                                  "a\tb",
                                  "a\nb",
                                  "a\x1B[2J",
                                  "a\xE2\x80\xAE"
                                  "b",
                                  "a\xE2\x80\x8B"
                                  "b",
                                  "a\xC2\xA0"
                                  "b",
                                  "a\xFF"
                                  "b",
                                  "a\"b",
                                  "a\\b",
                                  "a{b}",
                                  "a$b"}) {
    CAPTURE(words);
    CHECK(charge_text(words) == "");
  }
  CHECK(charge_text(std::string(256, 'A')) == "");
}

TEST_CASE("a create carries the text, or none") {
  World world;
  world.count(3);
  const auto text = [&] { return std::get<CreateCharge>(world.row().action).description; };
  auto& item = world.observed.items.at(ItemId("KES-SELECT")).value();
  CHECK(text() == item.description);
  CHECK_FALSE(text().empty());
  item.description = "=1+1";
  CHECK(text() == "");
}

}  // namespace tariff::plan
