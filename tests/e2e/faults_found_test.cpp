#include <doctest/doctest.h>

#include "e2e/fault_matrix.hpp"

/// What the faults have found and nobody has mended yet. Skipped, so that the suite says what holds; run with
/// --no-skip. A test that passes belongs to its theme's file.
namespace tariff::e2e {
namespace {

/// The new customer's item is billed by hand on another agreement of the account.
void bill_elsewhere(const FaultSite& site) {
  auto world = site.world();
  auto other = agreement(world, 50002);
  other.number = 50006;
  other.charges = {a_foreign_line("KES-ADV-SRV", 2, "9.75")};
  world.tigerpaw.agreements.push_back(other);
  site.sandbox().set_world(sandbox::write_world(world));
}

TEST_CASE("without its account's list of agreements nothing is created: the item may be billed elsewhere") {
  FaultSite site;
  for (const auto* fault : {R"("fault":"delay","milliseconds":1)", R"("fault":"empty")",
                            R"("fault":"status","status":404)", R"("fault":"empty_list")"}) {
    CAPTURE(fault);
    site.begin();
    bill_elsewhere(site);
    site.disturb(Cell{"GET /api/agreements/account/{n}", every_time, fault}.rule());
    site.apply(0);
    auto world = site.world();
    CHECK(agreement(world, 50002).charges.empty());
  }
}

TEST_CASE("a line without a price is unread, never free") {
  std::vector<Cell> cells;
  for (std::int64_t number = 1; number <= undisturbed_calls().at(read_agreement); ++number)
    cells.push_back({read_agreement, nth_time(number), R"("fault":"missing_field","field":"Price")"});
  cells.push_back({read_agreement, every_time, R"("fault":"missing_field","field":"Price")"});
  for (const auto& seen : try_all(cells)) {
    INFO(seen.text());
    check_ever(seen);
  }
}

TEST_CASE("a count that falls to zero from one night to the next waits for people" * doctest::skip()) {
  std::vector<Cell> cells;
  for (const auto* call : {"LicenseKeys.EnumKeys", "LicenseKeys.AcquireKeyHosts", "HostGroup.FindHosts"})
    cells.push_back({call, every_time, R"("fault":"empty_list")"});
  for (const auto& seen : try_all(cells)) {
    INFO(seen.text());
    CHECK(seen.complaints.empty());
  }
}

TEST_CASE("a row that has failed names the service and says why") {
  const std::vector<Cell> cells{{soap_create, nth_time(1), R"("fault":"html")"},
                                {soap_create, nth_time(1), R"("fault":"empty")"},
                                {list_links, nth_time(1), R"("fault":"pxg_error")"},
                                {list_links, nth_time(2), R"("fault":"stale_list")"},
                                {read_agreement, nth_time(3), R"("fault":"wrong_type")"},
                                {read_agreement, nth_time(4), R"("fault":"stale_list")"},
                                {read_agreement, nth_time(7), R"("fault":"stale_list")"}};
  for (const auto& seen : try_all(cells)) {
    INFO(seen.text());
    CHECK(says_why(seen.first));
  }
}

}  // namespace
}  // namespace tariff::e2e
