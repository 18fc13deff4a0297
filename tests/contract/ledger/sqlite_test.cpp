#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "adapters/sqlite/ledger.hpp"
#include "support/ledger_promises.hpp"
#include "support/temp_folder.hpp"

namespace tariff {
namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<StoredLedger>> open_at(const fs::path& path) {
  return open_sqlite_ledger(path.string(), LedgerOpening::existing_only);
}

void require_run(sqlite3* database, const std::string& sql) {
  REQUIRE(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

/// Changes the file behind the adapter's back.
void tamper(const fs::path& path, const std::string& sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
  require_run(database, sql);
  require_run(database, "PRAGMA wal_checkpoint(TRUNCATE)");
  sqlite3_close(database);
}

/// A ledger with one event of each kind, closed.
struct Kept {
  Kept() : path(folder / "ledger.db") {
    REQUIRE(make_sqlite_ledger(path.string()));
    auto ledger = open_at(path);
    REQUIRE(ledger.has_value());
    REQUIRE((*ledger)->append(empty_head(), test::one_of_each()));
  }
  std::string problem_after(const std::string& sql) const {
    tamper(path, sql);
    auto ledger = open_at(path);
    if (!ledger) return std::string(kind_name(ledger.error().kind)) + ": " + ledger.error().message;
    const auto read = (*ledger)->read();
    if (read) return "";
    return std::string(kind_name(read.error().kind)) + ": " + read.error().message;
  }
  test::TempFolder folder;
  fs::path path;
};

mode_t mode_of(const fs::path& path) {
  struct stat found {};
  REQUIRE(lstat(path.c_str(), &found) == 0);
  return found.st_mode & 0777U;
}

ErrorKind kind_of_opening(const fs::path& path) {
  const auto opened = open_at(path);
  REQUIRE_FALSE(opened.has_value());
  CHECK_FALSE(opened.error().hint.empty());
  return opened.error().kind;
}

}  // namespace

TEST_CASE("a ledger is made once, in a folder and a file that are its user's alone") {
  const test::TempFolder folder;
  const auto path = folder / "state" / "ledger.db";
  const auto made = make_sqlite_ledger(path.string());
  REQUIRE(made.has_value());
  CHECK(made->value().starts_with("l-"));
  CHECK(mode_of(path) == 0600U);
  CHECK(mode_of(path.parent_path()) == 0700U);
  const auto again = make_sqlite_ledger(path.string());
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().kind == ErrorKind::conflict);
  CHECK((*open_at(path))->read()->id == *made);
}

TEST_CASE("a ledger that is not there is not made by opening it, unless that was asked for") {
  const test::TempFolder folder;
  const auto path = folder / "ledger.db";
  CHECK(kind_of_opening(path) == ErrorKind::not_found);
  CHECK_FALSE(fs::exists(path));
  CHECK(open_sqlite_ledger(path.string(), LedgerOpening::made_if_missing).has_value());
  CHECK(mode_of(path) == 0600U);
}

TEST_CASE("every file beside the ledger is its user's alone too") {
  const Kept kept;
  auto ledger = open_at(kept.path);
  REQUIRE((*ledger)->append((*ledger)->read()->head, test::one_of_each()));
  for (const auto& entry : fs::directory_iterator(kept.folder.path()))
    CHECK((mode_of(entry.path()) & 077U) == 0U);
}

TEST_CASE("a symbolic link, a folder that others may write to and a readable file are refused") {
  const Kept kept;
  const test::TempFolder elsewhere;
  fs::create_symlink(kept.path, elsewhere / "ledger.db");
  CHECK(kind_of_opening(elsewhere / "ledger.db") == ErrorKind::refused);
  fs::create_directory_symlink(kept.folder.path(), elsewhere / "linked");
  CHECK(kind_of_opening(elsewhere / "linked" / "ledger.db") == ErrorKind::refused);
  fs::permissions(kept.path, fs::perms::group_read, fs::perm_options::add);
  CHECK(kind_of_opening(kept.path) == ErrorKind::refused);
  fs::permissions(kept.path, fs::perms::group_read, fs::perm_options::remove);
  fs::permissions(kept.folder.path(), fs::perms::others_write, fs::perm_options::add);
  CHECK(kind_of_opening(kept.path) == ErrorKind::refused);
  CHECK(make_sqlite_ledger((kept.folder / "other.db").string()).error().kind == ErrorKind::refused);
  fs::permissions(kept.folder.path(), fs::perms::others_write, fs::perm_options::remove);
  CHECK(open_at(kept.path).has_value());
}

TEST_CASE("a link in the place of a new ledger is not followed") {
  const test::TempFolder folder;
  const auto target = folder / "target";
  fs::create_symlink(target, folder / "ledger.db");
  CHECK_FALSE(make_sqlite_ledger((folder / "ledger.db").string()).has_value());
  CHECK_FALSE(fs::exists(target));
}

TEST_CASE("a foreign file, an empty one and another database are refused") {
  const test::TempFolder folder;
  for (const std::string& text : {std::string("this is no database, but long enough to be looked at"),
                                  std::string(), std::string(8192, '\0')}) {
    const auto path = folder.write("ledger.db", text);
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    CHECK(kind_of_opening(path) == ErrorKind::refused);
    fs::remove(path);
  }
  const auto path = folder.write("ledger.db", "");
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  tamper(path, "CREATE TABLE customers (name TEXT)");
  CHECK(kind_of_opening(path) == ErrorKind::refused);
}

TEST_CASE("a ledger of a newer program is refused by name of its schema") {
  const Kept kept;
  const auto problem = kept.problem_after("UPDATE meta SET schema = 3");
  CHECK(problem.starts_with("refused: "));
  CHECK(problem.find("schema 3") != std::string::npos);
}

TEST_CASE("an entry that was changed, removed, swapped or added by another hand is found and named") {
  const std::vector<std::string> hands{
      "UPDATE events SET text = replace(text, '50001', '50002') WHERE sequence = 3",
      "UPDATE events SET hash = replace(hash, '0', '1') WHERE sequence = 3",
      "DELETE FROM events WHERE sequence = 3",
      "DELETE FROM events WHERE sequence = 1",
      "UPDATE events SET sequence = -sequence",
      "UPDATE events SET sequence = -sequence; UPDATE events SET sequence = 27 + sequence",
      "UPDATE events SET sequence = 100 WHERE sequence = 3; UPDATE events SET sequence = 3 WHERE sequence = "
      "4;"
      "UPDATE events SET sequence = 4 WHERE sequence = 100",
      "INSERT INTO events SELECT 27, text, hash FROM events WHERE sequence = 26",
      "UPDATE events SET text = 'x' WHERE sequence = 26"};
  for (const auto& hand : hands) {
    CAPTURE(hand);
    const Kept kept;
    const auto problem = kept.problem_after(hand);
    CHECK(problem.starts_with("refused: The ledger is damaged at entry "));
  }
}

TEST_CASE("no entry can be changed or taken out anywhere, but the last ones with a witness alone") {
  constexpr int entries = 26;
  for (int entry = 1; entry <= entries; ++entry) {
    const std::string at = " WHERE sequence = " + std::to_string(entry);
    for (const std::string hand :
         {"UPDATE events SET text = replace(text, ':', ' :')", "UPDATE events SET text = substr(text, 2)",
          "UPDATE events SET hash = substr(hash, 2) || substr(hash, 1, 1)", "DELETE FROM events"}) {
      // Without its last entry a log is the log of before; the witness tells (see there).
      if (entry == entries && hand.starts_with("DELETE")) continue;
      CAPTURE(entry);
      CAPTURE(hand);
      const Kept kept;
      CHECK(kept.problem_after(hand + at).starts_with("refused: The ledger is damaged at entry "));
    }
  }
}

TEST_CASE("a file that was cut or overwritten is refused and never taken for an empty ledger") {
  for (const std::uintmax_t size : {std::uintmax_t{0}, std::uintmax_t{100}, std::uintmax_t{4096}}) {
    const Kept kept;
    tamper(kept.path, "PRAGMA wal_checkpoint(TRUNCATE)");
    fs::resize_file(kept.path, size);
    auto ledger = open_at(kept.path);
    const bool is_refused = ledger ? !(*ledger)->read() : ledger.error().kind == ErrorKind::refused;
    CHECK(is_refused);
  }
}

namespace {

/// Appends until ten events are stored or something other than another writer is in the way; gives how many
/// were.
int append_ten(const fs::path& path) {
  auto ledger = open_at(path);
  int stored = 0;
  while (ledger && stored < 10) {
    const auto snapshot = (*ledger)->read();
    if (!snapshot) break;
    const auto head = (*ledger)->append(
        snapshot->head, {{Instant{}, RunId("x"), RunStarted{"a", "b", InstallationId("i"), "", 0}}});
    if (head) ++stored;
    if (!head && head.error().kind != ErrorKind::conflict) break;
  }
  return stored;
}

}  // namespace

TEST_CASE("three processes that append at once lose no event") {
  const Kept kept;
  const auto before = (*open_at(kept.path))->read()->head.sequence;
  std::vector<pid_t> children;
  for (int writer = 0; writer < 3; ++writer) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) _exit(append_ten(kept.path) == 10 ? 0 : 1);
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
  }
  CHECK((*open_at(kept.path))->read()->head.sequence == before + 30);
}

}  // namespace tariff
