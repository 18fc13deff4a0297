#include "domain/money.hpp"

#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace tariff {
namespace {

constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();

Money of(std::int64_t amount) { return Money::of_ten_thousandths(amount); }

}  // namespace

TEST_CASE("an amount is read to the last ten-thousandth") {
  struct Case {
    std::string text;
    std::int64_t amount;
  };
  const std::vector<Case> cases{{"12", 120'000},
                                {"12.5", 125'000},
                                {"-3.5000", -35'000},
                                {"0.0001", 1},
                                {"-0.0001", -1},
                                {"0", 0},
                                {"-0", 0},
                                {"007.10", 71'000},
                                {"1.25000000", 12'500},
                                {"922337203685477.5807", largest},
                                {"-922337203685477.5808", smallest}};
  for (const auto& one : cases) {
    CAPTURE(one.text);
    const auto read = Money::parse(one.text);
    REQUIRE(read.has_value());
    CHECK(read->ten_thousandths() == one.amount);
  }
}

TEST_CASE("what is no plain decimal number is refused, and nothing is rounded") {
  for (const std::string text : {"",
                                 "-",
                                 "+1",
                                 "1.",
                                 ".5",
                                 "1,000",
                                 "1e3",
                                 " 1",
                                 "1 ",
                                 "0x10",
                                 "1.00001",
                                 "--1",
                                 "nan",
                                 "inf",
                                 "1.2.3",
                                 "922337203685477.5808",
                                 "-922337203685477.5809",
                                 "99999999999999999999",
                                 "\xD9\xA1",
                                 "1\n"}) {
    CAPTURE(text);
    const auto read = Money::parse(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().kind == ErrorKind::refused);
  }
}

TEST_CASE("every printed amount reads back as itself, the ends included") {
  for (const std::int64_t amount : {smallest, smallest + 1, std::int64_t{-35'000}, std::int64_t{-1},
                                    std::int64_t{0}, std::int64_t{375}, std::int64_t{120'000}, largest}) {
    const auto read = Money::parse(of(amount).text());
    REQUIRE(read.has_value());
    CHECK(read->ten_thousandths() == amount);
  }
}

TEST_CASE("amounts are printed with two to four decimal places, for people with groups and a sign") {
  CHECK(of(120'000).text() == "12.00");
  CHECK(of(375).text() == "0.0375");
  CHECK(of(-12'345'678'900).grouped() == "-1,234,567.89");
  CHECK(of(9'990'000).grouped() == "999.00");
  CHECK(of(10'000'000).grouped() == "1,000.00");
  CHECK(of(0).signed_grouped() == "+0.00");
  CHECK(of(4'182'000).signed_grouped() == "+418.20");
  CHECK(of(-5).signed_grouped() == "-0.0005");
  CHECK(of(smallest).grouped() == "-922,337,203,685,477.5808");
}

TEST_CASE("arithmetic beyond the range is known as such, and saturates where a sum must be shown") {
  CHECK_FALSE(Money::sum(of(largest), of(1)).has_value());
  CHECK_FALSE(Money::product(of(largest), 2).has_value());
  CHECK(of(largest) + of(1) == of(largest));
  CHECK(of(smallest) + of(-1) == of(smallest));
  CHECK(of(smallest) - of(1) == of(smallest));
  CHECK(of(0) - of(smallest) == of(largest));
  CHECK(of(largest) * -2 == of(smallest));
  CHECK(of(smallest) * -1 == of(largest));
  CHECK(of(35'000) * 3 == of(105'000));
}

}  // namespace tariff
