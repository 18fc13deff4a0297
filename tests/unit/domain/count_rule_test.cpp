#include "domain/count_rule.hpp"

#include <doctest/doctest.h>

#include "domain/counting.hpp"

namespace tariff {
namespace {

/// Worked out by hand.
struct Case {
  CountRule rule;
  std::int64_t counted;
  std::int64_t billed;
  const char* effect;
};

Part part(const std::string& product, Category category, std::int64_t count, const CountRule& rule = {}) {
  return {TenantUid("U"), product, category, count, rule};
}

}  // namespace

TEST_CASE("what is included comes off first, then packs, then the least and the most") {
  const auto rule = [](std::int64_t included, std::int64_t round_to, std::int64_t minimum,
                       std::optional<std::int64_t> maximum = {}) {
    return CountRule{CountBasis::in_use, included, round_to, minimum, maximum};
  };
  const CountRule packs = rule(2, 5, 10, 40);
  for (const Case& c : {
           Case{{}, 0, 0, ""},
           Case{{}, 7, 7, ""},
           Case{rule(5, 1, 0), 4, 0, "5 included"},
           Case{rule(5, 1, 0), 5, 0, "5 included"},
           Case{rule(5, 1, 0), 6, 1, "5 included"},
           Case{rule(0, 10, 0), 1, 10, "in packs of 10"},
           Case{rule(0, 10, 0), 10, 10, ""},
           Case{rule(0, 10, 0), 11, 20, "in packs of 10"},
           Case{rule(0, 1, 25), 24, 25, "at least 25"},
           Case{rule(0, 1, 25), 25, 25, ""},
           Case{rule(0, 1, 0, 14), 15, 14, "at most 14"},
           Case{rule(0, 1, 0, 0), 15, 0, "at most 0"},
           Case{packs, 0, 0, ""},
           Case{packs, 1, 10, "2 included, at least 10"},
           Case{packs, 12, 10, "2 included"},
           Case{packs, 13, 15, "2 included, in packs of 5"},
           Case{packs, 42, 40, "2 included"},
           Case{packs, 43, 40, "2 included, in packs of 5, at most 40"},
           Case{rule(10, 5, 3), 4, 3, "10 included, at least 3"},
       }) {
    CAPTURE(c.counted);
    CAPTURE(c.effect);
    CHECK(billed_quantity(c.rule, c.counted) == c.billed);
    CHECK(effect_text(c.rule, c.counted) == c.effect);
  }
}

TEST_CASE("a rule holds for a product's parts on a line together, and for each product by itself") {
  const CountRule free_ten{CountBasis::in_use, 10, 1, 0, {}};
  const std::vector<Part> parts{part("A", Category::workstation, 8, free_ten),
                                part("B", Category::workstation, 3),
                                part("A", Category::server, 4, free_ten)};
  CHECK(quantity_of(parts) == 5);
  CHECK(devices_of(parts) == 15);
  const auto shares = shares_of(parts);
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].counted == 12);
  CHECK(shares[0].billed() == 2);
  CHECK_FALSE(shares[0].category.has_value());
  CHECK(shares[1].category == Category::workstation);
  CHECK(quantity_of({part("A", Category::server, 4, free_ten)}) == 0);
  CHECK(quantity_of({}) == 0);
}

TEST_CASE("one device more never bills less, and a rule never bills what nobody uses") {
  std::vector<CountRule> rules;
  for (std::int64_t included = 0; included < 7; ++included)
    for (std::int64_t round_to = 1; round_to < 7; ++round_to)
      rules.push_back({CountBasis::in_use, included, round_to, included * round_to % 9, 20});
  for (const auto& rule : rules) {
    CHECK(billed_quantity(rule, 0) == 0);
    for (std::int64_t counted = 0; counted < 40; ++counted)
      CHECK(billed_quantity(rule, counted) <= billed_quantity(rule, counted + 1));
  }
}

}  // namespace tariff
