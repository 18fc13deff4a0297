#include "ledger/peak.hpp"

#include <doctest/doctest.h>

#include "ledger/log.hpp"
#include "support/tiny_world.hpp"

namespace tariff {
namespace {

const ChargeKey key{AgreementNumber(1), ItemId("A")};

CountRule peak_rule() {
  CountRule rule;
  rule.taken = CountTaken::peak;
  return rule;
}

Part part(std::int64_t count, Category category = Category::server, const CountRule& rule = peak_rule()) {
  return {TenantUid("U"), "P", category, count, rule};
}

LineValue value(std::int64_t quantity) { return {quantity, tiny::money("3.50"), PriceLevelId(2)}; }

/// A line of one product, night after night, as runs leave it in the ledger.
struct Line {
  LedgerState state;

  const ChargeState& charge() const { return state.charges.at(key); }
  void happened(EventBody body) { apply_event(state, {Instant{}, RunId("r"), std::move(body)}); }
  /// A run that counts these and finds or writes what follows.
  std::int64_t billed(std::vector<Part> parts, const std::string& last_billed) {
    take_peaks(parts, state.charges.contains(key) ? &charge() : nullptr, last_billed);
    const std::int64_t quantity = quantity_of(parts);
    happened(ChargeConfirmed{key, value(quantity), std::move(parts)});
    return quantity;
  }
  std::int64_t billed(std::int64_t count, const std::string& last_billed) {
    return billed(std::vector{part(count)}, last_billed);
  }
};

}  // namespace

TEST_CASE("the peak rises with the count, stays when that falls, and ends with the invoice") {
  Line line;
  CHECK(line.billed(12, "2026-11-01") == 12);
  CHECK(line.billed(15, "2026-11-01") == 15);
  CHECK(line.billed(9, "2026-11-01") == 15);
  CHECK(line.charge().parts.front().count == 9);
  CHECK(line.charge().parts.front().peak == PeakCount{15, "2026-11-01"});
  CHECK(line.billed(9, "2026-12-01") == 9);
  CHECK(line.billed(8, "2026-12-01") == 9);
}

TEST_CASE("before the first invoice the peak is that since the line was bound") {
  Line line;
  line.billed(7, "");
  CHECK(line.billed(5, "") == 7);
  CHECK(line.billed(5, "2026-12-01") == 5);
}

TEST_CASE("the categories on a line have one peak together") {
  Line line;
  line.billed({part(10, Category::workstation), part(2)}, "");
  CHECK(line.billed({part(8, Category::workstation), part(3)}, "") == 12);
}

TEST_CASE("a count of another tenant, product or set of categories raises nothing") {
  Line line;
  line.billed({part(10, Category::workstation), part(2)}, "");
  CHECK(line.billed(2, "") == 2);
  Part of_another_tenant = part(5), of_another_product = part(5);
  of_another_tenant.tenant = TenantUid("U-2");
  of_another_product.product = "P-2";
  for (const Part& other : {of_another_tenant, of_another_product}) {
    Line taken_over;
    taken_over.billed(12, "");
    CHECK(taken_over.billed({other}, "") == 5);
  }
}

TEST_CASE("a rule that asks for the peak from now on begins with what stands, where it counts the same") {
  Line line;
  line.billed({part(12, Category::server, {})}, "2026-11-01");
  CHECK_FALSE(line.charge().parts.front().peak.has_value());
  CHECK(line.billed(9, "2026-11-01") == 12);
  CHECK(line.billed(9, "2026-12-01") == 9);
  CountRule seen_lately = peak_rule();
  seen_lately.inactive_days = 30;
  CHECK(line.billed({part(7, Category::server, seen_lately)}, "2026-12-01") == 7);
}

TEST_CASE("packs and the free ones come behind the peak") {
  CountRule rule = peak_rule();
  rule.included = 2;
  rule.round_to = 5;
  Line line;
  CHECK(line.billed({part(13, Category::server, rule)}, "") == 15);
  CHECK(line.billed({part(6, Category::server, rule)}, "") == 15);
}

TEST_CASE("the peak of what was purchased is one of purchases") {
  CountRule rule = peak_rule();
  rule.basis = CountBasis::purchased;
  const auto bought = [&](std::int64_t purchased) {
    Part one = part(40, Category::server, rule);
    one.purchased = purchased;
    return std::vector{one};
  };
  Line line;
  CHECK(line.billed(bought(25), "") == 25);
  CHECK(line.billed(bought(20), "") == 25);
}

TEST_CASE("what was sent without proof was counted, and a retired line forgets its peak") {
  Line line;
  line.billed(12, "");
  std::vector<Part> more{part(15)};
  take_peaks(more, &line.charge(), "");
  line.happened(ChargeIntended{key, value(15), more});
  line.happened(ChargeUnknown{key, "reset"});
  CHECK(line.billed(11, "") == 15);
  line.happened(ChargeRetired{key});
  CHECK(line.billed(4, "") == 4);
}

TEST_CASE("a checkpoint and an event keep the peak") {
  Line line;
  line.billed(15, "2026-11-01");
  line.billed(9, "2026-11-01");
  const auto read = read_checkpoint(checkpoint_text({LedgerId("l-8f3k2m"), line.state, empty_head(), ""}));
  REQUIRE(read.has_value());
  CHECK(read->state == line.state);
  const Event event{Instant{}, RunId("r"), ChargeConfirmed{key, value(15), line.charge().parts}};
  const auto event_read = read_event(event_text(event));
  REQUIRE(event_read.has_value());
  CHECK(*event_read == event);
}

}  // namespace tariff
