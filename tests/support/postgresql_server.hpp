#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "support/process.hpp"
#include "support/temp_folder.hpp"

namespace tariff::test {

/// A PostgreSQL server of the test's own, on loopback; it ends with its owner, and also when the test program
/// is killed.
///
/// Shape: its superuser is `owner`. Everybody else is let in without a password too, but the role `guarded`,
/// whom a test makes where it needs one. Durability is off (fsync) where no setting says otherwise.
/// Fails: std::runtime_error with the server's log, in every call.
class PostgresqlServer {
 public:
  /// Makes a cluster and starts it; `settings` are as {"fsync=on"}.
  explicit PostgresqlServer(const std::vector<std::string>& settings = {"fsync=off"});
  ~PostgresqlServer();
  PostgresqlServer(const PostgresqlServer&) = delete;
  PostgresqlServer& operator=(const PostgresqlServer&) = delete;

  /// The one that all tests of a program share, started when it is first asked for.
  static PostgresqlServer& shared();
  /// A copy that follows this server's log and takes no writes.
  std::unique_ptr<PostgresqlServer> make_standby() const;
  /// Makes a standby a primary, with a timeline of its own.
  void promote() const;
  /// Ends it as a crash does, and starts it again on another port; what was only in its memory is gone.
  void crash();

  std::uint16_t port() const { return port_; }
  /// The folder of its sockets.
  const std::filesystem::path& folder() const { return folder_.path(); }
  /// Makes a database that nobody has used; gives its name.
  std::string make_database(const std::string& more = "") const;
  /// Makes a database of that name as a copy of another, which nobody uses just now.
  void make_copy(const std::string& name, const std::string& of, const std::string& more = "") const;
  /// postgresql://USER@127.0.0.1:PORT/DATABASE, through another port where one is given.
  std::string url(const std::string& database, const std::string& user = "owner",
                  std::uint16_t port = 0) const;
  /// Runs statements; gives the first value of the last one's answer, "" where there is none.
  std::string run(const std::string& database, const std::string& sql,
                  const std::string& user = "owner") const;

 private:
  struct Copy {
    const PostgresqlServer& primary;
  };
  explicit PostgresqlServer(const Copy& copy);
  void start();
  bool is_ready() const;

  TempFolder folder_;
  std::vector<std::string> settings_;
  std::uint16_t port_ = 0;
  std::unique_ptr<BackgroundProcess> process_;
};

/// A session on the database, beside the code under test; transactions stay open in it.
class PostgresqlSession {
 public:
  explicit PostgresqlSession(const std::string& url);
  ~PostgresqlSession();
  PostgresqlSession(const PostgresqlSession&) = delete;
  PostgresqlSession& operator=(const PostgresqlSession&) = delete;
  /// As PostgresqlServer::run.
  std::string run(const std::string& sql) const;

 private:
  void* connection_;
};

/// The words that run a command as a user that PostgreSQL's programs accept, and end it with this process.
std::vector<std::string> as_postgresql_user(std::vector<std::string> words);
/// Gives a folder to that user.
void give_to_postgresql_user(const std::filesystem::path& folder);
/// A port of loopback on which nothing listened just now.
std::uint16_t free_port();

}  // namespace tariff::test
