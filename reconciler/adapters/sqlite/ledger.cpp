#include "adapters/sqlite/ledger.hpp"

#include "adapters/disk/safe_file.hpp"
#include "adapters/sqlite/database.hpp"
#include "text/crypto.hpp"

namespace tariff {
namespace {

using sqlite::Database;
using sqlite::Statement;

constexpr std::int64_t schema_version = 1;
constexpr std::size_t identity_length = 10;

class SqliteLedger final : public StoredLedger {
 public:
  SqliteLedger(Database database, LedgerId id) : database_(std::move(database)), id_(std::move(id)) {}

  Result<LedgerSnapshot> read() override;
  Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events) override;
  Status each_entry(const std::function<Status(const LedgerEntry&)>& visit) override;

 private:
  Result<LedgerHead> stored_head();
  Result<LedgerHead> insert_all(LedgerHead head, const std::vector<Event>& events);
  Error give_up(Error error);

  Database database_;
  LedgerId id_;
};

Result<LedgerSnapshot> SqliteLedger::read() {
  LogFold fold({id_, {}, empty_head(), ""});
  const auto folded = each_entry([&](const LedgerEntry& entry) { return fold.take(entry); });
  if (!folded) return folded.error();
  return fold.snapshot();
}

Status SqliteLedger::each_entry(const std::function<Status(const LedgerEntry&)>& visit) {
  auto rows = database_.prepare("SELECT sequence, text, hash FROM events ORDER BY sequence");
  if (!rows) return rows.error();
  for (;;) {
    const auto more = rows->step();
    if (!more) return more.error();
    if (!*more) return done();
    if (auto visited = visit({rows->number(0), rows->text(1), rows->text(2)}); !visited) return visited;
  }
}

Result<LedgerHead> SqliteLedger::stored_head() {
  auto row = database_.prepare("SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1");
  if (!row) return row.error();
  const auto found = row->step();
  if (!found) return found.error();
  if (!*found) return empty_head();
  return LedgerHead{row->number(0), row->text(1)};
}

Result<LedgerHead> SqliteLedger::insert_all(LedgerHead head, const std::vector<Event>& events) {
  for (const auto& event : events) {
    const LedgerEntry entry = next_entry(head, event);
    head = {entry.sequence, entry.hash};
    auto insert = database_.prepare("INSERT INTO events (sequence, text, hash) VALUES (?1, ?2, ?3)");
    if (!insert) return insert.error();
    if (const auto stored = insert->bind(1, entry.sequence).bind(2, entry.text).bind(3, entry.hash).step();
        !stored)
      return stored.error();
  }
  return head;
}

Error SqliteLedger::give_up(Error error) {
  [[maybe_unused]] const auto undone = database_.run("ROLLBACK");
  return error;
}

Result<LedgerHead> SqliteLedger::append(const LedgerHead& expected, const std::vector<Event>& events) {
  if (auto begun = database_.run("BEGIN IMMEDIATE"); !begun) return begun.error();
  const auto head = stored_head();
  if (!head) return give_up(head.error());
  if (*head != expected)
    return give_up({ErrorKind::conflict,
                    "The ledger stands at entry " + std::to_string(head->sequence) + ", expected " +
                        std::to_string(expected.sequence) + ".",
                    "Another run has written to it."});
  auto next = insert_all(*head, events);
  if (!next) return give_up(next.error());
  if (auto committed = database_.run("COMMIT"); !committed) return give_up(committed.error());
  return next;
}

Result<LedgerId> stored_identity(Database& database) {
  auto row = database.prepare("SELECT schema, ledger FROM meta");
  if (!row)
    return Error{ErrorKind::refused, "The file is no ledger of tariff: " + row.error().message,
                 "Check [ledger] url."};
  const auto found = row->step();
  if (!found) return found.error();
  if (!*found) return Error{ErrorKind::refused, "The ledger has no identity.", "Restore it from a backup."};
  if (row->number(0) > schema_version)
    return Error{ErrorKind::refused,
                 "The ledger has schema " + std::to_string(row->number(0)) + ", this program knows " +
                     std::to_string(schema_version) + ".",
                 "Use the newer version of tariff."};
  return LedgerId(row->text(1));
}

}  // namespace

Result<LedgerId> make_sqlite_ledger(const std::string& path) {
  if (auto safe = disk::prepare_folder(path); !safe) return safe.error();
  if (auto made = disk::make_private_file(path); !made) return made.error();
  auto database = Database::open(path);
  if (!database) return database.error();
  const LedgerId id("l-" + random_token(identity_length));
  const std::string sql =
      "BEGIN IMMEDIATE;"
      "CREATE TABLE meta (schema INTEGER NOT NULL, ledger TEXT NOT NULL);"
      "CREATE TABLE events (sequence INTEGER PRIMARY KEY, text TEXT NOT NULL, hash TEXT NOT NULL);"
      "INSERT INTO meta VALUES (" +
      std::to_string(schema_version) + ", '" + id.value() +
      "');"
      "COMMIT;";
  if (auto made = database->run(sql.c_str()); !made) return made.error();
  return id;
}

Result<std::unique_ptr<StoredLedger>> open_sqlite_ledger(const std::string& path, LedgerOpening opening) {
  auto there = disk::check_private_file(path);
  if (!there && there.error().kind == ErrorKind::not_found && opening == LedgerOpening::made_if_missing) {
    if (const auto made = make_sqlite_ledger(path); !made) return made.error();
    there = done();
  }
  if (!there) return there.error();
  if (auto safe = disk::prepare_folder(path); !safe) return safe.error();
  auto database = Database::open(path);
  if (!database) return database.error();
  auto id = stored_identity(*database);
  if (!id) return id.error();
  return std::unique_ptr<StoredLedger>(new SqliteLedger(std::move(database).value(), std::move(id).value()));
}

}  // namespace tariff
