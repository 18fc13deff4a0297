#include "adapters/sqlite/tables.hpp"

#include <string>

namespace tariff::sqlite {
namespace {

constexpr std::int64_t schema_version = 2;
constexpr std::int64_t schema_without_checkpoint = 1;

constexpr const char* checkpoint_table = R"(
    CREATE TABLE checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL,
                             text TEXT NOT NULL))";

struct Meta {
  std::int64_t schema = 0;
  LedgerId id;
};

Result<Meta> read_meta(Database& database) {
  auto row = database.prepare("SELECT schema, ledger FROM meta");
  if (!row)
    return Error{ErrorKind::refused, "The file is no ledger of tariff: " + row.error().message,
                 "Check [ledger] url."};
  const auto found = row->step();
  if (!found) return found.error();
  if (!*found) return Error{ErrorKind::refused, "The ledger has no identity.", "Restore it from a backup."};
  return Meta{row->number(0), LedgerId(row->text(1))};
}

/// Requires: a transaction that writes.
Status bring_up_to_date(Database& database) {
  const auto meta = read_meta(database);
  if (!meta) return meta.error();
  // Another process may have done it while this one waited.
  if (meta->schema != schema_without_checkpoint) return done();
  if (auto made = database.run(checkpoint_table); !made) return made;
  return database.run(("UPDATE meta SET schema = " + std::to_string(schema_version)).c_str());
}

Status migrate(Database& database) {
  if (auto begun = database.run("BEGIN IMMEDIATE"); !begun) return begun;
  auto moved = bring_up_to_date(database);
  if (moved) moved = database.commit();
  if (!moved) database.roll_back();
  return moved;
}

}  // namespace

Status make_tables(Database& database, const LedgerId& id) {
  const std::string sql =
      "BEGIN IMMEDIATE;"
      "CREATE TABLE meta (schema INTEGER NOT NULL, ledger TEXT NOT NULL);"
      "CREATE TABLE events (sequence INTEGER PRIMARY KEY, text TEXT NOT NULL, hash TEXT NOT NULL);" +
      std::string(checkpoint_table) + ";INSERT INTO meta VALUES (" + std::to_string(schema_version) + ", '" +
      id.value() + "');";
  if (auto made = database.run(sql.c_str()); !made) return made;
  return database.commit();
}

Result<LedgerId> ready_tables(Database& database) {
  auto meta = read_meta(database);
  if (!meta) return meta.error();
  if (meta->schema == schema_without_checkpoint) {
    if (auto migrated = migrate(database); !migrated) return migrated.error();
    meta = read_meta(database);
    if (!meta) return meta.error();
  }
  if (meta->schema == schema_version) return meta->id;
  return Error{ErrorKind::refused,
               "The ledger has schema " + std::to_string(meta->schema) + ", this program knows " +
                   std::to_string(schema_version) + ".",
               "Use the newer version of tariff."};
}

}  // namespace tariff::sqlite
