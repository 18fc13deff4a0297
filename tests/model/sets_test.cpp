#include <doctest/doctest.h>

#include "model/rows.hpp"

// The quantity of a line that stands: what was sent may be executed late, and in any order. Source:
// charge-protocol.md section 4, "a late set is ours".

namespace tariff::test::model {
namespace {

Row on_a_line(std::string title) {
  Row row{std::move(title), {}};
  row.variant.stands_already = Quantity::zero;
  return row;
}

Row with_a_count_that_comes_back(std::string title) {
  Row row{std::move(title), {}};
  row.variant.stands_already = Quantity::five;
  row.variant.wanted = {Quantity::seven, Quantity::five, Quantity::five, Quantity::five};
  return row;
}

}  // namespace

TEST_CASE("another value sent while a set is unproven: the late set overwrites it, and the amount is wrong") {
  Row row = on_a_line("another value while a set is unproven");
  row.variant.waits_for_unproven_set = false;
  const Finding finding = expect_broken(row, Promise::right_amount);
  CHECK(finding.depth_moves == 13);
}

// "No other value" is not enough: the second set of the same value proves itself, and lets a third one go
// while the first is still on its way.
TEST_CASE(
    "the same value sent again while it is unproven: the first set comes late, and the amount is wrong") {
  Row row = on_a_line("the same value again while it is unproven");
  row.variant.sends_unproven_value_again = true;
  row.variant.wanted = {Quantity::five, Quantity::five, Quantity::seven, Quantity::seven};
  expect_broken(row, Promise::right_amount);
}

TEST_CASE(
    "a runner that freezes between intent and connection: its set comes days later, the amount is wrong") {
  Row row = on_a_line("frozen before it connects to set");
  row.variant.sends_however_late = true;
  expect_broken(row, Promise::right_amount);
}

// The full protocol. A list that lags shows the count of before, which is the count that is wanted again, so
// a set that never was is confirmed.
TEST_CASE("a count that comes back while lists still show it from before: the amount is wrong") {
  expect_broken(with_a_count_that_comes_back("full protocol, the count comes back within the lag"),
                Promise::right_amount);
}

TEST_CASE("a count that comes back, where a list proves a set only behind the lag: the right amount") {
  Row row = with_a_count_that_comes_back("count comes back, proof only behind the lag");
  row.variant.proves_only_behind_lag = true;
  row.runs = 4;
  expect_holds(row, {Promise::one_line, Promise::one_amount, Promise::right_amount}, 5'000);
}

}  // namespace tariff::test::model
