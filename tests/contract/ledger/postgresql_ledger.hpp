#pragma once

#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "adapters/postgresql/ledger.hpp"
#include "contract/ledger/claims.hpp"
#include "support/ledger_promises.hpp"
#include "support/postgresql_server.hpp"

namespace tariff::test {

/// A ledger in a database of its own on the shared server.
struct PostgresqlKept {
  PostgresqlKept() : PostgresqlKept(PostgresqlServer::shared()) {}
  explicit PostgresqlKept(const PostgresqlServer& on)
      : server(on), database(on.make_database()), id(make_postgresql_ledger(url()).value()) {}

  std::string url(const std::string& user = "owner") const { return server.url(database, user); }
  std::unique_ptr<StoredLedger> open(const postgresql::Patience& patience = {}) const {
    return open_at(url(), patience);
  }
  static std::unique_ptr<StoredLedger> open_at(const std::string& url,
                                               const postgresql::Patience& patience = {}) {
    auto opened = open_postgresql_ledger(url, LedgerOpening::existing_only, patience);
    if (!opened) FAIL(opened.error().message);
    return std::move(opened).value();
  }
  std::string run(const std::string& sql) const { return server.run(database, sql); }
  std::string entry_count() const { return run("SELECT count(*) FROM tariff_events"); }

  const PostgresqlServer& server;
  std::string database;
  LedgerId id;
};

}  // namespace tariff::test
