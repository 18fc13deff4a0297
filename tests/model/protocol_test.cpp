#include <doctest/doctest.h>

#include "model/rows.hpp"

namespace tariff::test::model {
namespace {

const std::vector<Promise> every_promise{Promise::one_line, Promise::one_amount, Promise::right_amount};

}  // namespace

TEST_CASE("the full protocol: one line, one amount, the right amount") {
  const Finding finding = expect_holds({"full protocol", {}, 4}, every_promise, 35'000);
  // What the model is about happens in it: runners race, die, wait in vain, and requests come late.
  for (const Deed deed : {Deed::tick, Deed::start, Deed::kill, Deed::list, Deed::append, Deed::lose_append,
                          Deed::send, Deed::read_answer, Deed::miss_answer, Deed::execute})
    CHECK(finding.deeds.test(static_cast<std::size_t>(deed)));
}

TEST_CASE("the full protocol where several runs want the same, and later ones another count") {
  Variant variant;
  variant.wanted = {Quantity::five, Quantity::five, Quantity::seven, Quantity::seven};
  expect_holds({"full protocol, the count moves late", variant, 4}, every_promise, 35'000);
}

TEST_CASE("the full protocol on a line that was there before, whose count rises and falls to 0") {
  Variant variant;
  variant.stands_already = Quantity::five;
  variant.wanted = {Quantity::seven, Quantity::zero, Quantity::zero, Quantity::zero};
  expect_holds({"full protocol, line there already", variant, 4}, every_promise, 9'000);
}

TEST_CASE("an installation that refuses quantity 0: the quiet period alone keeps every promise") {
  Variant variant;
  variant.creates_at_zero = false;
  expect_holds({"full protocol without create-at-zero", variant, 4}, every_promise, 8'000);
}

// The table's first row needs what the words "idle close" in section 4 stand for: that nothing leaves for a
// claim long after the claim. The connection must be open before the claim is appended, so that Tigerpaw
// closes it on a frozen runner. Where it is opened afterwards, nothing bounds the sending, and the model
// finds a stray line; create-at-zero keeps money off it, as section 4 says of "a frozen process that wakes
// days later".
TEST_CASE("a runner that freezes between claim and connection: two lines, but never two amounts") {
  Variant variant;
  variant.sends_however_late = true;
  expect_broken({"frozen before it connects", variant, 3}, Promise::one_line);
  expect_holds({"frozen before it connects", variant, 3}, {Promise::one_amount}, 90'000);
  variant.creates_at_zero = false;
  expect_broken({"frozen before it connects, without create-at-zero", variant, 3}, Promise::one_amount);
}

}  // namespace tariff::test::model
