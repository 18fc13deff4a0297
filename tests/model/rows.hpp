#pragma once

#include <string>

#include "model/search.hpp"

namespace tariff::test::model {

/// One row of the table that the model checks. Shape: `runs` start at most, two at a time.
struct Row {
  std::string title;
  Variant variant;
  std::size_t runs = 3;
};

/// Checks that the row keeps the promises in every state that can be reached, and that these are at least
/// `states_least`, so that a model in which nothing happens does not pass. Prints one line.
Finding expect_holds(const Row& row, const std::vector<Promise>& promises, std::size_t states_least);

/// Checks that the row breaks the promise, and that the shortest way there ends in it. Prints one line; the
/// way itself shows when the check fails, and with `test_model -s`.
Finding expect_broken(const Row& row, Promise promise);

}  // namespace tariff::test::model
