#include "app/repeated_edits.hpp"

#include <doctest/doctest.h>

#include "support/fake_ledger.hpp"
#include "support/tiny_world.hpp"

namespace tariff::app {
namespace {

const ChargeKey key{AgreementNumber(50001), ItemId("KES-SELECT")};

LineValue value(std::int64_t quantity) { return {quantity, tiny::money("3.50"), PriceLevelId(2)}; }

/// A log in which each run sets the line to that quantity.
void fill(test::FakeLedger& ledger, const std::vector<std::int64_t>& quantities) {
  std::vector<Event> events;
  for (std::size_t i = 0; i < quantities.size(); ++i) {
    const RunId run("run-" + std::to_string(i + 1));
    events.push_back({Instant{}, run, ChargeIntended{key, value(quantities[i]), {}}});
    events.push_back({Instant{}, run, ChargeConfirmed{key, value(quantities[i]), {}}});
  }
  REQUIRE(ledger.append(empty_head(), events));
}

/// A plan in which a person has edited that line.
plan::Plan edited(plan::Cause cause = plan::Cause::hand) {
  plan::Row row;
  row.action =
      plan::UpdateCharge{key, DetailId(9001), value(4), value(5), {{plan::Field::quantity, cause}}, {}};
  plan::Plan plan;
  plan.rows.push_back(std::move(row));
  return plan;
}

std::vector<std::string> told(const std::vector<std::int64_t>& quantities, const plan::Plan& plan) {
  test::FakeLedger ledger;
  fill(ledger, quantities);
  const auto sentences = repeated_edits(ledger, plan);
  REQUIRE(sentences);
  return *sentences;
}

}  // namespace

TEST_CASE("a line that was changed after two of our runs is another program's work") {
  const auto sentences = told({5, 5}, edited());
  REQUIRE(sentences.size() == 1);
  CHECK(sentences.front() ==
        "Line 9001 (KES-SELECT on agreement 50001) was changed after each of our last 2 runs that set it: "
        "another program writes it.");
  CHECK(told({5, 5, 5}, edited()).front().find("our last 3 runs") != std::string::npos);
}

TEST_CASE("one change may be a person's, and a count of ours that moved is no change of others") {
  CHECK(told({5}, edited()).empty());
  CHECK(told({4, 5}, edited()).empty());
  CHECK(told({5, 5, 6}, edited()).empty());
}

TEST_CASE("without an edit nothing is said") { CHECK(told({5, 5}, edited(plan::Cause::usage)).empty()); }

}  // namespace tariff::app
