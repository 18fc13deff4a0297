#include "app/resolve.hpp"

#include <string>

#include <doctest/doctest.h>

#include "support/site.hpp"

namespace tariff::app {
namespace {

using test::Site;
using test::WriteFault;

constexpr const char* address = "charge/50001/KES-SELECT";

Result<std::string> decide(Site& site, const std::string& decision, const std::string& at = address) {
  return resolve({at, decision, "looked at it", "ann", RunId("r-resolve")}, site.tigerpaw, site.ledger,
                 {site.now, test::quiet_period});
}

ErrorKind refusal(Site& site, const std::string& decision, const std::string& at = address) {
  const auto entries = site.ledger.entries().size();
  const auto decided = decide(site, decision, at);
  REQUIRE_FALSE(decided.has_value());
  CHECK(site.ledger.entries().size() == entries);
  return decided.error().kind;
}

ChargeLine& line(Site& site) { return tiny::agreement_of(site.world()).lines.at(0); }

/// A customer whose line was set while the invoice run came.
struct Held : Site {
  Held() {
    run();
    tiny::use_licence(world(), tiny::select_licence, {9, 0, 0});
    tigerpaw.after_each_write = [this] { tiny::agreement_of(world()).last_billed = "2026-12-01"; };
    run();
    tigerpaw.after_each_write = nullptr;
    CHECK(ledger.state().charges.begin()->second.state == KeyState::held);
  }
};

}  // namespace

TEST_CASE(
    "a held line that somebody has seen goes on from what stands there, and the ledger says who and why") {
  Held site;
  REQUIRE(decide(site, "seen").has_value());
  CHECK(site.ledger.entries().at(site.ledger.entries().size() - 2).find("\"by\":\"ann\"") !=
        std::string::npos);
  tiny::use_licence(site.world(), tiny::select_licence, {6, 0, 0});
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT applied\n");
  CHECK(line(site).quantity == 6);
}

TEST_CASE("of two lines that nobody owns, the one that is named becomes ours once the other is gone") {
  Site site;
  tiny::add_line(site.world(), 1, "KES-SELECT", 5).source = "Ann";
  tiny::add_line(site.world(), 2, "KES-SELECT", 3).source = "Ann";
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT waiting\n");
  CHECK(refusal(site, "seen") == ErrorKind::refused);
  CHECK(refusal(site, "absent") == ErrorKind::refused);
  CHECK(refusal(site, "line:3") == ErrorKind::refused);
  REQUIRE(decide(site, "line:2").has_value());
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT waiting\n");
  tiny::agreement_of(site.world()).lines.erase(tiny::agreement_of(site.world()).lines.begin());
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT applied\n");
  CHECK(line(site).id == DetailId(2));
  CHECK(line(site).quantity == 5);
}

TEST_CASE("a create that may still arrive is not resolved as absent before the quiet period has passed") {
  Site site;
  site.tigerpaw.write_faults = {WriteFault::never_came};
  site.run();
  CHECK(refusal(site, "absent") == ErrorKind::refused);
  site.pass_quiet_period();
  REQUIRE(decide(site, "absent").has_value());
  CHECK(site.ledger.state().charges.empty());
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
}

TEST_CASE("a line of ours that is gone begins anew once somebody says that it is absent") {
  Site site;
  site.run();
  tiny::agreement_of(site.world()).lines.clear();
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT waiting\n");
  CHECK(refusal(site, "seen") == ErrorKind::refused);
  site.pass_quiet_period();
  REQUIRE(decide(site, "absent").has_value());
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(line(site).quantity == 5);
}

TEST_CASE("a line that is removed after invoicing never becomes ours") {
  Site site;
  tiny::add_line(site.world(), 1, "KES-SELECT", 5).delete_after_invoicing = true;
  CHECK(refusal(site, "line:1") == ErrorKind::refused);
}

TEST_CASE("an unknown address, an unknown decision and an empty reason are named") {
  Site site;
  site.run();
  CHECK(refusal(site, "seen", "charge/50001/NO-SUCH") == ErrorKind::invalid);
  CHECK(refusal(site, "seen", "charge/x/KES-SELECT") == ErrorKind::invalid);
  CHECK(refusal(site, "seen", "replace/10010/1") == ErrorKind::invalid);
  CHECK(refusal(site, "seen", "charge/99/KES-SELECT") == ErrorKind::not_found);
  CHECK(refusal(site, "mine") == ErrorKind::invalid);
  CHECK(refusal(site, "line:") == ErrorKind::invalid);
  CHECK(resolve({address, "seen", " ", "ann", RunId("r")}, site.tigerpaw, site.ledger,
                {site.now, test::quiet_period})
            .error()
            .kind == ErrorKind::invalid);
}

TEST_CASE("a link that is not proven begins anew after the quiet period") {
  Site site;
  tiny::account_of(site.world()).cross_references.clear();
  site.tigerpaw.write_faults = {WriteFault::never_came};
  site.run();
  CHECK(refusal(site, "absent", "link/10010") == ErrorKind::refused);
  site.pass_quiet_period();
  REQUIRE(decide(site, "absent", "link/10010").has_value());
  CHECK(site.ledger.state().links.empty());
  CHECK(refusal(site, "absent", "link/10010") == ErrorKind::refused);
}

TEST_CASE("nothing is resolved while a run is alive") {
  Held site;
  REQUIRE(site.ledger.append(
      site.ledger.read()->head,
      {{site.now, RunId("r-812"), RunStarted{"t", "", site.desired.installation, "ann", 900}}}));
  CHECK(refusal(site, "seen") == ErrorKind::locked);
}

}  // namespace tariff::app
