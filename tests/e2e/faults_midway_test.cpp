#include <doctest/doctest.h>

#include "e2e/fault_matrix.hpp"

/// Faults on the reads between the writes, which prove what a write has done.
namespace tariff::e2e {
namespace {

const Words passing{R"("fault":"reset")", R"("fault":"close_during")", R"("fault":"status","status":502)",
                    R"("fault":"delay","milliseconds":50)"};

const Words lasting{R"("fault":"status","status":500)",
                    R"("fault":"status","status":403)",
                    R"("fault":"redirect")",
                    R"("fault":"html")",
                    R"("fault":"empty")",
                    R"("fault":"locked")",
                    R"("fault":"wrong_type")",
                    R"("fault":"null_fields")",
                    R"("fault":"truncated")",
                    R"("fault":"empty_list")",
                    R"("fault":"stale_list")",
                    R"("fault":"other_echo")"};

/// That fault on each of the reads of that kind, one after the other.
std::vector<Cell> on_each(const std::string& call, const Words& faults) {
  std::vector<Cell> cells;
  for (std::int64_t number = 1; number <= undisturbed_calls().at(call); ++number)
    for (const auto& fault : faults) cells.push_back({call, nth_time(number), fault});
  return cells;
}

void expect_no_harm(const Words& faults, const std::string& call) {
  for (const auto& seen : try_all(on_each(call, faults))) {
    INFO(seen.text());
    check_ever(seen);
    CHECK(seen.first.exit_code == 0);
  }
}

/// A list that cannot be read, or does not show what was written, is proof of nothing: the row is unknown or
/// not begun, and never done twice.
void expect_no_false_proof(const Words& faults, const std::string& call) {
  for (const auto& seen : try_all(on_each(call, faults))) {
    INFO(seen.text());
    check_ever(seen);
    if (seen.first.exit_code == 0) continue;
    CHECK((seen.first.exit_code == 4 || seen.first.exit_code == 7 || seen.first.exit_code == 8 ||
           seen.first.exit_code == 9));
    CHECK((seen.first.exit_code != 9 || seen.writes == 0));
  }
}

TEST_CASE("an agreement that is read at the second try proves as well as at the first") {
  expect_no_harm(passing, read_agreement);
}

TEST_CASE("links that are read at the second try prove as well as at the first") {
  expect_no_harm(passing, list_links);
}

TEST_CASE("an agreement that cannot be read right between two writes proves nothing") {
  expect_no_false_proof(lasting, read_agreement);
}

TEST_CASE("links that cannot be read right before or after the link prove nothing") {
  expect_no_false_proof(lasting, list_links);
}

TEST_CASE("lists that never show what was written leave everything unknown, and nothing is written twice") {
  std::vector<Cell> cells;
  for (const auto* call : {read_agreement, list_links})
    for (const auto* fault : {R"("fault":"stale_list")", R"("fault":"same_page")"})
      cells.push_back({call, every_time, fault});
  for (const auto& seen : try_all(cells)) {
    INFO(seen.text());
    check_ever(seen);
    CHECK(seen.first.exit_code == 8);
    CHECK_FALSE(seen.is_done);
  }
}

}  // namespace
}  // namespace tariff::e2e
