#include "ledger/history.hpp"

#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "support/tiny_world.hpp"
#include "text/time.hpp"

namespace tariff {
namespace {

const ChargeKey select{AgreementNumber(50001), ItemId("KES-SELECT")};
const ChargeKey server{AgreementNumber(50002), ItemId("KES-ADV-SRV")};
const AccountNumber contoso(10010);
const AccountNumber fabrikam(10020);

LineValue value(std::int64_t quantity) { return {quantity, tiny::money("3.50"), PriceLevelId(2)}; }

/// A log that is written and followed at once; every event is a second later.
struct Log {
  explicit Log(HistoryWish wish = {}) : fold(std::move(wish)) {}

  Log& in(const std::string& run, EventBody body) {
    const auto entry = next_entry(head, {at, RunId(run), std::move(body)});
    head = {entry.sequence, entry.hash};
    REQUIRE(fold.take(entry).has_value());
    at += std::chrono::seconds(1);
    return *this;
  }
  Log& start(const std::string& run) {
    return in(run, RunStarted{"tariff", "0a1b", InstallationId("i"), "ann", 900});
  }
  Log& end(const std::string& run) { return in(run, RunEnded{1, 0, 0, 0}); }
  Log& create(const std::string& run, const ChargeKey& key, AccountNumber account, std::int64_t quantity) {
    return in(run, ChargeClaimed{key, account})
        .in(run, ChargeBound{key, account, DetailId(9), false})
        .in(run, ChargeIntended{key, value(quantity)})
        .in(run, ChargeConfirmed{key, value(quantity), {}});
  }
  Log& set(const std::string& run, const ChargeKey& key, std::int64_t quantity) {
    return in(run, ChargeIntended{key, value(quantity)}).in(run, ChargeConfirmed{key, value(quantity), {}});
  }
  HistoryFold::Found found() { return std::move(fold).finish(at); }

  HistoryFold fold;
  LedgerHead head = empty_head();
  Instant at = *read_instant("2026-11-22T10:00:00Z");
};

/// "r-2: set 3 -> 5 confirmed", a deed a line.
std::string in_words(const HistoryFold::Found& found) {
  std::string out;
  for (const auto& run : found.runs)
    for (const auto& deed : run.deeds) {
      out += run.run.value() + ": " + std::string(deed_kind_name(deed.kind));
      out += " " + (deed.from ? std::to_string(deed.from->quantity) : "nothing") + " -> " +
             (deed.to ? std::to_string(deed.to->quantity) : "nothing");
      out += " " + std::string(deed_end_name(deed.end)) + "\n";
    }
  return out;
}

}  // namespace

TEST_CASE("the newest run comes first, with what each line went from and to") {
  Log log;
  log.start("r-1").create("r-1", select, contoso, 3).end("r-1");
  log.start("r-2").set("r-2", select, 5).end("r-2");
  CHECK(in_words(log.found()) == "r-2: set 3 -> 5 confirmed\nr-1: created nothing -> 3 confirmed\n");
}

TEST_CASE("a deed ends as the last word about it says") {
  Log log;
  log.start("r-1").create("r-1", select, contoso, 3).end("r-1");
  log.start("r-2").in("r-2", ChargeIntended{select, value(4)});
  log.in("r-2", ChargeRefused{select, false, "locked"}).end("r-2");
  log.start("r-3").in("r-3", ChargeIntended{select, value(4)}).in("r-3", ChargeUnknown{select, "timed out"});
  log.end("r-3").start("r-4").in("r-4", ChargeHeld{select, "look"}).end("r-4");
  const auto found = log.found();
  CHECK(in_words(found) ==
        "r-4: seen 3 -> nothing held\nr-3: set 3 -> 4 unknown\nr-2: set 3 -> 4 refused\n"
        "r-1: created nothing -> 3 confirmed\n");
  CHECK(found.runs.at(1).deeds.at(0).reason == "timed out");
}

TEST_CASE("what was retired, adopted and released is called so") {
  Log log;
  log.start("r-1").in("r-1", ChargeBound{select, contoso, DetailId(9), true});
  log.in("r-1", ChargeConfirmed{select, value(7), {}}).end("r-1");
  log.start("r-2").set("r-2", select, 0).in("r-2", ChargeRetired{select}).end("r-2");
  log.start("r-3").in("r-3", ChargeReleased{select, "the mapping observes"}).end("r-3");
  CHECK(in_words(log.found()) ==
        "r-3: released 0 -> nothing confirmed\nr-2: retired 7 -> 0 confirmed\n"
        "r-1: adopted nothing -> 7 confirmed\n");
}

TEST_CASE("what waits is told, unless the run has written to the line") {
  Log log;
  log.start("r-1").create("r-1", select, contoso, 9).end("r-1");
  log.start("r-2").in("r-2", CountSuspected{select, 1, 2, *read_day("2026-11-22")}).end("r-2");
  log.start("r-3")
      .set("r-3", select, 1)
      .in("r-3", CountSuspected{select, 0, 1, *read_day("2026-11-22")})
      .end("r-3");
  log.start("r-4").in("r-4", InvoiceAwaited{select, BillingStamp{"2026-10-31", "November"}});
  log.end("r-4").start("r-5").in("r-5", InvoiceAwaited{select, {}}).end("r-5");
  const auto found = log.found();
  CHECK(in_words(found) ==
        "r-4: seen 1 -> nothing held\nr-3: set 9 -> 1 confirmed\nr-2: seen 9 -> nothing held\n"
        "r-1: created nothing -> 9 confirmed\n");
  CHECK(found.runs.at(3).deeds.at(0).reason == "the count fell suspiciously to 1, seen on 2 days");
}

TEST_CASE("a run ends, is running while its lease lives, or is broken off") {
  Log log;
  log.start("r-1").end("r-1").start("r-2");
  CHECK(Log(log).found().runs.at(0).state == RunState::running);
  log.at += std::chrono::minutes(20);
  const auto found = log.found();
  CHECK(found.runs.at(0).state == RunState::broken_off);
  CHECK(found.runs.at(1).state == RunState::ended);
}

TEST_CASE("a decision stands with who took it and why") {
  Log log;
  log.start("r-1").create("r-1", select, contoso, 3).end("r-1");
  log.in("r-2", Resolved{"charge/50001/KES-SELECT", "seen", "Ann set it", "bob"});
  log.in("r-2", ChargeConfirmed{select, value(4), {}});
  const auto found = log.found();
  REQUIRE(found.runs.at(0).decision.has_value());
  CHECK(found.runs.at(0).decision->by == "bob");
  CHECK(found.runs.at(0).state == RunState::ended);
  CHECK(in_words(found).starts_with("r-2: seen 3 -> 4 confirmed\n"));
}

TEST_CASE("the invoice run of an agreement is told once, by the run that noticed it") {
  Log log;
  log.start("r-1").create("r-1", select, contoso, 3);
  log.in("r-1", AgreementStamped{select.agreement, {"2026-10-01", "November"}}).end("r-1");
  log.start("r-2").in("r-2", AgreementStamped{select.agreement, {"2026-11-01", "December"}}).end("r-2");
  const auto found = log.found();
  REQUIRE(found.runs.at(0).invoices.size() == 1);
  CHECK(found.runs.at(0).invoices.at(0).account == contoso);
  CHECK(found.runs.at(0).invoices.at(0).to.last_billed == "2026-11-01");
  CHECK(found.runs.at(1).invoices.empty());
}

TEST_CASE("of one account only its own deeds and the runs that had any are kept") {
  Log log({fabrikam, {}, 0});
  log.start("r-1").create("r-1", select, contoso, 3).create("r-1", server, fabrikam, 2).end("r-1");
  log.start("r-2").set("r-2", select, 5).end("r-2");
  log.start("r-3").in("r-3", LinkClaimed{fabrikam}).in("r-3", LinkBound{fabrikam, CrossReferenceId(4)});
  log.end("r-3");
  CHECK(in_words(log.found()) ==
        "r-3: linked nothing -> nothing confirmed\nr-1: created nothing -> 2 confirmed\n");
}

TEST_CASE("older runs than asked for are counted and left out, and still say where a line came from") {
  Log log({{}, {}, 2});
  log.start("r-1").create("r-1", select, contoso, 3).end("r-1");
  for (std::int64_t i = 2; i <= 6; ++i) {
    const std::string run = "r-" + std::to_string(i);
    log.start(run).set(run, select, i).end(run);
  }
  const auto found = log.found();
  CHECK(in_words(found) == "r-6: set 5 -> 6 confirmed\nr-5: set 4 -> 5 confirmed\n");
  CHECK(found.left_out == 4);
}

TEST_CASE("runs of others are not counted as left out of one account's history") {
  Log log({fabrikam, {}, 2});
  log.start("r-1").create("r-1", server, fabrikam, 2).end("r-1");
  for (std::int64_t i = 2; i <= 6; ++i) {
    const std::string run = "r-" + std::to_string(i);
    log.start(run).in(run, ChargeConfirmed{select, value(i), {}}).end(run);
  }
  const auto found = log.found();
  CHECK(in_words(found) == "r-1: created nothing -> 2 confirmed\n");
  CHECK(found.left_out == 0);
}

TEST_CASE("what happened before the asked day is folded and not told, and a run under way says who it is") {
  Log log({{}, *read_instant("2026-11-23T00:00:00Z"), 0});
  log.start("r-1").create("r-1", select, contoso, 3).end("r-1");
  log.start("r-2").at = *read_instant("2026-11-23T00:00:01Z");
  log.set("r-2", select, 4).end("r-2");
  const auto found = log.found();
  CHECK(in_words(found) == "r-2: set 3 -> 4 confirmed\n");
  CHECK(found.runs.at(0).started->owner == "ann");
}

TEST_CASE("a log with a wrong hash is damaged") {
  HistoryFold fold({});
  auto entry = next_entry(empty_head(), {Instant{}, RunId("r"), RunEnded{}});
  entry.hash.back() = entry.hash.back() == '0' ? '1' : '0';
  const auto taken = fold.take(entry);
  REQUIRE_FALSE(taken.has_value());
  CHECK(taken.error().message.find("entry 1") != std::string::npos);
}

}  // namespace tariff
