#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract/ledger/postgresql_ledger.hpp"

namespace tariff {
namespace {

using test::PostgresqlKept;
using test::PostgresqlServer;
using test::problem_of;

test::OpenLedger in_postgresql() {
  const auto& server = PostgresqlServer::shared();
  return [url = server.url(server.make_database())]() -> std::unique_ptr<Ledger> {
    auto opened = open_postgresql_ledger(url, LedgerOpening::made_if_missing);
    if (!opened) FAIL(opened.error().message);
    return std::move(opened).value();
  };
}

std::string problem_of_opening(const std::string& url) {
  return problem_of(open_postgresql_ledger(url, LedgerOpening::existing_only));
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Appends until ten events are stored or something other than another writer is in the way; gives how many
/// were.
int append_ten(const std::string& url) {
  const auto ledger = open_postgresql_ledger(url, LedgerOpening::existing_only);
  int stored = 0;
  while (ledger && stored < 10) {
    const auto snapshot = (*ledger)->read();
    if (!snapshot) break;
    const auto head = (*ledger)->append(snapshot->head, test::claims(1));
    if (head) ++stored;
    if (!head && head.error().kind != ErrorKind::conflict) break;
  }
  return stored;
}

}  // namespace

TEST_CASE("the ledger on PostgreSQL keeps every promise of the port") {
  for (const auto& promise : test::every_promise()) promise(in_postgresql());
}

TEST_CASE("three writers at once lose no event on PostgreSQL") {
  test::loses_no_append(in_postgresql(), 3, 20);
}

TEST_CASE("three processes that append to PostgreSQL at once lose no event") {
  const PostgresqlKept kept;
  std::vector<pid_t> children;
  for (int writer = 0; writer < 3; ++writer) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) _exit(append_ten(kept.url()) == 10 ? 0 : 1);
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
  }
  CHECK(kept.open()->read()->head.sequence == 30);
}

TEST_CASE("a ledger on PostgreSQL is made once, and not by opening it") {
  const auto& server = PostgresqlServer::shared();
  const auto url = server.url(server.make_database());
  CHECK(problem_of_opening(url).starts_with("not_found: "));
  CHECK(problem_of_opening(url).starts_with("not_found: "));
  const auto made = make_postgresql_ledger(url);
  REQUIRE(made.has_value());
  CHECK(made->value().starts_with("l-"));
  CHECK(problem_of(make_postgresql_ledger(url)).starts_with("conflict: "));
  CHECK(PostgresqlKept::open_at(url)->read()->id == *made);
}

TEST_CASE("two that make a ledger at the same moment make one") {
  const auto& server = PostgresqlServer::shared();
  const auto database = server.make_database();
  const test::PostgresqlSession other(server.url(database));
  other.run("BEGIN; CREATE TABLE tariff_meta (one boolean PRIMARY KEY, schema bigint, ledger text)");
  std::string problem;
  {
    const std::jthread second([&] { problem = problem_of(make_postgresql_ledger(server.url(database))); });
    while (server.run(database, "SELECT count(*) FROM pg_locks WHERE NOT granted") == "0")
      std::this_thread::yield();
    other.run("INSERT INTO tariff_meta VALUES (true, 1, 'l-other'); COMMIT");
  }
  CHECK(problem.starts_with("conflict: "));
  CHECK(server.run(database, "SELECT to_regclass('tariff_events') IS NULL") == "t");
}

TEST_CASE("a role without the right to change or remove events can do everything that a run does") {
  const PostgresqlKept kept;
  kept.run(
      "DROP ROLE IF EXISTS tariff_run; CREATE ROLE tariff_run LOGIN;"
      "GRANT SELECT, UPDATE (timeline, sequence, hash) ON tariff_meta TO tariff_run;"
      "GRANT SELECT, INSERT ON tariff_events TO tariff_run;"
      "GRANT SELECT, INSERT, UPDATE ON tariff_checkpoint TO tariff_run");
  const auto ledger = PostgresqlKept::open_at(kept.url("tariff_run"));
  const auto first = ledger->append(empty_head(), test::claims(600));
  REQUIRE(first.has_value());
  REQUIRE(ledger->append(*first, test::claims(600, 1000)).has_value());
  CHECK(ledger->read()->state.charges.size() == 1200U);
  for (const char* sql : {"UPDATE tariff_events SET text = ''", "DELETE FROM tariff_events",
                          "TRUNCATE tariff_events", "UPDATE tariff_meta SET ledger = 'l-mine'"})
    CHECK_THROWS(kept.server.run(kept.database, sql, "tariff_run"));
  kept.run("DROP OWNED BY tariff_run; DROP ROLE tariff_run");
}

TEST_CASE("a role without rights is told so") {
  const PostgresqlKept kept;
  kept.run("DROP ROLE IF EXISTS stranger; CREATE ROLE stranger LOGIN");
  const auto problem = problem_of_opening(kept.url("stranger"));
  CHECK(problem.starts_with("refused: "));
  CHECK(says(problem, "permission denied"));
  const auto& server = kept.server;
  CHECK(problem_of(make_postgresql_ledger(server.url(server.make_database(), "stranger")))
            .starts_with("refused: "));
  kept.run("DROP ROLE stranger");
}

TEST_CASE("the role that makes a ledger has no right to change its events either") {
  const auto& server = PostgresqlServer::shared();
  server.run("postgres", "DROP ROLE IF EXISTS maker; CREATE ROLE maker LOGIN");
  const auto database = server.make_database("OWNER maker");
  REQUIRE(make_postgresql_ledger(server.url(database, "maker")).has_value());
  REQUIRE(PostgresqlKept::open_at(server.url(database, "maker"))->append(empty_head(), test::claims(1)));
  CHECK_THROWS(server.run(database, "DELETE FROM tariff_events", "maker"));
  CHECK_THROWS(server.run(database, "UPDATE tariff_events SET text = ''", "maker"));
}

TEST_CASE("a database with the tables of another program, or of another shape, is refused and left alone") {
  const auto& server = PostgresqlServer::shared();
  const auto database = server.make_database();
  server.run(database, "CREATE TABLE customers (name text)");
  const auto problem = problem_of_opening(server.url(database));
  CHECK(problem.starts_with("refused: "));
  CHECK(says(problem, "customers"));
  CHECK(problem_of(make_postgresql_ledger(server.url(database))) == problem);
  CHECK(server.run(database, "SELECT to_regclass('tariff_meta') IS NULL") == "t");
  server.run(database, "CREATE TABLE tariff_meta (name text)");
  CHECK(problem_of_opening(server.url(database)).starts_with("refused: "));
  const auto latin = server.make_database("ENCODING 'LATIN1'");
  CHECK(says(problem_of_opening(server.url(latin)), "LATIN1"));
}

TEST_CASE("a ledger beside another program's tables is fine in a schema of its own") {
  const auto& server = PostgresqlServer::shared();
  const auto database = server.make_database();
  server.run(database,
             "CREATE TABLE customers (name text); CREATE SCHEMA billing;"
             "ALTER DATABASE " +
                 database + " SET search_path = billing");
  REQUIRE(make_postgresql_ledger(server.url(database)).has_value());
  CHECK(server.run(database, "SELECT to_regclass('billing.tariff_meta') IS NOT NULL") == "t");
  CHECK(PostgresqlKept::open_at(server.url(database))->append(empty_head(), test::claims(1)).has_value());
}

TEST_CASE("a ledger on PostgreSQL of a newer program, or without identity, is refused") {
  const PostgresqlKept kept;
  const auto ledger = kept.open();
  kept.run("UPDATE tariff_meta SET schema = 2");
  CHECK(says(problem_of_opening(kept.url()), "refused: The ledger has schema 2"));
  CHECK(says(problem_of(ledger->append(empty_head(), test::claims(1))), "schema 2"));
  kept.run("DELETE FROM tariff_meta");
  CHECK(says(problem_of_opening(kept.url()), "refused: The ledger has no identity"));
  CHECK(problem_of(ledger->read()).starts_with("refused: "));
}

TEST_CASE("another ledger that takes the place of an open one is refused, and nothing is written to it") {
  const PostgresqlKept kept;
  const auto ledger = kept.open();
  kept.run("UPDATE tariff_meta SET ledger = 'l-other'");
  CHECK(says(problem_of(ledger->append(empty_head(), test::claims(1))), "l-other"));
  CHECK(says(problem_of(ledger->read()), "l-other"));
  CHECK(kept.entry_count() == "0");
}

TEST_CASE(
    "a row on PostgreSQL that was changed, removed, swapped or added by another hand is found and named") {
  const std::vector<std::string> hands{
      "UPDATE tariff_events SET text = replace(text, 'run-1', 'run-2') WHERE sequence = 3",
      "UPDATE tariff_events SET hash = repeat('a', 64) WHERE sequence = 3",
      "DELETE FROM tariff_events WHERE sequence = 3",
      "DELETE FROM tariff_events WHERE sequence = 1",
      "DELETE FROM tariff_events WHERE sequence = 26",
      "DELETE FROM tariff_events",
      "UPDATE tariff_events SET sequence = -sequence",
      "UPDATE tariff_events SET sequence = 100 WHERE sequence = 3;"
      "UPDATE tariff_events SET sequence = 3 WHERE sequence = 4;"
      "UPDATE tariff_events SET sequence = 4 WHERE sequence = 100",
      "INSERT INTO tariff_events SELECT 27, text, hash FROM tariff_events WHERE sequence = 26",
      "UPDATE tariff_events SET text = 'x' WHERE sequence = 26",
      "UPDATE tariff_meta SET sequence = 18",
      "UPDATE tariff_meta SET hash = repeat('a', 64)"};
  const PostgresqlKept kept;
  const auto ledger = kept.open();
  REQUIRE(ledger->append(empty_head(), test::one_of_each()));
  kept.run("CREATE TABLE whole_events AS TABLE tariff_events; CREATE TABLE whole_meta AS TABLE tariff_meta");
  for (const auto& hand : hands) {
    CAPTURE(hand);
    kept.run(hand);
    CHECK(problem_of(ledger->read()).starts_with("refused: The ledger is damaged at entry "));
    kept.run(
        "TRUNCATE tariff_events, tariff_meta; INSERT INTO tariff_events TABLE whole_events; INSERT INTO "
        "tariff_meta TABLE whole_meta");
    CHECK(ledger->read().has_value());
  }
}

TEST_CASE("reading on PostgreSQL begins at the checkpoint, which the log must bear out") {
  const PostgresqlKept kept;
  const auto ledger = kept.open();
  const auto head = ledger->append(empty_head(), test::claims(511));
  CHECK(kept.run("SELECT count(*) FROM tariff_checkpoint") == "0");
  const auto next = ledger->append(*head, test::claims(2, 1000));
  CHECK(kept.run("SELECT sequence FROM tariff_checkpoint") == "513");
  REQUIRE(ledger->append(*next, test::claims(7, 2000)).has_value());
  CHECK(kept.run("SELECT sequence FROM tariff_checkpoint") == "513");
  // Proof that it is used: an entry before it is not read any more, and each_entry still finds it.
  kept.run("UPDATE tariff_events SET text = 'x' WHERE sequence = 5");
  CHECK(kept.open()->read()->state.charges.size() == 520U);
  std::int64_t visited = 0;
  CHECK(kept.open()->each_entry([&](const LedgerEntry& entry) {
    CHECK(entry.sequence == ++visited);
    CHECK((entry.text == "x") == (entry.sequence == 5));
    return done();
  }));
  CHECK(visited == 520);
}

TEST_CASE("a checkpoint on PostgreSQL that does not fit its log is damage") {
  const std::vector<std::string> hands{"UPDATE tariff_checkpoint SET text = replace(text, 'l-', 'm-')",
                                       "UPDATE tariff_checkpoint SET sequence = 3",
                                       "UPDATE tariff_events SET hash = repeat('a', 64) WHERE sequence = 513",
                                       "DELETE FROM tariff_events WHERE sequence >= 513; UPDATE tariff_meta "
                                       "SET sequence = 512, hash = (SELECT hash "
                                       "FROM tariff_events WHERE sequence = 512)"};
  for (const auto& hand : hands) {
    CAPTURE(hand);
    const PostgresqlKept kept;
    REQUIRE(kept.open()->append(empty_head(), test::claims(513)));
    kept.run(hand);
    const auto problem = problem_of(kept.open()->read());
    CHECK(problem.starts_with("refused: "));
    CHECK(says(problem, "damaged"));
  }
}

TEST_CASE("a long log on PostgreSQL is visited whole, and a visitor can end it") {
  const PostgresqlKept kept;
  REQUIRE(kept.open()->append(empty_head(), test::claims(4001)).has_value());
  std::int64_t visited = 0;
  REQUIRE(kept.open()->each_entry([&](const LedgerEntry& entry) {
    CHECK(entry.sequence == ++visited);
    return done();
  }));
  CHECK(visited == 4001);
  const auto ledger = kept.open();
  const auto ended = ledger->each_entry([&](const LedgerEntry&) -> Status {
    return Error{ErrorKind::local_io, "enough", "stop"};
  });
  CHECK(problem_of(ended) == "local_io: enough");
  CHECK(ledger->read()->head.sequence == 4001);
}

}  // namespace tariff
