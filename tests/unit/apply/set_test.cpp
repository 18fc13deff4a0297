#include <string>
#include <variant>

#include <doctest/doctest.h>

#include "support/site.hpp"

namespace tariff {
namespace {

using test::ReadFault;
using test::Site;
using test::WriteFault;

const ChargeKey select_key{AgreementNumber(50001), ItemId("KES-SELECT")};
constexpr const char* address = "charge/50001/KES-SELECT ";

ChargeLine& line(Site& site) { return tiny::agreement_of(site.world()).lines.at(0); }

/// Five devices billed and confirmed, then so many counted.
struct Billed : Site {
  explicit Billed(std::int64_t devices) {
    run();
    pass(std::chrono::hours(24));
    count(devices);
  }
  void count(std::int64_t devices) { tiny::use_licence(world(), tiny::select_licence, {devices, 0, 0}); }
  std::string end(plan::Consent consent = test::every_consent) {
    std::string text = test::ends_of(run(consent));
    return text.starts_with(address) ? text.substr(std::string(address).size()) : text;
  }
};

}  // namespace

TEST_CASE("the nightly run follows a count up and down, to zero too") {
  Billed site(8);
  CHECK(site.end(test::nightly) == "applied\n");
  CHECK(line(site).quantity == 8);
  site.desired.guards.suspect_days = 1;
  site.count(0);
  CHECK(site.end(test::nightly) == "applied\n");
  CHECK(line(site).quantity == 0);
  CHECK(site.plan().rows.empty());
}

TEST_CASE("a set whose answer was lost is proven by the list") {
  Billed site(8);
  site.tigerpaw.write_faults = {WriteFault::reply_lost};
  CHECK(site.end() == "applied\n");
  CHECK(line(site).quantity == 8);
}

TEST_CASE("a set that is not proven keeps every other value away until the quiet period ends") {
  Billed site(19);
  site.tigerpaw.write_faults = {WriteFault::late};
  CHECK(site.end() == "unknown\n");
  site.count(17);
  CHECK(site.end() == "unknown\n");
  CHECK(site.tigerpaw.writes().size() == 3);
  site.tigerpaw.deliver_late();
  // The late value is ours, no hand edit, and the line moves on from it at once.
  CHECK(site.end(test::nightly) == "applied\n");
  CHECK(line(site).quantity == 17);
  CHECK(site.plan().rows.empty());
}

TEST_CASE("a late set is still ours after the count went back to what stood there before") {
  Billed site(8);
  site.tigerpaw.write_faults = {WriteFault::late};
  site.end();
  site.count(5);
  site.end();
  site.tigerpaw.deliver_late();
  REQUIRE(line(site).quantity == 8);
  CHECK(site.end(test::nightly) == "applied\n");
  CHECK(line(site).quantity == 5);
}

TEST_CASE("a set that was lost for good is sent again after the quiet period") {
  Billed site(8);
  site.tigerpaw.write_faults = {WriteFault::never_came};
  CHECK(site.end() == "unknown\n");
  site.pass(test::quiet_period - std::chrono::seconds(1));
  CHECK(site.end() == "unknown\n");
  site.pass(std::chrono::seconds(1));
  CHECK(site.end(test::nightly) == "applied\n");
  CHECK(line(site).quantity == 8);
}

TEST_CASE("an intent of a run that died counts as unproven: nothing else is sent in the quiet period") {
  Billed site(19);
  const auto head = site.ledger.read()->head;
  const LineValue intended{19, line(site).price, line(site).level};
  site.pass(std::chrono::hours(24));
  REQUIRE(site.ledger.append(head, {{site.now, RunId("dead"), ChargeIntended{select_key, intended}}}));
  site.count(17);
  CHECK(site.end() == "unknown\n");
  CHECK(line(site).quantity == 5);
  line(site).quantity = 19;  // the dead run's request arrives
  CHECK(site.end(test::nightly) == "applied\n");
  CHECK(line(site).quantity == 17);
}

TEST_CASE("a refused set fails its row, is not unproven, and is planned again") {
  Billed site(8);
  site.tigerpaw.write_faults = {WriteFault::refused};
  CHECK(site.end() == "failed\n");
  CHECK(site.ledger.state().charges.at(select_key).unproven.empty());
  CHECK(site.end() == "applied\n");
  CHECK(line(site).quantity == 8);
}

TEST_CASE("a set that the list does not show yet is unknown, and the next list proves it") {
  Billed site(8);
  site.tigerpaw.read_faults = {ReadFault::none, ReadFault::stale};
  CHECK(site.end() == "unknown\n");
  CHECK(site.end() == "");
  CHECK(site.ledger.state().charges.at(select_key).state == KeyState::confirmed);
  CHECK(line(site).quantity == 8);
}

TEST_CASE("a list that lags behind our last write proves nothing: the value is sent all the same") {
  Billed site(5);
  site.desired.mappings[0].billing = Billing::off;
  const auto plan = site.plan();
  site.tigerpaw.read_faults = {ReadFault::stale};  // shows the line at 0, as it was before its first set
  CHECK(test::ends_of(*site.apply(plan, *site.ledger.read(), test::every_consent)) ==
        address + std::string("applied\n"));
  CHECK(line(site).quantity == 0);
}

TEST_CASE("a line that moved between plan and write is not overwritten") {
  Billed site(8);
  const auto plan = site.plan();
  line(site).quantity = 6;
  CHECK(test::ends_of(*site.apply(plan, *site.ledger.read(), test::every_consent)) ==
        address + std::string("failed\n"));
  CHECK(line(site).quantity == 6);
}

TEST_CASE("a line whose id carries another item by now is not written") {
  Billed site(8);
  const auto plan = site.plan();
  line(site).item = ItemId("KES-ADV-WS");
  CHECK(test::ends_of(*site.apply(plan, *site.ledger.read(), test::every_consent)) ==
        address + std::string("failed\n"));
  CHECK(site.tigerpaw.writes().size() == 2);
}

TEST_CASE("growth is written while a moved price waits for its own consent") {
  Billed site(8);
  tiny::item_of(site.world(), "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money("3.75");
  CHECK(site.end(test::nightly) == "waiting\n");
  CHECK(line(site).quantity == 8);
  CHECK(line(site).price == tiny::money("3.50"));
  CHECK(site.end(test::nightly) == "waiting\n");
  CHECK(site.end({true, false, true, false}) == "applied\n");
  CHECK(line(site).price == tiny::money("3.75"));
}

TEST_CASE("a price edited by hand stays, and stays known as a hand edit, while the count is followed") {
  Billed site(8);
  line(site).price = tiny::money("3.00");
  CHECK(site.end(test::every_consent) == "waiting\n");
  CHECK(line(site).quantity == 8);
  CHECK(line(site).price == tiny::money("3.00"));
  CHECK(site.end(test::every_consent) == "waiting\n");
  CHECK(line(site).price == tiny::money("3.00"));
  line(site).price = tiny::money("3.50");
  CHECK(site.end(test::nightly) == "");
}

TEST_CASE("a quantity edited by hand is never overwritten, also not by the way of a consented price") {
  Billed site(8);
  line(site).quantity = 11;
  tiny::item_of(site.world(), "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money("3.75");
  CHECK(site.end(test::every_consent) == "waiting\n");
  CHECK(line(site).quantity == 11);
  CHECK(line(site).price == tiny::money("3.75"));
  CHECK(site.end(test::every_consent) == "waiting\n");
  CHECK(line(site).quantity == 11);
}

TEST_CASE("a product that the file sends to a line needs its consent, also after a price was consented to") {
  Billed site(5);
  site.desired.products[1].items = {{Category::workstation, ItemId("KES-SELECT")}};
  tiny::use_licence(site.world(), tiny::advanced_licence, {3, 0, 0});
  tiny::item_of(site.world(), "KES-SELECT").prices.at(PriceLevelId(2)).selling_price = tiny::money("3.75");
  CHECK(site.end({true, false, true, false}) == "waiting\n");
  CHECK(line(site).quantity == 5);
  CHECK(line(site).price == tiny::money("3.75"));
  CHECK(site.end({true, false, true, false}) == "waiting\n");
  CHECK(line(site).quantity == 5);
  CHECK(site.end({false, true, false, false}) == "applied\n");
  CHECK(line(site).quantity == 8);
}

TEST_CASE("a line that is no longer billed goes to zero and back only with consent to configuration") {
  Billed site(5);
  site.desired.mappings[0].billing = Billing::off;
  CHECK(site.end(test::nightly) == "waiting\n");
  CHECK(site.end() == "applied\n");
  CHECK(line(site).quantity == 0);
  CHECK(site.plan().rows.empty());
  site.desired.mappings[0].billing = Billing::on;
  CHECK(site.end(test::nightly) == "waiting\n");
  CHECK(site.end() == "applied\n");
  CHECK(line(site).quantity == 5);
}

/// A customer with one line, of whom a second item is agreed that has no line.
void check_leaving_ends_the_agreement(Billing other) {
  Billed site(5);
  site.desired.mappings[0].billing = other;
  site.run();
  tiny::agreement_of(site.world()).lines.clear();
  tiny::use_licence(site.world(), tiny::select_licence, {0, 0, 0});
  tiny::use_licence(site.world(), tiny::advanced_licence, {0, 2, 0});
  site.desired.mappings[0].billing = Billing::on;
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-ADV-SRV waiting\n");
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-ADV-SRV applied\n");
}

TEST_CASE("after a time of not billing, every line is agreed anew, also of items that never had one") {
  check_leaving_ends_the_agreement(Billing::off);
  check_leaving_ends_the_agreement(Billing::observe);
}

TEST_CASE("billing that was switched off in the file alone, and on again, is as it was") {
  Billed site(5);
  site.desired.mappings[0].billing = Billing::off;
  CHECK(site.end(test::nightly) == "waiting\n");
  site.desired.mappings[0].billing = Billing::on;
  tiny::use_licence(site.world(), tiny::advanced_licence, {0, 2, 0});
  CHECK(test::ends_of(site.run(test::nightly)).find("charge/50001/KES-ADV-SRV applied\n") !=
        std::string::npos);
}

TEST_CASE("a line whose last set is not proven is not retired before the quiet period ends") {
  Billed site(8);
  site.tigerpaw.write_faults = {WriteFault::late};
  site.end();
  site.desired.mappings[0].billing = Billing::off;
  CHECK(site.end() == "unknown\n");
  site.tigerpaw.deliver_late();
  CHECK(site.end() == "applied\n");
  CHECK(line(site).quantity == 0);
}

TEST_CASE("adoption writes nothing to Tigerpaw and the line is followed from then on") {
  Site site;
  tiny::add_line(site.world(), 1, "KES-SELECT", 5);
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT waiting\n");
  CHECK(test::ends_of(site.run({false, false, false, true})) == "charge/50001/KES-SELECT applied\n");
  CHECK(site.tigerpaw.writes().empty());
  tiny::use_licence(site.world(), tiny::select_licence, {7, 0, 0});
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT applied\n");
  CHECK(line(site).quantity == 7);
}

TEST_CASE("a line that moved since the plan is not adopted") {
  Site site;
  tiny::add_line(site.world(), 1, "KES-SELECT", 5);
  const auto plan = site.plan();
  line(site).quantity = 6;
  CHECK(test::ends_of(*site.apply(plan, *site.ledger.read(), test::every_consent)) ==
        "charge/50001/KES-SELECT failed\n");
  CHECK(site.ledger.state().charges.empty());
}

TEST_CASE("a mapping that observes from now on releases its lines untouched") {
  Billed site(9);
  site.desired.mappings[0].billing = Billing::observe;
  CHECK(site.end() == "applied\n");
  CHECK(line(site).quantity == 5);
  CHECK(site.ledger.state().charges.empty());
  CHECK(site.tigerpaw.writes().size() == 2);
}

}  // namespace tariff
