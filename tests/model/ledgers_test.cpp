#include <doctest/doctest.h>

#include "model/rows.hpp"

// What becomes of the promises when the ledger is not the one ledger. Source: charge-protocol.md sections 2
// and 8.

namespace tariff::test::model {

TEST_CASE("two private ledgers: two lines and two amounts, even at zero") {
  Row row{"two private ledgers", {}, 2};
  row.variant.has_two_private_ledgers = true;
  expect_broken(row, Promise::one_line);
  expect_broken(row, Promise::one_amount);
}

TEST_CASE("an old ledger restored unnoticed: two lines and two amounts, even at zero") {
  Row row{"old ledger restored unnoticed", {}, 2};
  row.variant.ledger_rolls_back = true;
  row.variant.rollback_is_noticed = false;
  expect_broken(row, Promise::one_line);
  expect_broken(row, Promise::one_amount);
}

TEST_CASE("a rollback that is noticed, new epoch, quiet period, fresh listing: one line, one amount") {
  Row row{"rollback noticed", {}};
  row.variant.ledger_rolls_back = true;
  expect_holds(row, {Promise::one_line, Promise::one_amount}, 220'000);
}

TEST_CASE(
    "a rollback that is noticed, but the listing is older than the quiet period: two lines and two amounts") {
  Row row{"rollback noticed, no fresh listing", {}, 2};
  row.variant.ledger_rolls_back = true;
  row.variant.lists_after_quiet_period = false;
  expect_broken(row, Promise::one_line);
  expect_broken(row, Promise::one_amount);
}

// Not in the table: the ledger forgot what was intended, so what comes of it looks like an edit by hand.
TEST_CASE(
    "a rollback that is noticed forgets a set on its way: the line is held for a person, at another amount") {
  Row row{"rollback noticed", {}, 2};
  row.variant.ledger_rolls_back = true;
  expect_broken(row, Promise::right_amount);
}

}  // namespace tariff::test::model
