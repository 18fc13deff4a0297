#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "contract/ledger/postgresql_ledger.hpp"

namespace tariff {
namespace {

using test::PostgresqlKept;
using test::PostgresqlServer;

/// pgbouncer before the shared server: every transaction gets whichever of its few sessions is free.
class Pooler {
 public:
  explicit Pooler(int sessions) : port_(test::free_port()) {
    const auto& server = PostgresqlServer::shared();
    test::give_to_postgresql_user(folder_.path());
    const auto settings = folder_.write(
        "pooler.ini",
        "[databases]\n* = host=127.0.0.1 port=" + std::to_string(server.port()) +
            " user=owner\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = " + std::to_string(port_) +
            "\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\n"
            "default_pool_size = " +
            std::to_string(sessions) + "\n");
    process_ = std::make_unique<test::BackgroundProcess>(
        test::Command{test::as_postgresql_user({"/usr/sbin/pgbouncer", settings}), {}, "/", {}},
        folder_ / "pooler.log");
  }
  std::string url(const std::string& database) const {
    return PostgresqlServer::shared().url(database, "owner", port_);
  }
  /// Waits until it takes connections.
  void wait() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!is_open()) {
      if (!process_->is_running() || std::chrono::steady_clock::now() > end)
        FAIL(test::read_file(folder_ / "pooler.log"));
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }

 private:
  bool is_open() const {
    const auto opened = open_postgresql_ledger(url("postgres"), LedgerOpening::existing_only);
    return opened || opened.error().kind != ErrorKind::unavailable;
  }
  test::TempFolder folder_;
  std::uint16_t port_;
  std::unique_ptr<test::BackgroundProcess> process_;
};

}  // namespace

TEST_CASE("behind a pooler that gives each transaction another session, every promise is kept") {
  Pooler pooler(2);
  pooler.wait();
  const auto in_a_database = [&] {
    return [url = pooler.url(PostgresqlServer::shared().make_database())]() -> std::unique_ptr<Ledger> {
      auto opened = open_postgresql_ledger(url, LedgerOpening::made_if_missing);
      if (!opened) FAIL(opened.error().message);
      return std::move(opened).value();
    };
  };
  for (const auto& promise : test::every_promise()) promise(in_a_database());
  test::loses_no_append(in_a_database(), 3, 10);
}

TEST_CASE("nothing that a ledger sets stays behind in a session that a pooler hands on") {
  Pooler pooler(1);
  pooler.wait();
  const auto database = PostgresqlServer::shared().make_database("");
  REQUIRE(make_postgresql_ledger(pooler.url(database)).has_value());
  REQUIRE(PostgresqlKept::open_at(pooler.url(database))->append(empty_head(), test::claims(1)).has_value());
  const test::PostgresqlSession other(pooler.url(database));
  for (const char* limit : {"statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"})
    CHECK(other.run(std::string("SHOW ") + limit) == "0");
  CHECK(other.run("SELECT count(*) FROM pg_prepared_statements") == "0");
  CHECK(other.run("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == "0");
}

}  // namespace tariff
