#include "app/ledger_care.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/site.hpp"
#include "text/json.hpp"

namespace tariff::app {
namespace {

using test::Site;

}  // namespace

TEST_CASE("a whole ledger is verified, and its export is every entry as a line of JSON") {
  Site site;
  site.run();
  const auto whole = verify_ledger(site.ledger);
  REQUIRE(whole.has_value());
  CHECK(whole->head == site.ledger.read()->head);
  std::vector<std::string> lines;
  REQUIRE(export_ledger(site.ledger, [&](const std::string& line) { lines.push_back(line); }));
  REQUIRE(lines.size() == site.ledger.entries().size());
  const auto last = read_json(lines.back());
  REQUIRE(last.has_value());
  const JsonView view(*last, "");
  CHECK(view.whole("sequence").value_or(0) == whole->head.sequence);
  CHECK(view.string("hash").value_or("") == whole->head.hash);
  CHECK(view.at("event").json().text() == site.ledger.entries().back());
}

TEST_CASE("a witness that the log holds is believed, and one that it does not hold is told") {
  Site site;
  site.run();
  const auto first = site.ledger.read()->head;
  tiny::use_licence(site.world(), tiny::select_licence, {7, 0, 0});
  site.run();
  CHECK(compare_with_witness(site.ledger, first).value_or("?").empty());
  CHECK(compare_with_witness(site.ledger, site.ledger.read()->head).value_or("?").empty());
  CHECK(compare_with_witness(site.ledger, empty_head()).value_or("?").empty());
  LedgerHead other = first;
  other.hash[0] = other.hash[0] == '0' ? '1' : '0';
  CHECK(compare_with_witness(site.ledger, other).value_or("").find("does not hold it") != std::string::npos);
  test::FakeLedger fresh;
  CHECK(compare_with_witness(fresh, first).value_or("").find("ends at entry 0") != std::string::npos);
}

TEST_CASE(
    "after a loss the lines of our source are ours again, whatever they hold, and nothing is made twice") {
  Site site;
  tiny::add_customer(site.desired, site.world(), 1);
  site.run();
  tiny::use_licence(site.world(), tiny::select_licence, {8, 0, 0});
  tiny::add_line(site.world(), 60, "KES-ADV-WS", 2).source = "Ann";
  const auto writes = site.tigerpaw.writes().size();
  site.ledger = test::FakeLedger();
  const auto rebuilt = rebuild_ledger(site.desired, site.tigerpaw, site.ledger, site.now, RunId("r-rebuild"));
  REQUIRE(rebuilt.has_value());
  CHECK(rebuilt->bound.size() == 2);
  CHECK(rebuilt->left_out.empty());
  CHECK(site.tigerpaw.writes().size() == writes);
  CHECK(test::ends_of(site.run(test::nightly)).find("charge/50001/KES-SELECT applied\n") !=
        std::string::npos);
  CHECK(site.tigerpaw.only_line(50001, "KES-SELECT")->quantity == 8);
  CHECK(site.tigerpaw.two_lines().empty());
}

TEST_CASE("a loss takes no line twice, on whichever agreement of whichever mapping it stands") {
  Site site;
  tiny::add_agreement(site.world(), 50009);
  MappingProduct own;
  own.name = "Endpoint Security Select";
  own.agreement = AgreementNumber(50009);
  site.desired.mappings[0].products = {own};
  site.run();
  Mapping second = site.desired.mappings[0];  // of another source's tenant, on the same account
  site.desired.mappings.push_back(second);
  site.ledger = test::FakeLedger();
  const auto rebuilt = rebuild_ledger(site.desired, site.tigerpaw, site.ledger, site.now, RunId("r-rebuild"));
  REQUIRE(rebuilt.has_value());
  CHECK(rebuilt->bound == std::vector{ChargeKey{AgreementNumber(50009), ItemId("KES-SELECT")}});
}

TEST_CASE(
    "two lines of our source for one item are left to a person, and a ledger that knows charges is left "
    "alone") {
  Site site;
  tiny::add_line(site.world(), 1, "KES-SELECT", 5);
  tiny::add_line(site.world(), 2, "KES-SELECT", 3);
  const auto rebuilt = rebuild_ledger(site.desired, site.tigerpaw, site.ledger, site.now, RunId("r-rebuild"));
  REQUIRE(rebuilt.has_value());
  CHECK(rebuilt->bound.empty());
  REQUIRE(rebuilt->left_out.size() == 1);
  CHECK(rebuilt->left_out[0].find("charge/50001/KES-SELECT") != std::string::npos);
  Site known;
  known.run();
  CHECK(rebuild_ledger(known.desired, known.tigerpaw, known.ledger, known.now, RunId("r")).error().kind ==
        ErrorKind::refused);
}

}  // namespace tariff::app
