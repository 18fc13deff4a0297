#include "plan/revert.hpp"

#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "plan/json.hpp"
#include "support/schema_check.hpp"
#include "unit/plan/plan_of.hpp"

namespace tariff::plan {
namespace {

const ChargeKey server_key{AgreementNumber(50001), ItemId("KES-ADV-SRV")};
const AccountNumber contoso(10010);
const BillingStamp october{"2026-10-31", "November"};
const BillingStamp november{"2026-11-30", "December"};

LineValue value(std::int64_t quantity, const std::string& price = "3.50", std::int64_t level = 2) {
  return {quantity, tiny::money(price), PriceLevelId(level)};
}

std::vector<Part> devices(const std::string& product, std::int64_t count) {
  return {{TenantUid("UID-CONTOSO"), product, Category::workstation, count}};
}

/// A customer with a past; every event is a minute later, the first ten days ago.
struct Past {
  World world;
  LogFold fold{{LedgerId("l"), {}, empty_head(), ""}};
  std::vector<LedgerEntry> entries;
  Instant at = world.observed.now - std::chrono::days(10);

  Past() {
    set_stamp(october);
    in("r-0", RunStarted{"tariff", "", InstallationId("i"), "ann", 900});
    in("r-0", AgreementStamped{select_key.agreement, october});
    in("r-0", world.ledger.tenants.begin()->second);
    in("r-0", RunEnded{});
  }

  Past& in(const std::string& run, EventBody body) {
    entries.push_back(next_entry(fold.snapshot().head, {at, RunId(run), std::move(body)}));
    REQUIRE(fold.take(entries.back()).has_value());
    at += std::chrono::minutes(1);
    return *this;
  }
  Past& start(const std::string& run) {
    return in(run, RunStarted{"tariff", "0a1b2c3d4e5f6a7b", InstallationId("i"), "ann", 900});
  }
  Past& end(const std::string& run) { return in(run, RunEnded{1, 0, 0, 0}); }
  Past& set(const std::string& run, const ChargeKey& key, const LineValue& to, std::vector<Part> parts) {
    return in(run, ChargeIntended{key, to, parts}).in(run, ChargeConfirmed{key, to, std::move(parts)});
  }
  Past& create(const std::string& run, const ChargeKey& key, std::int64_t detail, const LineValue& to,
               std::vector<Part> parts) {
    in(run, ChargeClaimed{key, contoso}).in(run, ChargeBound{key, contoso, DetailId(detail), false});
    return set(run, key, to, std::move(parts));
  }
  /// A run that made the line with three devices.
  Past& billed(const ChargeKey& key = select_key, std::int64_t detail = 1) {
    return start("r-1")
        .create("r-1", key, detail, value(3), devices("Endpoint Security Select", 3))
        .end("r-1");
  }
  /// A later run that set it to five.
  Past& raised() {
    return start("r-2").set("r-2", select_key, value(5), devices("Endpoint Security Select", 5)).end("r-2");
  }

  /// What stands in Tigerpaw is what the ledger says.
  Past& stands() {
    auto& lines = tiny::agreement_of(world.observed).lines;
    lines.clear();
    for (const auto& [key, state] : fold.snapshot().state.charges) {
      if (!state.detail) continue;
      auto& line = tiny::add_line(world.observed, state.detail->value(), key.item.value(), 0);
      const LineValue last = state.confirmed.value_or(value(0));
      line.quantity = last.quantity;
      line.price = last.price;
      line.level = last.level;
    }
    return *this;
  }
  ChargeLine& line() { return tiny::agreement_of(world.observed).lines.at(0); }
  void set_stamp(const BillingStamp& stamp) {
    tiny::agreement_of(world.observed).last_billed = stamp.last_billed;
    tiny::agreement_of(world.observed).next_period = stamp.next_period;
  }

  RunChanges changes(const std::string& run) const {
    RunChangesFold own{RunId(run)};
    for (const auto& entry : entries) REQUIRE(own.take(entry).has_value());
    return std::move(own).finish(world.observed.now);
  }
  Plan revert(const std::string& run) {
    world.ledger = fold.snapshot().state;
    const Plan ordinary = world.plan();
    const RunChanges own = changes(run);
    return plan::revert({own, world.ledger, world.desired, world.observed, ordinary});
  }
  Row row(const std::string& run) {
    const auto rows = revert(run).rows;
    REQUIRE(rows.size() == 1);
    return rows.front();
  }
  std::string held(const std::string& run) {
    const Row found = row(run);
    CHECK(found.hold == Hold::human);
    return found.hold_reason;
  }
};

std::string refusal(const RunChanges& changes, ErrorKind kind) {
  const auto may = may_revert(changes);
  REQUIRE_FALSE(may.has_value());
  CHECK(may.error().kind == kind);
  return may.error().message;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("what a run set goes back to what was confirmed before it, with the counts of then") {
  Past past;
  past.billed().raised().stands();
  const Row row = past.row("r-2");
  CHECK(in_words(row) == "update config quantity:config");
  const auto& update = std::get<UpdateCharge>(row.action);
  CHECK(update.from == value(5));
  CHECK(update.to == value(3));
  CHECK(update.parts == devices("Endpoint Security Select", 3));
  CHECK(row.amount_delta == tiny::money("-7.00"));
  CHECK(row.account_name == "Contoso Ltd");
  CHECK(row.tenant == "Contoso");
  CHECK(row.period == "Monthly");
}

TEST_CASE("what a run created goes to 0, and what it set to 0 comes back") {
  Past past;
  past.billed().stands();
  CHECK(in_words(past.row("r-1")) == "retire config");
  past.start("r-2")
      .set("r-2", select_key, value(0), {})
      .in("r-2", ChargeRetired{select_key})
      .end("r-2")
      .stands();
  const Row back = past.row("r-2");
  CHECK(in_words(back) == "update config quantity:config");
  CHECK(std::get<UpdateCharge>(back.action).to == value(3));
  past.start("r-3").set("r-3", select_key, value(4), {}).end("r-3").stands();
  CHECK(in_words(past.row("r-3")) == "retire config");
}

TEST_CASE("what a run adopted is released, and what it changed besides goes back to what it held") {
  Past past;
  past.start("r-1").in("r-1", ChargeBound{select_key, contoso, DetailId(1), true});
  past.in("r-1", ChargeConfirmed{select_key, value(7, "3.00"), {}});
  Past equal = past;
  equal.end("r-1").stands();
  CHECK(in_words(equal.row("r-1")) == "release config");
  CHECK(equal.row("r-1").amount_delta.is_zero());
  past.set("r-1", select_key, value(5), {}).end("r-1").stands();
  const Row row = past.row("r-1");
  CHECK(in_words(row) == "update config quantity:config price:config");
  CHECK(std::get<UpdateCharge>(row.action).to == value(7, "3.00"));
}

TEST_CASE("only the fields that the run changed go back; what a later run counted stays") {
  Past past;
  past.billed().start("r-2").set("r-2", select_key, value(3, "4.00", 1), {}).end("r-2");
  past.start("r-3").set("r-3", select_key, value(6, "4.00", 1), {}).end("r-3").stands();
  const Row row = past.row("r-2");
  CHECK(in_words(row) == "update config price:config level:config");
  CHECK(std::get<UpdateCharge>(row.action).to == value(6));
}

TEST_CASE("a field that a later run has changed again is held, and names that run") {
  Past past;
  past.billed().raised().start("r-3").set("r-3", select_key, value(6), {}).end("r-3").stands();
  CHECK(contains(past.held("r-2"), "Run r-3 has changed it since, to 6 at 3.50"));
  CHECK(contains(past.held("r-1"), "Run r-3"));
}

TEST_CASE("what is back already makes no row") {
  Past past;
  past.billed().raised().start("r-3").set("r-3", select_key, value(3), {}).end("r-3").stands();
  CHECK(past.revert("r-2").rows.empty());
}

TEST_CASE("a line that is not as we last wrote it is held") {
  Past edited;
  edited.billed().raised().stands().line().quantity = 9;
  CHECK(contains(edited.held("r-2"), "it holds 9 at 3.50, level 2, we last wrote 5 at 3.50, level 2"));
  Past gone;
  gone.billed().raised();
  CHECK(contains(gone.held("r-2"), "Line 1 is gone"));
  Past doubled;
  doubled.billed().raised().stands();
  tiny::add_line(doubled.world.observed, 2, "KES-SELECT", 1);
  CHECK(contains(doubled.held("r-2"), "Line 2 beside ours"));
  Past elsewhere;
  elsewhere.billed().raised().stands();
  tiny::agreement_of(elsewhere.world.observed).summary.account = AccountNumber(7);
  elsewhere.world.set_aside = {true};
  CHECK(contains(elsewhere.held("r-2"), "mapping has a problem"));
}

TEST_CASE("a line whose agreement went to another account, or was not read, is held") {
  Past past;
  past.billed().raised().stands();
  past.world.ledger = past.fold.snapshot().state;
  const RunChanges own = past.changes("r-2");
  const Plan ordinary = past.world.plan();
  const auto reason = [&] {
    return revert({own, past.world.ledger, past.world.desired, past.world.observed, ordinary})
        .rows.at(0)
        .hold_reason;
  };
  tiny::agreement_of(past.world.observed).summary.account = AccountNumber(7);
  CHECK(reason() == "Agreement 50001 belongs to account 7 now, not to 10010.");
  past.world.observed.agreements.clear();
  CHECK(reason() == "Agreement 50001 could not be read.");
}

TEST_CASE("a write that is not proven, a held key and a line that was replaced are held") {
  Past unproven;
  unproven.billed().raised().stands().start("r-3").in("r-3", ChargeIntended{select_key, value(8)});
  CHECK(contains(unproven.held("r-2"), "not proven"));
  Past own;
  own.billed().stands().start("r-2").in("r-2", ChargeIntended{select_key, value(8), {}}).end("r-2");
  CHECK(contains(own.held("r-2"), "not proven"));
  Past held;
  held.billed().raised().stands().in("r-3", ChargeHeld{select_key, "Two of them."});
  CHECK(contains(held.held("r-2"), "Two of them. Look at it with `tariff resolve charge/50001/KES-SELECT`"));
  Past replaced;
  replaced.billed().raised().in("r-3", ChargeBound{select_key, contoso, DetailId(9), true}).stands();
  CHECK(contains(replaced.held("r-2"), "Line 9 has taken the place of line 1"));
  Past released;
  released.billed().raised().stands().in("r-3", ChargeReleased{select_key, "observes"});
  CHECK(contains(released.held("r-2"), "not ours any more"));
}

TEST_CASE("what has been invoiced since is held, whoever has noticed it") {
  Past by_ledger;
  by_ledger.billed().raised().in("r-3", AgreementStamped{select_key.agreement, november}).stands();
  by_ledger.set_stamp(november);
  CHECK(contains(by_ledger.held("r-2"),
                 "Agreement 50001 has been invoiced since that run (last billed 2026-11-30)"));
  Past by_tigerpaw;
  by_tigerpaw.billed().raised().stands().set_stamp(november);
  CHECK(contains(by_tigerpaw.held("r-2"), "has been invoiced since"));
  Past before_it;
  before_it.billed().in("r-3", AgreementStamped{select_key.agreement, november}).raised().stands();
  before_it.set_stamp(november);
  CHECK(before_it.row("r-2").hold == Hold::none);
}

TEST_CASE("without any stamp nobody can say what has been invoiced, so the row is held") {
  Past past;
  past.entries.clear();
  past.fold = LogFold({LedgerId("l"), {}, empty_head(), ""});
  past.billed().raised().stands();
  CHECK(contains(past.held("r-2"), "Nobody can say whether agreement 50001 has been invoiced since."));
}

TEST_CASE("while an invoice is awaited nothing goes back") {
  Past past;
  past.billed().raised().stands();
  tiny::agreement_of(past.world.observed).day_to_bill = 22;
  CHECK(past.row("r-2").hold == Hold::frozen);
  past.world.desired.freeze.is_on = false;
  CHECK(past.row("r-2").hold == Hold::none);
}

TEST_CASE("counts that a run moved between lines go back as one row, given up before they are taken") {
  Past past;
  past.billed();
  past.start("r-2");
  past.set("r-2", select_key, value(0), {}).in("r-2", ChargeRetired{select_key});
  past.create("r-2", server_key, 2, value(3), devices("Endpoint Security Select", 3)).end("r-2").stands();
  const Row row = past.row("r-2");
  CHECK(row.address == "replace/10010/1");
  CHECK(row.cause == Cause::config);
  const auto& moves = std::get<ReplaceCharges>(row.action).moves;
  REQUIRE(moves.size() == 2);
  CHECK(moves[0].key == server_key);
  CHECK(moves[0].kind == MoveKind::retire);
  CHECK(moves[1].key == select_key);
  CHECK(moves[1].to == value(3));
  past.line().quantity = 1;
  CHECK(past.row("r-2").hold == Hold::human);
}

TEST_CASE("lines that exchanged nothing stay rows of their own") {
  Past past;
  past.billed().billed(server_key, 2);
  past.start("r-3").set("r-3", select_key, value(5), devices("Endpoint Security Select", 5));
  past.set("r-3", server_key, value(1), devices("Endpoint Security Advanced", 1)).end("r-3").stands();
  CHECK(past.revert("r-3").rows.size() == 1);
  past.start("r-4").set("r-4", server_key, value(4), devices("Endpoint Security Advanced", 4)).end("r-4");
  past.start("r-5").set("r-5", select_key, value(2), devices("Endpoint Security Select", 2));
  past.set("r-5", server_key, value(6), devices("Endpoint Security Advanced", 6)).end("r-5").stands();
  CHECK(past.revert("r-5").rows.size() == 2);
}

TEST_CASE("a line that the file wants otherwise is said, with the commit to revert") {
  Past past;
  past.billed().raised().stands();
  const auto problems = past.revert("r-2").problems;
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].severity == Severity::warning);
  CHECK(problems[0].message ==
        "The file wants charge/50001/KES-SELECT at 5 x 3.50, level 2, and the revert leaves it at 3 x 3.50, "
        "level 2; "
        "a later run sets it again.");
  CHECK(contains(problems[0].hint, "revert commit 0a1b2c3d4e5f in Git, or say it in an [[override]]"));
  past.world.count(3);
  CHECK(past.revert("r-2").problems.empty());
}

TEST_CASE("a link, and a line without a number, are said to stay") {
  Past past;
  past.billed()
      .start("r-2")
      .in("r-2", LinkClaimed{contoso})
      .in("r-2", LinkBound{contoso, CrossReferenceId(4)});
  past.in("r-2", ChargeClaimed{server_key, contoso})
      .in("r-2", ChargeReleased{select_key, "observes"})
      .end("r-2");
  const auto problems = past.revert("r-2").problems;
  REQUIRE(problems.size() == 3);
  CHECK(contains(problems[0].message, "linked account 10010"));
  CHECK(contains(problems[1].message, "may have created charge/50001/KES-ADV-SRV"));
  CHECK(contains(problems[2].message, "let go of charge/50001/KES-SELECT"));
}

TEST_CASE("what cannot be reverted gets one clear answer each") {
  Past past;
  past.billed().start("r-2").in("r-2", ChargeConfirmed{select_key, value(3), {}}).end("r-2");
  CHECK(contains(refusal(past.changes("r-2"), ErrorKind::refused), "changed no line"));
  CHECK(contains(refusal(past.changes("r-9"), ErrorKind::invalid), "knows no run r-9"));
  past.start("r-3")
      .in("r-3", LinkClaimed{contoso})
      .in("r-3", LinkBound{contoso, CrossReferenceId(4)})
      .end("r-3");
  CHECK(contains(refusal(past.changes("r-3"), ErrorKind::refused), "only linked accounts"));
  past.in("r-4", Resolved{"a", "seen", "b", "c"}).in("r-4", ChargeConfirmed{select_key, value(4), {}});
  CHECK(contains(refusal(past.changes("r-4"), ErrorKind::refused), "a decision of a person"));
  RunStarted started{"tariff", "", InstallationId("i"), "ann", 900, RunId("r-1")};
  past.in("r-5", started).set("r-5", select_key, value(3), {}).end("r-5");
  CHECK(contains(refusal(past.changes("r-5"), ErrorKind::refused), "has itself reverted run r-1"));
  past.at = past.world.observed.now - std::chrono::minutes(3);
  past.start("r-6").set("r-6", select_key, value(4), {});
  CHECK(contains(refusal(past.changes("r-6"), ErrorKind::locked), "still running"));
}

TEST_CASE("a run that broke off can be reverted") {
  Past past;
  past.billed().start("r-2").set("r-2", select_key, value(5), {}).stands();
  CHECK(may_revert(past.changes("r-2")).has_value());
  CHECK(past.row("r-2").hold == Hold::none);
}

TEST_CASE("the document of a revert says what it reverts, and reads back so") {
  Past past;
  past.billed().raised().stands();
  const Plan plan = past.revert("r-2");
  const std::string text = plan_json(plan, Exit::ok);
  CHECK(test::schema_errors(plan_schema(), text).empty());
  const auto back = read_plan(text);
  REQUIRE(back.has_value());
  CHECK(back->reverts == RunId("r-2"));
  CHECK(changes_json(*back) == changes_json(plan));
  CHECK_FALSE(contains(plan_json(past.world.plan(), Exit::ok), "reverts\""));
}

}  // namespace tariff::plan
