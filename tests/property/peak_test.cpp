#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "property/random_site.hpp"

namespace tariff {
namespace {

using test::Site;

std::int64_t billed_quantity_of(const Site& site) {
  const ChargeLine* line = site.tigerpaw.only_line(50001, "KES-SELECT");
  return line == nullptr ? 0 : line->quantity;
}

}  // namespace

TEST_CASE(
    "law: a peak is the highest count that a run has seen since the invoice, and never below the latest") {
  CHECK(rc::check("peak = maximum of what was seen", [] {
    Site site;
    site.desired.products.at(0).rule.taken = CountTaken::peak;
    std::int64_t highest = 0;
    const int nights = test::drawn(2, 12);
    for (int night = 0; night < nights; ++night) {
      site.pass(std::chrono::hours(24));
      const std::int64_t count = test::drawn(0, 40);
      tiny::use_licence(site.world(), tiny::select_licence, {count, 0, 0});
      if (test::drawn(0, 4) == 0) {
        tiny::agreement_of(site.world()).last_billed = "invoice " + std::to_string(night);
        highest = 0;
      }
      // A night without a run sees nothing.
      if (test::drawn(0, 3) == 0) continue;
      site.run();
      highest = std::max(highest, count);
      RC_ASSERT(billed_quantity_of(site) == highest);
      RC_ASSERT(site.plan().rows.empty());
    }
  }));
}

}  // namespace tariff
