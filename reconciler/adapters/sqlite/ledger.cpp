#include "adapters/sqlite/ledger.hpp"

#include <limits>
#include <optional>
#include <utility>

#include "adapters/disk/safe_file.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/tables.hpp"
#include "ledger/resume.hpp"
#include "text/crypto.hpp"

namespace tariff {
namespace {

using sqlite::Database;
using sqlite::Statement;

constexpr std::int64_t before_all = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t identity_length = 10;
constexpr const char* checkpoint_and_its_entry = R"(
    SELECT c.sequence, c.text, e.hash IS NOT NULL, e.hash
    FROM checkpoint c LEFT JOIN events e ON e.sequence = c.sequence)";

class SqliteLedger final : public StoredLedger {
 public:
  SqliteLedger(Database database, LedgerId id) : database_(std::move(database)), id_(std::move(id)) {}

  Result<LedgerSnapshot> read() override;
  Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events) override;
  Status each_entry(const std::function<Status(const LedgerEntry&)>& visit) override;

 private:
  Result<LedgerSnapshot> resumed();
  Status each_behind(std::int64_t sequence, const std::function<Status(const LedgerEntry&)>& visit);
  Result<LedgerHead> stored_head();
  Result<LedgerHead> insert_all(LedgerHead head, const std::vector<Event>& events);
  Status renew_checkpoint(const LedgerHead& head);
  Error give_up(Error error);

  Database database_;
  LedgerId id_;
};

Result<LedgerSnapshot> SqliteLedger::read() {
  auto start = resumed();
  if (!start) return start;
  const std::int64_t from = start->head.sequence == 0 ? before_all : start->head.sequence;
  LogFold fold(std::move(start).value());
  const auto folded = each_behind(from, [&](const LedgerEntry& entry) { return fold.take(entry); });
  if (!folded) return folded.error();
  return fold.snapshot();
}

Result<LedgerSnapshot> SqliteLedger::resumed() {
  auto kept = database_.prepare(checkpoint_and_its_entry);
  if (!kept) return kept.error();
  const auto found = kept->step();
  if (!found) return found.error();
  if (!*found) return LedgerSnapshot{id_, {}, empty_head(), ""};
  return resume_from(
      {kept->number(0), kept->text(1), kept->number(2) == 1 ? std::optional(kept->text(3)) : std::nullopt},
      id_);
}

Status SqliteLedger::each_entry(const std::function<Status(const LedgerEntry&)>& visit) {
  return each_behind(before_all, visit);
}

Status SqliteLedger::each_behind(std::int64_t sequence,
                                 const std::function<Status(const LedgerEntry&)>& visit) {
  auto rows =
      database_.prepare("SELECT sequence, text, hash FROM events WHERE sequence > ?1 ORDER BY sequence");
  if (!rows) return rows.error();
  rows->bind(1, sequence);
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

Status SqliteLedger::renew_checkpoint(const LedgerHead& head) {
  auto kept = database_.prepare("SELECT coalesce(max(sequence), 0) FROM checkpoint");
  if (!kept) return kept.error();
  if (const auto found = kept->step(); !found) return found.error();
  if (head.sequence - kept->number(0) < checkpoint_interval) return done();
  const auto snapshot = read();
  if (!snapshot) return snapshot.error();
  auto replace =
      database_.prepare("INSERT OR REPLACE INTO checkpoint (one, sequence, text) VALUES (1, ?1, ?2)");
  if (!replace) return replace.error();
  if (const auto stored = replace->bind(1, head.sequence).bind(2, checkpoint_text(*snapshot)).step(); !stored)
    return stored.error();
  return done();
}

Error SqliteLedger::give_up(Error error) {
  database_.roll_back();
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
  if (auto renewed = renew_checkpoint(*next); !renewed) return give_up(renewed.error());
  if (auto committed = database_.commit(); !committed) return give_up(committed.error());
  return next;
}

}  // namespace

Result<LedgerId> make_sqlite_ledger(const std::string& path) {
  if (auto safe = disk::prepare_folder(path); !safe) return safe.error();
  if (auto made = disk::make_private_file(path); !made) return made.error();
  auto database = Database::open(path);
  if (!database) return database.error();
  const LedgerId id("l-" + random_token(identity_length));
  if (auto made = sqlite::make_tables(*database, id); !made) return made.error();
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
  auto id = sqlite::ready_tables(*database);
  if (!id) return id.error();
  return std::unique_ptr<StoredLedger>(new SqliteLedger(std::move(database).value(), std::move(id).value()));
}

}  // namespace tariff
