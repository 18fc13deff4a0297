#include "adapters/sqlite/database.hpp"

#include <sqlite3.h>

namespace tariff::sqlite {
namespace {

constexpr int busy_wait_ms = 10'000;

}  // namespace

void Statement::finalize(sqlite3_stmt* statement) { sqlite3_finalize(statement); }

Statement& Statement::bind(int index, std::string_view text) {
  sqlite3_bind_text(statement_.get(), index, text.data(), static_cast<int>(text.size()),
                    SQLITE_TRANSIENT);  // NOLINT
  return *this;
}

Statement& Statement::bind(int index, std::int64_t number) {
  sqlite3_bind_int64(statement_.get(), index, number);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return Database::error_of(sqlite3_db_handle(statement_.get()), "reading or writing it");
}

std::string Statement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string{} : std::string(bytes, size);
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

void Database::close(sqlite3* database) { sqlite3_close(database); }

Error Database::error_of(sqlite3* database, std::string_view doing) {
  const int code = sqlite3_errcode(database);
  const std::string what =
      "The ledger file failed while " + std::string(doing) + ": " + sqlite3_errmsg(database) + ".";
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    return {ErrorKind::locked, what, "Another run is writing to it; run apply again when it has ended."};
  if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
    return {ErrorKind::refused, what, "The file is damaged or no ledger; restore it from a backup."};
  return {ErrorKind::local_io, what, "Check the disk and the rights on the ledger's folder."};
}

Result<Database> Database::open(const std::string& path) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, nullptr);
  Database database(raw);
  if (code != SQLITE_OK) return error_of(raw, "opening it");
  sqlite3_busy_timeout(raw, busy_wait_ms);
  if (auto set = database.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF;");
      !set)
    return set.error();
  return database;
}

Status Database::run(const char* sql) {
  if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) return done();
  return error_of(database_.get(), "preparing it");
}

Status Database::commit() {
  auto committed = run("COMMIT");
  if (committed || sqlite3_errcode(database_.get()) != SQLITE_IOERR) return committed;
  return Error{ErrorKind::outcome_unknown,
               "The ledger file did not say whether it stored the events. " + committed.error().message,
               "Check the disk; then run plan, it shows what was stored."};
}

void Database::roll_back() { [[maybe_unused]] const auto undone = run("ROLLBACK"); }

Result<Statement> Database::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr) == SQLITE_OK)
    return Statement(statement);
  return error_of(database_.get(), "preparing a statement");
}

}  // namespace tariff::sqlite
