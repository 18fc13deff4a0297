#include <doctest/doctest.h>

#include "model/rows.hpp"

// Each case takes one guard away. Source: charge-protocol.md section 8; where a case says something else than
// the table there, it says why.

namespace tariff::test::model {
namespace {

void expect_both_broken(const Row& row) {
  expect_broken(row, Promise::one_line);
  expect_broken(row, Promise::one_amount);
}

Row without_create_at_zero(Row row) {
  row.variant.creates_at_zero = false;
  row.title += ", without create-at-zero";
  return row;
}

}  // namespace

TEST_CASE("a quiet period one tick short: two lines; two amounts only without create-at-zero") {
  Row row{"quiet period one tick short", {}};
  row.variant.quiet_period_is_one_tick_short = true;
  expect_broken(row, Promise::one_line);
  expect_holds(row, {Promise::one_amount}, 28'000);
  expect_both_broken(without_create_at_zero(row));
}

TEST_CASE("no quiet period, \"not there, so retry\": two lines; two amounts only without create-at-zero") {
  Row row{"no quiet period", {}};
  row.variant.has_quiet_period = false;
  expect_broken(row, Promise::one_line);
  expect_holds(row, {Promise::one_amount}, 80'000);
  expect_both_broken(without_create_at_zero(row));
}

// The table says "broken" for both promises. That holds without create-at-zero. With it, the second line
// stays empty: only the line in the one bound cell is ever set, and that cell is still written by
// compare-and-swap. A claim that is made but does not last breaks both, and is the row "an old ledger
// restored unnoticed".
TEST_CASE("no claim before the send: two lines; two amounts only without create-at-zero") {
  Row row{"no claim before the send", {}};
  row.variant.claims_before_create = false;
  expect_broken(row, Promise::one_line);
  expect_holds(row, {Promise::one_amount}, 85'000);
  expect_both_broken(without_create_at_zero(row));
}

TEST_CASE("a claim recorded without compare-and-swap: two lines and two amounts, even at zero") {
  Row row{"claim without compare-and-swap", {}};
  row.variant.claims_by_compare_and_swap = false;
  expect_both_broken(row);
}

TEST_CASE("the library re-sends by itself: two lines; two amounts only without create-at-zero") {
  Row row{"library re-sends", {}, 2};
  row.variant.library_resends = true;
  expect_broken(row, Promise::one_line);
  expect_holds(row, {Promise::one_amount}, 12'000);
  expect_both_broken(without_create_at_zero(row));
}

// The table says "broken" for both promises. An id that is recorded blindly cannot make a second line, and
// where all else holds there is none whose id it could record; what it breaks then is the amount, because it
// wipes what was proven meanwhile. Once a second line can stand there, or claims are recorded blindly too,
// the table is right.
TEST_CASE("an id recorded without compare-and-swap, all other guards there: one line, but the wrong amount") {
  Row row{"id without compare-and-swap", {}};
  row.variant.binds_by_compare_and_swap = false;
  expect_holds(row, {Promise::one_line, Promise::one_amount}, 20'000);
  expect_broken(row, Promise::right_amount);
}

TEST_CASE("an id recorded without compare-and-swap where a stray line stands: two amounts, even at zero") {
  Row row{"id without compare-and-swap, library re-sends", {}, 2};
  row.variant.binds_by_compare_and_swap = false;
  row.variant.library_resends = true;
  expect_both_broken(row);
}

TEST_CASE("claim and id recorded without compare-and-swap: two lines and two amounts, even at zero") {
  Row row{"claim and id without compare-and-swap", {}, 2};
  row.variant.claims_by_compare_and_swap = false;
  row.variant.binds_by_compare_and_swap = false;
  expect_both_broken(row);
}

// Not in the protocol, which holds a line that vanished: a list that lags does not show a line that was just
// made.
TEST_CASE("a bound line at 0 that does not show, created anew at once: two lines, but never two amounts") {
  Row row{"empty line that does not show is created anew", {}};
  row.variant.starts_again_without_empty_line = true;
  expect_broken(row, Promise::one_line);
  expect_holds(row, {Promise::one_amount}, 35'000);
}

}  // namespace tariff::test::model
