#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "adapters/sqlite/ledger.hpp"
#include "contract/ledger/claims.hpp"
#include "support/temp_folder.hpp"

namespace tariff::test {

/// A ledger in a folder of its own.
struct SqliteKept {
  enum Crash { as_after_a_crash };

  SqliteKept() : path(folder / "ledger.db") { REQUIRE(make_sqlite_ledger(path.string())); }
  /// The files of another as they are now, without what its process knows.
  SqliteKept(const SqliteKept& other, Crash) : path(folder / "ledger.db") {
    for (const char* suffix : {"", "-wal"})
      std::filesystem::copy_file(other.path.string() + suffix, path.string() + suffix);
  }
  SqliteKept(const SqliteKept&) = delete;
  SqliteKept& operator=(const SqliteKept&) = delete;
  ~SqliteKept() = default;

  Result<std::unique_ptr<StoredLedger>> try_open() const {
    return open_sqlite_ledger(path.string(), LedgerOpening::existing_only);
  }
  std::unique_ptr<StoredLedger> open() const {
    auto opened = try_open();
    if (!opened) FAIL(opened.error().message);
    return std::move(opened).value();
  }
  /// Runs statements behind the adapter's back.
  void run(const std::string& sql) const { value(sql); }
  /// As run; gives the first value of the last row, "" where there is none.
  std::string value(const std::string& sql) const {
    sqlite3* database = nullptr;
    std::string found;
    const auto keep = [](void* into, int, char** texts, char**) {
      *static_cast<std::string*>(into) = texts[0] == nullptr ? "" : texts[0];
      return 0;
    };
    REQUIRE(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE, "unix") == SQLITE_OK);
    const int code = sqlite3_exec(database, sql.c_str(), keep, &found, nullptr);
    const std::string why = sqlite3_errmsg(database);
    sqlite3_close(database);
    if (code != SQLITE_OK) FAIL(why);
    return found;
  }

  TempFolder folder;
  std::filesystem::path path;
};

}  // namespace tariff::test
