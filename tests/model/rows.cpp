#include "model/rows.hpp"

#include <cstdio>

#include <doctest/doctest.h>

namespace tariff::test::model {
namespace {

std::string names_of(const std::vector<Promise>& promises) {
  std::string names;
  for (const auto promise : promises)
    names += (names.empty() ? "" : ", ") + std::string(broken_promise(promise));
  return names;
}

void print(const Row& row, const std::vector<Promise>& promises, const Finding& finding) {
  std::printf("model: %s: %s: %s, %zu states, %zu moves deep\n", row.title.c_str(),
              names_of(promises).c_str(), finding.broken ? "broken" : "holds", finding.states,
              finding.depth_moves);
}

std::string text_of(const std::vector<std::string>& trace) {
  std::string text;
  for (const auto& line : trace) text += "\n    " + line;
  return text;
}

}  // namespace

Finding expect_holds(const Row& row, const std::vector<Promise>& promises, std::size_t states_least) {
  Finding finding = search(row.variant, promises, row.runs);
  print(row, promises, finding);
  INFO(row.title, text_of(finding.trace));
  CHECK_FALSE(finding.broken.has_value());
  CHECK(finding.is_exhaustive);
  CHECK(finding.states >= states_least);
  return finding;
}

Finding expect_broken(const Row& row, Promise promise) {
  Finding finding = search(row.variant, {promise}, row.runs);
  print(row, {promise}, finding);
  INFO(row.title, text_of(finding.trace));
  REQUIRE(finding.broken.has_value());
  CHECK(broken_promise(*finding.broken) == broken_promise(promise));
  REQUIRE_FALSE(finding.trace.empty());
  CHECK(finding.trace.size() == finding.depth_moves + 1);
  CHECK(finding.trace.back() == broken_promise(promise));
  return finding;
}

}  // namespace tariff::test::model
