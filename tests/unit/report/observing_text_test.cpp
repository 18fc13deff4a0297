#include "report/observing_text.hpp"

#include <sstream>

#include <doctest/doctest.h>

namespace tariff::report {
namespace {

Money money(const std::string& text) { return Money::parse(text).value(); }

plan::ObservedCustomer customer(const std::string& name, const std::string& under, const std::string& over) {
  plan::ObservedCustomer one;
  one.tenant = name;
  one.account = AccountNumber(10010);
  one.period = "Monthly";
  one.lines = 3;
  one.agree = money(under).is_zero() && money(over).is_zero() ? 3 : 1;
  one.billed = money("1000.00");
  one.under = money(under);
  one.over = money(over);
  one.counted = one.billed + one.under + one.over;
  return one;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void fits(const std::string& text, std::size_t width) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) CHECK_MESSAGE(display_width(line) <= width, line);
}

}  // namespace

TEST_CASE("customers that differ stand first by money; under and over are never set off against each other") {
  plan::Observing observing;
  observing.customers = {customer("Small", "1.00", "0"), customer("Even", "0", "0"),
                         customer("Large", "20.00", "-30.00")};
  const std::string text = observing_text(observing, {false, 200});
  CHECK(text.find("Large") < text.find("Small"));
  CHECK_FALSE(contains(text, "Even"));
  CHECK(contains(text, "+20.00  -30.00"));
  CHECK(contains(text,
                 "3 observed customers Monthly: 1 agree in every line. Billed 3,000.00, counted 2,991.00:"));
  CHECK(contains(text, "+21.00, over-billed -30.00."));
}

TEST_CASE("periods have totals of their own") {
  plan::Observing observing;
  observing.customers = {customer("One", "1.00", "0"), customer("Two", "0", "-2.00")};
  observing.customers[1].period = "Yearly";
  const std::string text = observing_text(observing, {false, 80});
  CHECK(contains(text, "1 observed customer Monthly: 0 agree"));
  CHECK(contains(text, "1 observed customer Yearly: 0 agree"));
}

TEST_CASE("180 customers read at 80 and at 200 columns") {
  plan::Observing observing;
  for (int i = 0; i < 180; ++i)
    observing.customers.push_back(
        customer("Möbelhaus mit einem langen Namen " + std::to_string(i), "1234.5678", "-234.50"));
  observing.unmapped = {
      {"Somebody whose name is long as well", 12, "Select 4, Advanced 8", money("12"), money("99.5")}};
  observing.unpriced = {{"Kaspersky Something New and Very Long (subscription)", "", "", "Monthly", 3, 12,
                         money("12.00"), money("80.00")}};
  observing.notices = {"17 observed lines of 9 customers were written by the API user of \"Kaspersky\"."};
  for (const std::size_t width : {80U, 200U}) {
    const std::string text = observing_text(observing, {false, width});
    fits(text, width);
    CHECK(contains(text, "180 rows."));
    CHECK(contains(text, "+1,234.5678"));
    CHECK(contains(text, "would bring"));
    CHECK(contains(text, "Notice: 17 observed lines"));
  }
  CHECK(contains(observing_text(observing, {false, 200}), "Möbelhaus mit einem langen Namen 179"));
}

TEST_CASE("an unmapped virtual server that could not be read is unread, not nothing") {
  plan::Observing observing;
  observing.unmapped = {{"Birch", std::nullopt, "", {}, {}}};
  CHECK(contains(observing_text(observing, {false, 80}), "Unread: The virtual server \"Birch\"."));
}

TEST_CASE("names are inert, and nothing observed is nothing said") {
  plan::Observing observing;
  CHECK(observing_text(observing, {false, 80}).empty());
  observing.customers = {customer("\x1b[31mRed", "1.00", "0")};
  CHECK_FALSE(contains(observing_text(observing, {false, 80}), "\x1b"));
}

}  // namespace tariff::report
