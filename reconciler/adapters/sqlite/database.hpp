#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace tariff::sqlite {

/// One prepared statement. Requires: its database outlives it.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement, &finalize) {}
  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, std::int64_t number);
  /// True where there is a row. Fails: local_io, conflict where another process holds the file.
  Result<bool> step();
  std::string text(int column) const;
  std::int64_t number(int column) const;

 private:
  static void finalize(sqlite3_stmt* statement);
  std::unique_ptr<sqlite3_stmt, void (*)(sqlite3_stmt*)> statement_;
};

/// An open file. Every SQLite error of this room becomes an Error in error_of().
class Database {
 public:
  static Result<Database> open(const std::string& path);
  Status run(const char* sql);
  /// Fails: outcome_unknown: the disk failed while the log was written or flushed, and what has reached it
  /// may come back after a crash; local_io, such as a full disk: nothing was written. Requires: a
  /// transaction, which the caller rolls back where this fails.
  Status commit();
  /// Ends a transaction without any effect, where there is one.
  void roll_back();
  Result<Statement> prepare(const char* sql);
  static Error error_of(sqlite3* database, std::string_view doing);

 private:
  explicit Database(sqlite3* database) : database_(database, &close) {}
  static void close(sqlite3* database);
  std::unique_ptr<sqlite3, void (*)(sqlite3*)> database_;
};

}  // namespace tariff::sqlite
