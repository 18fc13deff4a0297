#include "apply/probe.hpp"

#include <doctest/doctest.h>

#include "support/fake_tigerpaw.hpp"
#include "support/tiny_world.hpp"

namespace tariff::apply {
namespace {

using test::FakeTigerpaw;
using test::ReadFault;
using test::WriteFault;

const AgreementNumber trial(50099);

/// The tiny world beside an account 10099 that is no customer, linked, with one agreement to try things on.
Observed a_world() {
  Observed world = tiny::an_observed();
  Account account = tiny::account_of(world);
  account.number = AccountNumber(10099);
  world.accounts.emplace(account.number, account);
  world.agreements_of.emplace(account.number, std::vector<AgreementSummary>{});
  tiny::add_agreement(world, trial.value(), 10099);
  return world;
}

struct Trial {
  Desired desired = tiny::a_desired();
  LedgerState ledger = tiny::a_ledger();
  FakeTigerpaw tigerpaw{a_world()};

  CheckLine probe(AgreementNumber agreement = trial) {
    return probe_quantity_zero(agreement, {desired, &ledger}, tigerpaw, tigerpaw);
  }
  std::size_t lines() { return tiny::agreement_of(tigerpaw.world(), trial.value()).lines.size(); }
};

bool says(const CheckLine& line, const std::string& words) {
  return (line.found + " " + line.advice).find(words) != std::string::npos;
}

/// Nothing was sent, and the line says why.
void check_refused(Trial& trial_run, const CheckLine& line, const std::string& why) {
  CAPTURE(line.found);
  CHECK(line.state == CheckState::failed);
  CHECK(line.fault == ErrorKind::refused);
  CHECK(line.found.starts_with("Nothing was sent: "));
  CHECK(says(line, why));
  CHECK(trial_run.tigerpaw.writes().empty());
}

}  // namespace

TEST_CASE("a line of quantity 0 is made, read back and deleted, each sent once") {
  Trial run;
  const auto line = run.probe();
  CHECK(line.state == CheckState::ok);
  CHECK_FALSE(line.fault.has_value());
  CHECK(line.found ==
        "Line 9001 of quantity 0 with KES-ADV-NW on agreement 50099 was made and read back, and is deleted "
        "again.");
  CHECK(run.tigerpaw.writes() == std::vector<std::string>{"create 50099 KES-ADV-NW", "remove 9001"});
  CHECK(run.lines() == 0);
}

TEST_CASE("an agreement or an account that the file maps is not touched") {
  Trial mapped;
  check_refused(mapped, mapped.probe(AgreementNumber(50001)), "the file maps agreement 50001");
  Trial beside;
  tiny::add_agreement(beside.tigerpaw.world(), 50002);
  check_refused(beside, beside.probe(AgreementNumber(50002)), "the file maps account 10010");
}

TEST_CASE("an account whose parent the file maps is not touched") {
  Trial run;
  tiny::account_of(run.tigerpaw.world(), 10099).parent = AccountNumber(10010);
  check_refused(run, run.probe(), "It is the parent of account 10099");
}

TEST_CASE(
    "an agreement or an account that the ledger knows is not touched, though the file has forgotten it") {
  Trial bound;
  bound.desired.mappings.clear();
  check_refused(bound, bound.probe(AgreementNumber(50001)), "the ledger knows agreement 50001");
  Trial linked;
  linked.ledger.links[AccountNumber(10099)] = {};
  check_refused(linked, linked.probe(), "the ledger knows account 10099");
}

TEST_CASE("an account without the cross-reference is told before anything is sent") {
  Trial run;
  tiny::account_of(run.tigerpaw.world(), 10099).cross_references.clear();
  check_refused(run, run.probe(), "not cross-referenced");
}

TEST_CASE("what an earlier probe may have left stops the next one, with its number") {
  Trial run;
  tiny::add_line(run.tigerpaw.world(), 77, "KES-SELECT", 0, trial.value());
  check_refused(run, run.probe(), "line 77 with KES-SELECT");
}

TEST_CASE("a line of an item that the file writes in another case stops the probe, too") {
  Trial run;
  run.desired.products.resize(1);
  run.desired.products.front().item = ItemId("kes-select");
  run.tigerpaw.world().items.emplace(ItemId("kes-select"), tiny::item_of(run.tigerpaw.world(), "KES-SELECT"));
  tiny::add_line(run.tigerpaw.world(), 77, "KES-SELECT", 0, trial.value());
  check_refused(run, run.probe(), "line 77 with KES-SELECT");
}

TEST_CASE("an agreement that cannot be read is not touched") {
  Trial run;
  const auto line = run.probe(AgreementNumber(59999));
  CHECK(line.state == CheckState::failed);
  CHECK(run.tigerpaw.writes().empty());
}

TEST_CASE("a create whose answer is lost is never sent again: the line is found, and deleted") {
  Trial run;
  run.tigerpaw.write_faults = {WriteFault::reply_lost};
  CHECK(run.probe().state == CheckState::ok);
  CHECK(run.tigerpaw.writes().size() == 2);
  CHECK(run.lines() == 0);
}

TEST_CASE("a create that nobody can see is told as not proven, and sent once") {
  for (const auto fault : {WriteFault::never_came, WriteFault::late, WriteFault::busy}) {
    Trial run;
    run.tigerpaw.write_faults = {fault};
    const auto line = run.probe();
    CHECK(line.fault == ErrorKind::outcome_unknown);
    CHECK(says(line, "delete the line, should it appear by hand"));
    CHECK(run.tigerpaw.writes() == std::vector<std::string>{"create 50099 KES-ADV-NW"});
  }
}

TEST_CASE(
    "a create that Tigerpaw refuses is a refusal, a user without rights is a fault of the configuration") {
  Trial refused;
  refused.tigerpaw.write_faults = {WriteFault::refused};
  CHECK(refused.probe().fault == ErrorKind::refused);
  Trial unauthorized;
  unauthorized.tigerpaw.write_faults = {WriteFault::unauthorized};
  CHECK(unauthorized.probe().fault == ErrorKind::invalid);
  Trial not_sent;
  not_sent.tigerpaw.write_faults = {WriteFault::not_sent};
  CHECK(not_sent.probe().fault == ErrorKind::unavailable);
}

TEST_CASE("a line that cannot be read back is told with the number that the answer gave") {
  Trial run;
  run.tigerpaw.read_faults = {ReadFault::none, ReadFault::fails};
  const auto line = run.probe();
  CHECK(line.fault == ErrorKind::outcome_unknown);
  CHECK(says(line, "delete line 9001 by hand"));
  CHECK(run.tigerpaw.writes().size() == 1);
}

TEST_CASE("a line that holds money is left to a person: nobody deletes what was not asked for") {
  Trial run;
  run.tigerpaw.after_each_write = [&] {
    tiny::agreement_of(run.tigerpaw.world(), trial.value()).lines.front().quantity = 1;
  };
  const auto line = run.probe();
  CHECK(line.fault == ErrorKind::outcome_unknown);
  CHECK(says(line, "line 9001 stands there with quantity 1"));
  CHECK(run.tigerpaw.writes().size() == 1);
}

TEST_CASE("two lines after one create are a matter for people") {
  Trial run;
  run.tigerpaw.after_each_write = [&] {
    tiny::add_line(run.tigerpaw.world(), 88, "KES-ADV-NW", 0, trial.value());
  };
  const auto line = run.probe();
  CHECK(line.fault == ErrorKind::outcome_unknown);
  CHECK(says(line, "88, 9001"));
  CHECK(run.tigerpaw.writes().size() == 1);
}

TEST_CASE("a delete that did not happen is told with the line's number") {
  for (const auto fault : {WriteFault::never_came, WriteFault::refused, WriteFault::not_sent}) {
    Trial run;
    run.tigerpaw.write_faults = {WriteFault::none, fault};
    const auto line = run.probe();
    CHECK(line.fault == ErrorKind::outcome_unknown);
    CHECK(says(line, "delete line 9001 by hand"));
    CHECK(run.tigerpaw.writes().size() == 2);
  }
}

TEST_CASE("a line that came out otherwise than it was sent is deleted, and the difference is told") {
  Trial run;
  run.tigerpaw.after_each_write = [&] {
    auto& lines = tiny::agreement_of(run.tigerpaw.world(), trial.value()).lines;
    if (!lines.empty()) lines.front().delete_after_invoicing = true;
  };
  const auto line = run.probe();
  CHECK(line.state == CheckState::warning);
  CHECK(says(line, "it goes after invoicing"));
  CHECK(run.lines() == 0);
}

}  // namespace tariff::apply
