#include <algorithm>
#include <array>
#include <chrono>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "property/random_site.hpp"

namespace tariff {
namespace {

using test::drawn;
using test::drawn_truth;
using test::ReadFault;
using test::Site;
using test::WriteFault;

void draw_faults(Site& site) {
  constexpr std::array kinds{WriteFault::none,     WriteFault::none,         WriteFault::reply_lost,
                             WriteFault::late,     WriteFault::never_came,   WriteFault::refused,
                             WriteFault::not_sent, WriteFault::unauthorized, WriteFault::busy,
                             WriteFault::busy_done};
  constexpr std::array reads{ReadFault::none, ReadFault::none, ReadFault::stale, ReadFault::fails};
  const int writes = drawn(0, 6);
  for (int i = 0; i < writes; ++i)
    site.tigerpaw.write_faults.push_back(kinds.at(static_cast<std::size_t>(drawn(0, kinds.size() - 1))));
  const int readings = drawn(0, 6);
  for (int i = 0; i < readings; ++i)
    site.tigerpaw.read_faults.push_back(reads.at(static_cast<std::size_t>(drawn(0, reads.size() - 1))));
  site.ledger.fails_after.reset();
  if (drawn(0, 3) == 0) site.ledger.fails_after = static_cast<std::size_t>(drawn(1, 12));
  site.ledger.stores_when_failing = drawn_truth();
}

void end_of_faults(Site& site) {
  site.tigerpaw.write_faults.clear();
  site.tigerpaw.read_faults.clear();
  site.ledger.fails_after.reset();
}

/// A run under faults, then some time. What is late comes before the quiet period ends: that is what the
/// quiet period means.
void bad_day(Site& site) {
  draw_faults(site);
  site.run();
  end_of_faults(site);
  if (drawn_truth()) site.tigerpaw.deliver_late();
  if (drawn_truth()) test::change_something(site);
  // A list may lag behind the last write of its own run; a minute later it has caught up.
  if (drawn_truth()) return site.pass(std::chrono::minutes(1));
  site.tigerpaw.deliver_late();
  site.pass_quiet_period();
}

void expect_rest(Site& site) {
  site.tigerpaw.deliver_late();
  site.pass_quiet_period();
  site.run();
  site.pass_quiet_period();
  site.run();
  for (const auto& row : site.plan().rows)
    RC_LOG() << "left: " << row.address << ": " << row.reason << "; " << row.hold_reason << "\n";
  for (const auto& entry : site.ledger.entries()) RC_LOG() << entry << "\n";
  RC_ASSERT(site.plan().rows.empty());
  RC_ASSERT(test::standing_lines(site) == test::wanted_lines(site));
}

}  // namespace

TEST_CASE(
    "law: after any faults two good runs bring the world to what is wanted, and nothing is ever twice") {
  CHECK(rc::check("faults converge", [] {
    Site site;
    test::fill(site);
    const auto foreign = test::foreign_lines(site);
    const int days = drawn(1, 6);
    for (int day = 0; day < days; ++day) bad_day(site);
    expect_rest(site);
    RC_ASSERT(site.tigerpaw.two_lines().empty());
    RC_ASSERT(site.tigerpaw.two_amounts().empty());
    RC_ASSERT(test::foreign_lines(site) == foreign);
  }));
}

TEST_CASE("law: a hand-over under any faults never bills a count twice") {
  CHECK(rc::check("hand-overs never double", [] {
    Site site;
    test::fill(site);
    site.run();
    site.pass(std::chrono::hours(24));
    const auto before = site.tigerpaw.quantities_of(AccountNumber(10010));
    const auto most = before.empty() ? 0 : before.back();
    const auto seen = before.size();
    tiny::add_agreement(site.world(), 50099);
    site.desired.mappings[0].agreement = AgreementNumber(50099);
    for (int night = 0; night < 4; ++night) {
      draw_faults(site);
      site.run();
      if (drawn_truth()) site.tigerpaw.deliver_late();
      site.pass(std::chrono::minutes(1));
      if (drawn_truth()) continue;
      site.tigerpaw.deliver_late();
      site.pass_quiet_period();
    }
    end_of_faults(site);
    expect_rest(site);
    auto after = site.tigerpaw.quantities_of(AccountNumber(10010));
    after.erase(after.begin(), after.begin() + static_cast<std::ptrdiff_t>(seen));
    for (const auto total : after) RC_ASSERT(total <= most);
  }));
}

TEST_CASE("law: two runs at once make no second line and no second amount") {
  CHECK(rc::check("two runs", [] {
    Site site;
    test::fill(site);
    if (drawn_truth()) site.run();
    site.pass(std::chrono::hours(24));
    test::change_something(site);
    const auto plan = site.plan();
    const auto ledger = *site.ledger.read();
    draw_faults(site);
    site.ledger.fails_after.reset();
    const auto other = [&] { RC_ASSERT(site.apply(plan, ledger, test::every_consent).has_value()); };
    if (drawn_truth()) site.tigerpaw.before_next_write = other;
    if (drawn_truth()) site.ledger.before_next_append = other;
    RC_ASSERT(site.apply(plan, ledger, test::every_consent).has_value());
    end_of_faults(site);
    site.tigerpaw.before_next_write = nullptr;
    site.ledger.before_next_append = nullptr;
    expect_rest(site);
    RC_ASSERT(site.tigerpaw.two_lines().empty());
    RC_ASSERT(site.tigerpaw.two_amounts().empty());
  }));
}

}  // namespace tariff
