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
