#include <string>

#include <doctest/doctest.h>

#include "support/site.hpp"

/// Lease, stop, invoice run, the look at a run's end, epochs.
namespace tariff {
namespace {

using test::Site;

ChargeLine& line(Site& site, std::size_t index = 0) {
  return tiny::agreement_of(site.world()).lines.at(index);
}

void count(Site& site, std::int64_t devices) {
  tiny::use_licence(site.world(), tiny::select_licence, {devices, 0, 0});
}

/// One customer billed and confirmed.
struct Billed : Site {
  Billed() { run(); }
};

constexpr auto lease = std::chrono::minutes(15);

/// What another run, that is alive, has appended last.
void somebody_is_applying(Site& site) {
  const auto head = site.ledger.read()->head;
  REQUIRE(site.ledger.append(head, {{site.now, RunId("r-812"),
                                     RunStarted{"tariff", "", site.desired.installation, "ann on build-7",
                                                std::chrono::seconds(lease).count()}}}));
}

}  // namespace

TEST_CASE("while another run is alive nothing is written, and the message says whose it is and until when") {
  Site site;
  somebody_is_applying(site);
  const auto report = site.apply(site.plan(), *site.ledger.read(), test::every_consent);
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().kind == ErrorKind::locked);
  CHECK(report.error().message.find("r-812 of ann on build-7") != std::string::npos);
  CHECK(site.tigerpaw.writes().empty());
  site.pass(lease);
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
}

TEST_CASE("of two runs that begin at once, the ledger lets one in") {
  Site site;
  const auto before = *site.ledger.read();
  const auto plan = site.plan();
  site.ledger.before_next_append = [&] { somebody_is_applying(site); };
  CHECK(site.apply(plan, before, test::every_consent).error().kind == ErrorKind::locked);
  CHECK(site.tigerpaw.writes().empty());
}

TEST_CASE("a run that has ended is in nobody's way, whatever lease it had") {
  Site site;
  site.lease = lease;
  site.run();
  count(site, 6);
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
}

TEST_CASE("a wish to stop lets the step under way finish, and the next run does the rest") {
  Site site;
  int asked = 0;
  site.should_stop = [&] { return ++asked > 1; };
  const auto report = site.run();
  CHECK(report.interrupted);
  CHECK(test::ends_of(report) == "charge/50001/KES-SELECT failed\n");
  CHECK(line(site).quantity == 0);
  CHECK_FALSE(site.ledger.state().lease.has_value());
  site.should_stop = nullptr;
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(line(site).quantity == 5);
}

TEST_CASE("a set that overlaps the invoice run is held until a person has looked") {
  Billed site;
  count(site, 9);
  site.tigerpaw.after_each_write = [&] { tiny::agreement_of(site.world()).last_billed = "2026-12-01"; };
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT waiting\n");
  site.tigerpaw.after_each_write = nullptr;
  const auto held = site.ledger.state().charges.begin()->second;
  CHECK(held.state == KeyState::held);
  CHECK(held.reason.find("from 5 at") != std::string::npos);
  CHECK(held.reason.find("to 9 at") != std::string::npos);
  count(site, 4);
  const auto writes = site.tigerpaw.writes().size();
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT waiting\n");
  count(site, 9);
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT waiting\n");
  CHECK(site.tigerpaw.writes().size() == writes);
}

TEST_CASE("a set that is proven only behind the invoice run is held, and the ledger keeps the reason") {
  Billed site;
  count(site, 9);
  site.tigerpaw.write_faults = {test::WriteFault::late};
  site.run(test::nightly);
  site.tigerpaw.deliver_late();
  tiny::agreement_of(site.world()).last_billed = "2026-12-01";
  site.pass_quiet_period();
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT waiting\n");
  const auto held = site.ledger.state().charges.begin()->second;
  CHECK(held.state == KeyState::held);
  CHECK(held.reason.find("from 5 at 3.50 to 9 at 3.50") != std::string::npos);
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT waiting\n");
}

TEST_CASE("a run whose ledger is replaced by an older one writes nothing more") {
  Billed site;
  count(site, 9);
  site.ledger.before_next_append = [&] {
    site.ledger.before_next_append = [&] {
      const auto head = site.ledger.read()->head;
      REQUIRE(site.ledger.append(head, {{site.now, RunId("another"), RunEnded{}}}));
      site.ledger.discontinuity = "The ledger is older than the last run's witness.";
    };
  };
  const auto writes = site.tigerpaw.writes().size();
  const auto report = site.run(test::nightly);
  CHECK(test::ends_of(report) == "charge/50001/KES-SELECT failed\n");
  CHECK(report.rows.front().message.find("an older one stands in its place") != std::string::npos);
  CHECK(site.tigerpaw.writes().size() == writes);
}

TEST_CASE("no epoch begins in a ledger that another run has moved since the plan") {
  Site site;
  const auto before = *site.ledger.read();
  auto plan = site.plan();
  plan.epoch = "The ledger has never seen a run.";
  site.ledger.before_next_append = [&] {
    REQUIRE(site.ledger.append(site.ledger.read()->head, {{site.now, RunId("another"), RunEnded{}}}));
  };
  CHECK(site.apply(plan, before, test::every_consent).error().kind == ErrorKind::conflict);
  CHECK_FALSE(site.ledger.state().epoch.has_value());
}

TEST_CASE("an invoice run between two of our runs holds nothing, and the ledger knows of it") {
  Billed site;
  const AgreementNumber agreement(50001);
  tiny::agreement_of(site.world()).last_billed = "2026-12-01";
  count(site, 9);
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT applied\n");
  CHECK(site.ledger.state().stamps.at(agreement).last_billed == "2026-12-01");
}

TEST_CASE("a second line with money that appears while we write is alarmed and holds its key") {
  Billed site;
  count(site, 9);
  site.tigerpaw.after_each_write = [&] {
    if (tiny::agreement_of(site.world()).lines.size() == 1) tiny::add_line(site.world(), 77, "KES-SELECT", 3);
  };
  const auto report = site.run(test::nightly);
  site.tigerpaw.after_each_write = nullptr;
  REQUIRE(report.found.alarms.size() == 1);
  CHECK(report.found.alarms[0].find("77") != std::string::npos);
  CHECK(site.ledger.state().charges.begin()->second.state == KeyState::held);
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT waiting\n");
}

TEST_CASE("an empty line beside ours is noted, and ours goes on") {
  Billed site;
  count(site, 9);
  tiny::add_line(site.world(), 77, "KES-SELECT", 0);
  const auto report = site.run(test::nightly);
  CHECK(test::ends_of(report) == "charge/50001/KES-SELECT applied\n");
  REQUIRE(report.found.notes.size() == 1);
  CHECK(report.found.notes[0].find("77") != std::string::npos);
  CHECK(report.found.alarms.empty());
}

TEST_CASE("on a fresh ledger, where lines of our source stand, nothing is created in the quiet period") {
  Site site;
  tiny::add_customer(site.desired, site.world(), 1);
  tiny::add_line(site.world(), 1, "KES-SELECT", 5);
  const auto first = site.run();
  CHECK(test::ends_of(first).find("charge/50001/KES-SELECT applied\n") != std::string::npos);
  CHECK(test::ends_of(first).find("charge/50002/KES-SELECT unknown\n") != std::string::npos);
  CHECK(site.tigerpaw.writes().empty());
  CHECK(site.ledger.state().epoch == site.now);
  site.pass(test::quiet_period - std::chrono::seconds(1));
  site.run();
  CHECK(site.tigerpaw.writes().empty());
  site.pass(std::chrono::seconds(1));
  CHECK(test::ends_of(site.run()) == "charge/50002/KES-SELECT applied\n");
}

TEST_CASE("a ledger that may lack its newest entries starts an epoch: lines are found, none is made anew") {
  Site site;
  const auto old = *site.ledger.read();
  site.run();
  const auto lost = site.tigerpaw.writes().size();
  site.ledger = test::FakeLedger();
  site.ledger.discontinuity = "The witness of the last run is not in it.";
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(site.tigerpaw.writes().size() == lost);
  CHECK(site.ledger.state().epoch.has_value());
  CHECK(site.tigerpaw.two_lines().empty());
}

TEST_CASE("an empty line that a lagging list hides is not created a second time") {
  Site site;
  site.tigerpaw.write_faults = {test::WriteFault::busy_done};
  site.run();
  REQUIRE(site.ledger.state().charges.begin()->second.state == KeyState::bound);
  const auto lines = tiny::agreement_of(site.world()).lines;
  tiny::agreement_of(site.world()).lines.clear();
  site.pass(std::chrono::seconds(20));
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT unknown\n");
  tiny::agreement_of(site.world()).lines = lines;
  site.pass(std::chrono::seconds(20));
  CHECK(test::ends_of(site.run()) == "charge/50001/KES-SELECT applied\n");
  CHECK(site.tigerpaw.two_lines().empty());
}

TEST_CASE("a count that comes back while lists may lag is proven by an answer, not by an old list") {
  Billed site;
  site.pass(std::chrono::hours(24));
  count(site, 7);
  site.run();
  site.pass(std::chrono::seconds(20));
  count(site, 5);
  site.tigerpaw.write_faults = {test::WriteFault::never_came};
  site.tigerpaw.read_faults = {test::ReadFault::none, test::ReadFault::stale};
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT unknown\n");
  CHECK(line(site).quantity == 7);
  site.pass(std::chrono::hours(24));
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT applied\n");
  CHECK(line(site).quantity == 5);
}

TEST_CASE("a run that slept between its decision and its write sends nothing") {
  Billed site;
  count(site, 9);
  const auto writes = site.tigerpaw.writes().size();
  const auto plan = site.plan();
  const auto before = *site.ledger.read();
  site.ledger.before_next_append = [&] {
    site.ledger.before_next_append = [&] { site.pass(std::chrono::minutes(2)); };
  };
  CHECK(test::ends_of(*site.apply(plan, before, test::nightly)) == "charge/50001/KES-SELECT failed\n");
  CHECK(site.tigerpaw.writes().size() == writes);
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT applied\n");
}

TEST_CASE("a person's edit waits, stands, or is undone, as the file says") {
  for (const auto rule : {HandEditRule::hold, HandEditRule::keep, HandEditRule::restore}) {
    CAPTURE(static_cast<int>(rule));
    Billed site;
    site.desired.hand_edit = rule;
    line(site).quantity = 50;
    const std::string end = test::ends_of(site.run(test::nightly));
    CHECK(end == (rule == HandEditRule::hold      ? "charge/50001/KES-SELECT waiting\n"
                  : rule == HandEditRule::restore ? "charge/50001/KES-SELECT applied\n"
                                                  : ""));
    CHECK(line(site).quantity == (rule == HandEditRule::restore ? 5 : 50));
    count(site, 6);
    site.run(test::nightly);
    CHECK(line(site).quantity == (rule == HandEditRule::restore ? 6 : 50));
    CHECK(site.run(test::nightly).rows.size() == (rule == HandEditRule::hold ? 1 : 0));
  }
}

TEST_CASE("where people's edits stand, what they did not edit is still followed") {
  Billed site;
  site.desired.hand_edit = HandEditRule::keep;
  line(site).price = tiny::money("1.00");
  count(site, 8);
  CHECK(test::ends_of(site.run(test::nightly)) == "charge/50001/KES-SELECT applied\n");
  CHECK(line(site).quantity == 8);
  CHECK(line(site).price == tiny::money("1.00"));
  CHECK(site.run(test::nightly).rows.empty());
}

TEST_CASE("what a plan knows of its file's commits goes into the ledger with the run, and begins none") {
  Site site;
  auto plan = site.plan();
  plan.bookkeeping.knows_origins = true;
  plan.bookkeeping.origins = {{AccountNumber(10010), "0a1b", "Ann", Instant{}, "PR #12"}};
  REQUIRE(site.apply(plan, *site.ledger.read(), test::every_consent));
  CHECK(site.ledger.state().origins.at(AccountNumber(10010)).ticket == "PR #12");
  REQUIRE(site.ledger.entries().size() > 2);
  CHECK(site.ledger.entries()[1].find("\"type\":\"mapping_origin\"") != std::string::npos);
  const auto entries = site.ledger.entries().size();
  auto nothing = site.plan();
  nothing.bookkeeping.knows_origins = true;
  nothing.bookkeeping.origins = {{AccountNumber(10010), "2c3d", "Bob", Instant{}, ""}};
  REQUIRE(site.apply(nothing, *site.ledger.read(), test::every_consent));
  CHECK(site.ledger.entries().size() == entries);
}

}  // namespace tariff
