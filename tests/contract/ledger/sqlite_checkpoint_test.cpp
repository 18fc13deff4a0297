#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract/ledger/sqlite_ledger.hpp"
#include "support/faulty_disk.hpp"

namespace tariff {
namespace {

using test::claims;
using test::FaultyDisk;
using test::problem_of;
using test::SqliteKept;

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Makes a ledger what a program of schema 1 left behind.
void make_old(const SqliteKept& kept) { kept.run("DROP TABLE checkpoint; UPDATE meta SET schema = 1"); }

bool has_table(const SqliteKept& kept) {
  return kept.value("SELECT count(*) FROM sqlite_master WHERE name = 'checkpoint' AND type = 'table'") == "1";
}

}  // namespace

TEST_CASE("reading on SQLite begins at the checkpoint, which is renewed behind 512 entries") {
  const SqliteKept kept;
  const auto ledger = kept.open();
  const auto head = ledger->append(empty_head(), claims(511));
  CHECK(kept.value("SELECT count(*) FROM checkpoint") == "0");
  const auto next = ledger->append(*head, claims(2, 1000));
  CHECK(kept.value("SELECT sequence FROM checkpoint") == "513");
  const auto third = ledger->append(*next, claims(511, 2000));
  CHECK(kept.value("SELECT sequence FROM checkpoint") == "513");
  REQUIRE(ledger->append(*third, claims(1, 3000)).has_value());
  CHECK(kept.value("SELECT sequence FROM checkpoint") == "1025");
  CHECK(ledger->read()->state.charges.size() == 1025U);
  // Proof that it is used: an entry before it is not read any more, and each_entry still finds it.
  kept.run("UPDATE events SET text = 'x' WHERE sequence = 5");
  CHECK(kept.open()->read()->state.charges.size() == 1025U);
  std::int64_t visited = 0;
  CHECK(kept.open()->each_entry([&](const LedgerEntry& entry) {
    CHECK(entry.sequence == ++visited);
    CHECK((entry.text == "x") == (entry.sequence == 5));
    return done();
  }));
  CHECK(visited == 1025);
}

TEST_CASE("a checkpoint on SQLite that does not fit its log is damage") {
  const SqliteKept other;
  REQUIRE(other.open()->append(empty_head(), claims(513)));
  const std::vector<std::string> hands{
      "UPDATE checkpoint SET text = replace(text, 'run-1', 'run-2')",
      "UPDATE checkpoint SET sequence = 3",
      "UPDATE checkpoint SET text = x'00'",
      "UPDATE events SET hash = replace(hash, '0', '1') WHERE sequence = 513",
      "DELETE FROM events WHERE sequence >= 513",
      "DELETE FROM events",
      "ATTACH '" + other.path.string() +
          "' AS other; UPDATE checkpoint SET text = (SELECT text FROM other.checkpoint)"};
  for (const auto& hand : hands) {
    CAPTURE(hand);
    const SqliteKept kept;
    REQUIRE(kept.open()->append(empty_head(), claims(513)));
    kept.run(hand);
    const auto problem = problem_of(kept.open()->read());
    CHECK(problem.starts_with("refused: "));
    CHECK(says(problem, "damaged"));
  }
}

TEST_CASE("an append to a damaged log is not covered by a new checkpoint") {
  const SqliteKept kept;
  const auto head = kept.open()->append(empty_head(), claims(511));
  kept.run("UPDATE events SET text = 'x' WHERE sequence = 5");
  CHECK(says(problem_of(kept.open()->append(*head, claims(1, 1000))), "damaged at entry 5"));
  CHECK(kept.value("SELECT count(*) FROM events") == "511");
}

TEST_CASE("a ledger of schema 1 becomes one of schema 2 when it is opened, and keeps what it holds") {
  const SqliteKept kept;
  REQUIRE(kept.open()->append(empty_head(), claims(600)));
  const auto before = kept.open()->read();
  make_old(kept);
  const auto after = kept.open()->read();
  REQUIRE(after.has_value());
  CHECK(after->id == before->id);
  CHECK(after->head == before->head);
  CHECK(after->state == before->state);
  CHECK(kept.value("SELECT schema FROM meta") == "2");
  REQUIRE(kept.open()->append(after->head, claims(1, 1000)));
  CHECK(kept.value("SELECT sequence FROM checkpoint") == "601");
}

TEST_CASE("a migration that fails in the middle leaves schema 1, which a later one finds whole") {
  const SqliteKept kept;
  REQUIRE(kept.open()->append(empty_head(), claims(3)));
  make_old(kept);
  kept.run("CREATE TRIGGER no BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'not now'); END");
  CHECK(says(problem_of(kept.try_open()), "not now"));
  CHECK_FALSE(has_table(kept));
  CHECK(kept.value("SELECT schema FROM meta") == "1");
  kept.run("DROP TRIGGER no");
  CHECK(kept.open()->read()->head.sequence == 3);
  CHECK(has_table(kept));
}

TEST_CASE("a disk that fills up at any write of a migration leaves schema 1") {
  const SqliteKept kept;
  REQUIRE(kept.open()->append(empty_head(), claims(3)));
  bool has_migrated = false;
  int failures = 0;
  for (int after = 0; !has_migrated; ++after, ++failures) {
    if (after == 0) make_old(kept);
    {
      FaultyDisk disk;
      disk.fail_writes(SQLITE_FULL, after);
      const auto opened = kept.try_open();
      has_migrated = opened.has_value();
      if (has_migrated) break;
      CHECK(opened.error().kind == ErrorKind::local_io);
    }
    CHECK(kept.value("SELECT schema FROM meta") == "1");
    CHECK_FALSE(has_table(kept));
  }
  CHECK(failures > 2);
  CHECK(kept.open()->read()->head.sequence == 3);
}

TEST_CASE("two processes that open a ledger of schema 1 at once migrate it once") {
  const SqliteKept kept;
  make_old(kept);
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) _exit(kept.try_open() ? 0 : 1);
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
  }
  CHECK(kept.value("SELECT schema FROM meta") == "2");
}

TEST_CASE("an append on a disk that fills up at any write has written nothing, and the next one works") {
  const SqliteKept kept;
  FaultyDisk disk;
  const auto ledger = kept.open();
  const auto head = ledger->append(empty_head(), claims(1));
  int failures = 0;
  for (bool is_full = true; is_full; ++failures) {
    CAPTURE(failures);
    disk.fail_writes(SQLITE_FULL, failures);
    const auto appended = ledger->append(*head, claims(1, 100));
    disk.heal();
    is_full = !appended.has_value();
    if (!is_full) break;
    CHECK(appended.error().kind == ErrorKind::local_io);
    CHECK(ledger->read()->head == *head);
    CHECK(SqliteKept(kept, SqliteKept::as_after_a_crash).open()->read()->head == *head);
  }
  CHECK(failures > 1);
  CHECK(kept.value("SELECT count(*) FROM events") == "2");
}

TEST_CASE("a disk that fails before COMMIT has written nothing") {
  const SqliteKept kept;
  FaultyDisk disk;
  const auto ledger = kept.open();
  disk.fail_writes(SQLITE_IOERR_WRITE);
  // So many that SQLite cannot hold them until COMMIT.
  CHECK(problem_of(ledger->append(empty_head(), claims(20'000))).starts_with("local_io: "));
  disk.heal();
  CHECK(ledger->read()->head == empty_head());
  CHECK(ledger->append(empty_head(), claims(1)).has_value());
}

TEST_CASE("a disk that fails during COMMIT leaves the outcome unknown, and rightly so") {
  const SqliteKept kept;
  FaultyDisk disk;
  const auto ledger = kept.open();
  const auto head = ledger->append(empty_head(), claims(1));
  disk.fail_writes(SQLITE_IOERR_WRITE);
  CHECK(problem_of(ledger->append(*head, claims(1, 100))).starts_with("outcome_unknown: "));
  disk.heal();
  disk.fail_flushes(SQLITE_IOERR_FSYNC);
  CHECK(problem_of(ledger->append(*head, claims(1, 200))).starts_with("outcome_unknown: "));
  disk.heal();
  // The live file goes on without the entry; what a crash at this moment would have left has it.
  const SqliteKept crashed(kept, SqliteKept::as_after_a_crash);
  CHECK(crashed.open()->read()->head.sequence == 2);
  CHECK(ledger->read()->head == *head);
  CHECK(ledger->append(*head, claims(1, 300)).has_value());
  CHECK(kept.value("SELECT count(*) FROM events") == "2");
}

}  // namespace tariff
