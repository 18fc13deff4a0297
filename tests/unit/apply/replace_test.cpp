#include <algorithm>
#include <string>
#include <variant>

#include <doctest/doctest.h>

#include "support/site.hpp"

namespace tariff {
namespace {

using test::ReadFault;
using test::Site;
using test::WriteFault;

constexpr const char* address = "replace/10010/1 ";

/// Five devices billed on agreement 50001; the file names 50002 now.
struct MovedSite : Site {
  MovedSite() {
    tiny::add_agreement(world(), 50002);
    run();
    pass(std::chrono::hours(24));
    desired.mappings[0].agreement = AgreementNumber(50002);
    desired.mappings[0].handover = Handover::now;
  }
  std::int64_t on(std::int64_t agreement) const {
    const auto* line = tigerpaw.only_line(agreement, "KES-SELECT");
    return line == nullptr ? 0 : line->quantity;
  }
  std::string end(plan::Consent consent = test::every_consent) { return test::ends_of(run(consent)); }
  std::int64_t most_ever() const {
    const auto seen = tigerpaw.quantities_of(AccountNumber(10010));
    return *std::max_element(seen.begin(), seen.end());
  }
  bool is_handed_over() {
    return on(50001) == 0 && on(50002) == 5 && plan().rows.empty() && most_ever() == 5 &&
           tigerpaw.two_lines().empty();
  }
};

/// After these faults, one a write, and two runs without: handed over, and never two amounts for one count.
void expect_hand_over(const std::deque<WriteFault>& faults) {
  MovedSite site;
  site.tigerpaw.write_faults = faults;
  for (std::size_t runs = 0; runs < faults.size() + 2; ++runs) {
    site.run();
    site.pass_quiet_period();
  }
  CHECK(site.is_handed_over());
}

}  // namespace

TEST_CASE("a changed agreement is one row: new line at zero, old line to zero, new line to its count") {
  MovedSite site;
  CHECK(site.end(test::nightly) == address + std::string("waiting\n"));
  CHECK(site.tigerpaw.writes().size() == 2);
  CHECK(site.end() == address + std::string("applied\n"));
  CHECK(site.tigerpaw.quantities_of(AccountNumber(10010)) == std::vector<std::int64_t>{0, 0, 5, 5, 0, 5});
  CHECK(site.is_handed_over());
}

TEST_CASE("a replace stops where a step is not proven, and no fault makes two amounts for one count") {
  const auto faults = {WriteFault::reply_lost, WriteFault::never_came,   WriteFault::refused,
                       WriteFault::not_sent,   WriteFault::unauthorized, WriteFault::busy,
                       WriteFault::busy_done};
  for (const auto fault : faults) {
    CAPTURE(static_cast<int>(fault));
    expect_hand_over({fault});
    expect_hand_over({WriteFault::none, fault});
    expect_hand_over({WriteFault::none, WriteFault::none, fault});
    expect_hand_over({fault, fault, fault});
  }
}

TEST_CASE("an old line that is not proven empty keeps the new one at zero") {
  MovedSite site;
  site.tigerpaw.write_faults = {WriteFault::none, WriteFault::late};
  CHECK(site.end() == address + std::string("unknown\n"));
  CHECK(site.on(50001) == 5);
  CHECK(site.on(50002) == 0);
  CHECK(site.end() == address + std::string("unknown\n"));
  site.tigerpaw.deliver_late();
  site.run();
  CHECK(site.is_handed_over());
}

TEST_CASE("a set of the old line that may still arrive holds the whole replace") {
  MovedSite site;
  site.desired.mappings[0].agreement = AgreementNumber(50001);
  tiny::use_licence(site.world(), tiny::select_licence, {8, 0, 0});
  site.tigerpaw.write_faults = {WriteFault::late};
  site.run();
  site.desired.mappings[0].agreement = AgreementNumber(50002);
  CHECK(site.end() == address + std::string("unknown\n"));
  site.tigerpaw.deliver_late();
  CHECK(site.end() == address + std::string("applied\n"));
  CHECK(site.on(50001) == 0);
  CHECK(site.on(50002) == 8);
  CHECK(site.most_ever() == 8);
}

TEST_CASE("a first set of the old line that may still arrive holds the whole replace") {
  Site site;
  tiny::add_agreement(site.world(), 50002);
  site.tigerpaw.write_faults = {WriteFault::none, WriteFault::late};
  site.run();
  site.desired.mappings[0].agreement = AgreementNumber(50002);
  site.run();
  site.tigerpaw.deliver_late();
  site.run();
  site.pass_quiet_period();
  site.run();
  const auto seen = site.tigerpaw.quantities_of(AccountNumber(10010));
  CHECK(*std::max_element(seen.begin(), seen.end()) == 5);
  CHECK(site.tigerpaw.only_line(50002, "KES-SELECT")->quantity == 5);
}

TEST_CASE("a run that dies anywhere in a replace is finished by the next, and nothing stands twice") {
  for (std::size_t appends = 1; appends < 9; ++appends) {
    CAPTURE(appends);
    MovedSite site;
    site.ledger.fails_after = appends;
    site.run();
    site.ledger.fails_after.reset();
    site.pass_quiet_period();
    site.run();
    site.pass_quiet_period();
    site.run();
    CHECK(site.is_handed_over());
  }
}

TEST_CASE("counts that move to lines by category lower the old line first") {
  Site site;
  site.run();
  site.desired.products[0].item.reset();
  site.desired.products[0].items = {{Category::workstation, ItemId("KES-SELECT")},
                                    {Category::server, ItemId("KES-ADV-SRV")},
                                    {Category::other, ItemId("KES-SELECT")}};
  CHECK(test::ends_of(site.run()) == "replace/10010/1 applied\n");
  CHECK(site.tigerpaw.only_line(50001, "KES-SELECT")->quantity == 4);
  CHECK(site.tigerpaw.only_line(50001, "KES-ADV-SRV")->quantity == 1);
  CHECK(site.tigerpaw.quantities_of(AccountNumber(10010)) == std::vector<std::int64_t>{0, 0, 5, 5, 4, 5});
  CHECK(site.plan().rows.empty());
}

TEST_CASE("a line that gives counts away is lowered first even where its price rises") {
  Site site;
  site.run();
  site.desired.products[0].item.reset();
  site.desired.products[0].items = {{Category::workstation, ItemId("KES-SELECT")},
                                    {Category::server, ItemId("KES-ADV-SRV")},
                                    {Category::other, ItemId("KES-SELECT")}};
  site.desired.mappings[0].price_level = "Standard";  // 9.90 in place of 3.50
  CHECK(test::ends_of(site.run()) == "replace/10010/1 applied\n");
  CHECK(site.tigerpaw.quantities_of(AccountNumber(10010)) == std::vector<std::int64_t>{0, 0, 5, 5, 4, 5});
  CHECK(site.tigerpaw.only_line(50001, "KES-SELECT")->price == tiny::money("9.90"));
}

TEST_CASE("a line that is kept at its count of zero never stands beside the line that took the count over") {
  Site site;
  site.desired.on_zero = ZeroRule::keep;
  tiny::use_licence(site.world(), tiny::select_licence, {0, 5, 0});
  site.run();
  site.desired.products[0].item.reset();
  site.desired.products[0].items = {{Category::workstation, ItemId("KES-SELECT")},
                                    {Category::server, ItemId("KES-ADV-SRV")}};
  CHECK(test::ends_of(site.run()) == "replace/10010/1 applied\n");
  CHECK(site.tigerpaw.only_line(50001, "KES-SELECT")->quantity == 0);
  CHECK(site.tigerpaw.only_line(50001, "KES-ADV-SRV")->quantity == 5);
}

TEST_CASE("a price edited by hand on a line of a replace is kept, and stays known as a hand edit") {
  Site site;
  site.run();
  tiny::agreement_of(site.world()).lines[0].price = tiny::money("3.00");
  site.desired.products[0].item.reset();
  site.desired.products[0].items = {{Category::workstation, ItemId("KES-SELECT")},
                                    {Category::server, ItemId("KES-ADV-SRV")}};
  site.run();
  CHECK(site.tigerpaw.only_line(50001, "KES-SELECT")->quantity == 4);
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT waiting\n");
  CHECK(site.tigerpaw.only_line(50001, "KES-SELECT")->price == tiny::money("3.00"));
}

TEST_CASE("a renamed product without a trace is handed over safely, also over the death of a run") {
  for (std::size_t appends = 1; appends < 9; ++appends) {
    CAPTURE(appends);
    MovedSite site;
    site.desired.products[0].name = "Select, renamed";
    site.ledger.fails_after = appends;
    site.run();
    site.ledger.fails_after.reset();
    site.pass_quiet_period();
    site.run();
    site.pass_quiet_period();
    site.run();
    CHECK(site.is_handed_over());
  }
}

}  // namespace tariff
