#include <string>

#include <doctest/doctest.h>

#include "contract/ledger/postgresql_ledger.hpp"
#include "support/cutting_proxy.hpp"

namespace tariff {
namespace {

using std::chrono::milliseconds;
using test::Cut;
using test::CuttingProxy;
using test::PostgresqlKept;
using test::PostgresqlServer;
using test::problem_of;

constexpr postgresql::Patience short_patience{std::chrono::seconds{2}, milliseconds{30}, milliseconds{300},
                                              milliseconds{300}};
constexpr const char* commit = "; COMMIT";
constexpr const char* insert = "INSERT INTO tariff_events";

/// A ledger that is reached through a proxy, with two entries.
struct Proxied {
  Proxied() : proxy(kept.server.port()), ledger(PostgresqlKept::open_at(url(), short_patience)) {
    REQUIRE(ledger->append(empty_head(), test::claims(2)));
  }
  std::string url() const { return kept.server.url(kept.database, "owner", proxy.port()); }
  /// What an append of one more event says that is cut there.
  std::string problem_when_cut_at(const char* text, Cut cut) {
    const auto head = ledger->read()->head;
    proxy.cut_at(text, cut);
    auto problem = problem_of(ledger->append(head, test::claims(1, 1000)));
    CHECK(proxy.has_cut());
    return problem;
  }
  /// The server ends a transaction whose client is gone when it notices; until then its locks stand.
  void wait_for_the_server() const {
    while (kept.run("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> "
                    "'active' AND xact_start IS NOT NULL") != "0")
      continue;
  }
  PostgresqlKept kept;
  CuttingProxy proxy;
  std::unique_ptr<StoredLedger> ledger;
};

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Event an_epoch() { return {Instant{}, RunId("run-2"), EpochStarted{"another timeline"}}; }

}  // namespace

TEST_CASE("a connection that is cut at COMMIT leaves the outcome unknown, executed or not") {
  Proxied proxied;
  CHECK(proxied.problem_when_cut_at(commit, Cut::undelivered).starts_with("outcome_unknown: "));
  proxied.wait_for_the_server();
  CHECK(proxied.kept.entry_count() == "2");
  CHECK(proxied.problem_when_cut_at(commit, Cut::unanswered).starts_with("outcome_unknown: "));
  CHECK(proxied.kept.entry_count() == "3");
  CHECK(proxied.ledger->read()->head.sequence == 3);
}

TEST_CASE("a server that says nothing to COMMIT leaves the outcome unknown, and is not waited for for ever") {
  Proxied proxied;
  CHECK(proxied.problem_when_cut_at(commit, Cut::silent).starts_with("outcome_unknown: "));
  CHECK(proxied.kept.entry_count() == "3");
  CHECK(proxied.ledger->read()->head.sequence == 3);
}

TEST_CASE("a connection that is cut before COMMIT has written nothing") {
  Proxied proxied;
  for (const Cut cut : {Cut::undelivered, Cut::unanswered, Cut::silent}) {
    CAPTURE(static_cast<int>(cut));
    CHECK(proxied.problem_when_cut_at(insert, cut).starts_with("unavailable: "));
    proxied.wait_for_the_server();
    CHECK(proxied.kept.entry_count() == "2");
  }
  CHECK(proxied.ledger->append(proxied.ledger->read()->head, test::claims(1, 3)).has_value());
}

TEST_CASE("a connection that was lost while idle is made again") {
  Proxied proxied;
  proxied.proxy.drop_all();
  const auto seen = proxied.ledger->read();
  REQUIRE(seen.has_value());
  proxied.proxy.drop_all();
  CHECK(proxied.ledger->append(seen->head, test::claims(1, 3)).has_value());
  proxied.proxy.cut_at("BEGIN", Cut::unanswered);
  CHECK(proxied.ledger->append(proxied.ledger->read()->head, test::claims(1, 4)).has_value());
  CHECK(proxied.proxy.has_cut());
  CHECK(proxied.kept.entry_count() == "4");
}

TEST_CASE("a server that cannot be reached is said to be so, without a wait and without its password") {
  const auto url = "postgresql://ann@127.0.0.1:" + std::to_string(test::free_port()) + "/ledger";
  const auto problem = problem_of(open_postgresql_ledger(url, LedgerOpening::existing_only));
  CHECK(problem.starts_with("unavailable: "));
}

TEST_CASE("a run that holds the head keeps others waiting for so long and no longer") {
  const PostgresqlKept kept;
  const auto ledger = kept.open(short_patience);
  const test::PostgresqlSession other(kept.url());
  other.run("BEGIN; SELECT * FROM tariff_meta FOR UPDATE");
  CHECK(problem_of(ledger->append(empty_head(), test::claims(1))).starts_with("locked: "));
  CHECK(ledger->read().has_value());
  other.run("ROLLBACK");
  CHECK(ledger->append(empty_head(), test::claims(1)).has_value());
  CHECK(kept.entry_count() == "1");
}

TEST_CASE("a statement that takes too long ends, and has written nothing") {
  const PostgresqlKept kept;
  const auto ledger = kept.open(short_patience);
  kept.run(
      "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NEW; "
      "END';"
      "CREATE TRIGGER slow BEFORE INSERT ON tariff_events FOR EACH ROW EXECUTE FUNCTION slow()");
  const auto problem = problem_of(ledger->append(empty_head(), test::claims(1)));
  CHECK(problem.starts_with("unavailable: "));
  CHECK(says(problem, "statement timeout"));
  CHECK(kept.entry_count() == "0");
}

TEST_CASE("an error for an answer to COMMIT is not taken for a no") {
  const PostgresqlKept kept;
  const auto ledger = kept.open();
  kept.run(
      "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION $$no$$; END';"
      "CREATE CONSTRAINT TRIGGER no AFTER INSERT ON tariff_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
      "EXECUTE FUNCTION no()");
  CHECK(problem_of(ledger->append(empty_head(), test::claims(1))).starts_with("outcome_unknown: "));
  kept.run("DROP TRIGGER no ON tariff_events");
  CHECK(kept.entry_count() == "0");
  CHECK(ledger->append(empty_head(), test::claims(1)).has_value());
}

TEST_CASE("a database that takes no writes is refused for reading and for writing") {
  const PostgresqlKept kept;
  kept.run("ALTER DATABASE " + kept.database + " SET default_transaction_read_only = on");
  const auto problem = problem_of(open_postgresql_ledger(kept.url(), LedgerOpening::existing_only));
  CHECK(problem.starts_with("refused: "));
  CHECK(says(problem, "takes no writes"));
  CHECK(problem_of(make_postgresql_ledger(kept.url())) == problem);
}

TEST_CASE("an open ledger whose database stops taking writes is refused as well") {
  PostgresqlServer server;
  const PostgresqlKept kept(server);
  const auto ledger = kept.open();
  server.run("postgres", "ALTER SYSTEM SET default_transaction_read_only = on");
  server.run("postgres", "SELECT pg_reload_conf()");
  while (problem_of(ledger->read()).empty()) continue;
  CHECK(says(problem_of(ledger->read()), "takes no writes"));
  CHECK(problem_of(ledger->append(empty_head(), test::claims(1))).starts_with("refused: "));
  CHECK(kept.entry_count() == "0");
}

TEST_CASE("a standby is refused; promoted, it has another history, and only a new epoch goes on there") {
  const PostgresqlServer primary;
  const PostgresqlKept kept(primary);
  const auto head = kept.open()->append(empty_head(), test::claims(1));
  REQUIRE(head.has_value());
  CHECK(kept.open()->read()->discontinuity.empty());
  const auto standby = primary.make_standby();
  const auto url = standby->url(kept.database);
  const auto problem = problem_of(open_postgresql_ledger(url, LedgerOpening::existing_only));
  CHECK(problem.starts_with("refused: "));
  CHECK(says(problem, "standby"));
  standby->promote();
  const auto ledger = PostgresqlKept::open_at(url);
  CHECK(says(ledger->read()->discontinuity, "00000002"));
  CHECK(problem_of(ledger->append(*head, test::claims(1, 2))).starts_with("refused: "));
  CHECK(says(ledger->read()->discontinuity, "00000002"));
  auto events = test::claims(1, 2);
  events.insert(events.begin(), an_epoch());
  const auto next = ledger->append(*head, events);
  REQUIRE(next.has_value());
  CHECK(ledger->read()->discontinuity.empty());
  CHECK(ledger->append(*next, test::claims(1, 3)).has_value());
  CHECK(PostgresqlKept::open_at(url)->read()->discontinuity.empty());
}

TEST_CASE("a copy of the tables in another cluster has another history") {
  const PostgresqlKept kept;
  kept.run("UPDATE tariff_meta SET timeline = '6989/00000001'");
  CHECK(says(kept.open()->read()->discontinuity, "6989/00000001"));
  CHECK(kept.open()->append(empty_head(), {an_epoch()}).has_value());
  CHECK(kept.open()->read()->discontinuity.empty());
}

TEST_CASE("what was appended survives a crash, also where commits are not waited for by default") {
  PostgresqlServer server({"fsync=off", "wal_writer_delay=10s", "synchronous_commit=off"});
  const PostgresqlKept kept(server);
  server.run("postgres", "CHECKPOINT");
  REQUIRE(kept.open()->append(empty_head(), test::claims(1)));
  server.crash();
  CHECK(kept.entry_count() == "1");
  CHECK(kept.open()->read()->discontinuity.empty());
}

}  // namespace tariff
