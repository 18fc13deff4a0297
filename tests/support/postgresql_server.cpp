#include "support/postgresql_server.hpp"

#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/spawn.hpp"

namespace tariff::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto look_again = 10ms;

/// Debian keeps them beside each other by version, and not on PATH.
fs::path programs() {
  const auto found = run({{"pg_config", "--bindir"}, {}, {}, {}});
  if (found.exit_code != 0) throw std::runtime_error("pg_config --bindir failed: " + found.err);
  return found.out.substr(0, found.out.find('\n'));
}

void run_as_postgresql_user(std::vector<std::string> words) {
  const auto ending = run({as_postgresql_user(std::move(words)), {}, "/", {}});
  if (ending.exit_code != 0) throw std::runtime_error("a program of PostgreSQL failed: " + ending.err);
}

void check(bool is_good, PGconn* connection) {
  if (!is_good) throw std::runtime_error(PQerrorMessage(connection));
}

}  // namespace

std::vector<std::string> as_postgresql_user(std::vector<std::string> words) {
  std::vector<std::string> all{"setpriv", "--pdeathsig", "INT"};
  if (::geteuid() == 0)
    all.insert(all.end(), {"--reuid", "postgres", "--regid", "postgres", "--clear-groups"});
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

void give_to_postgresql_user(const fs::path& folder) {
  if (::geteuid() != 0) return;
  const passwd* user = ::getpwnam("postgres");
  if (user == nullptr || ::chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0)
    throw std::runtime_error("cannot give " + folder.string() + " to the user postgres");
}

std::uint16_t free_port() {
  const Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener.number(), any, length) != 0 || ::getsockname(listener.number(), any, &length) != 0)
    throw std::runtime_error("no port of loopback is free");
  return ntohs(address.sin_port);
}

PostgresqlServer::PostgresqlServer(const std::vector<std::string>& settings) : settings_(settings) {
  give_to_postgresql_user(folder_.path());
  const auto cluster = folder_ / "cluster";
  run_as_postgresql_user({programs() / "initdb", "--pgdata", cluster, "--username", "owner", "--auth",
                          "trust", "--encoding", "UTF8", "--no-locale", "--no-sync", "--no-instructions"});
  write_file(cluster / "pg_hba.conf",
             "host all guarded 127.0.0.1/32 scram-sha-256\n"
             "local all all trust\n"
             "host all,replication all 127.0.0.1/32 trust\n");
  start();
}

PostgresqlServer::PostgresqlServer(const Copy& copy) {
  give_to_postgresql_user(folder_.path());
  const auto cluster = folder_ / "cluster";
  const std::string primary = "host=127.0.0.1 user=owner port=" + std::to_string(copy.primary.port());
  run_as_postgresql_user({programs() / "pg_basebackup", "--pgdata", cluster, "--dbname", primary,
                          "--checkpoint", "fast", "--no-sync"});
  write_file(cluster / "standby.signal", "");
  settings_ = {"fsync=off", "primary_conninfo=" + primary};
  start();
}

PostgresqlServer::~PostgresqlServer() {
  process_->send(SIGQUIT);
  process_->wait(10s);
}

void PostgresqlServer::crash() {
  process_->send(SIGQUIT);
  process_->wait(10s);
  start();
}

void PostgresqlServer::start() {
  port_ = free_port();
  std::vector<std::string> words{programs() / "postgres",
                                 "-D",
                                 folder_ / "cluster",
                                 "-c",
                                 "listen_addresses=127.0.0.1",
                                 "-c",
                                 "port=" + std::to_string(port_),
                                 "-c",
                                 "autovacuum=off",
                                 "-c",
                                 "unix_socket_directories=" + folder_.path().string()};
  for (const auto& setting : settings_) words.insert(words.end(), {"-c", setting});
  const auto log = folder_ / "server.log";
  process_ = std::make_unique<BackgroundProcess>(Command{as_postgresql_user(words), {}, "/", {}}, log);
  const auto end = std::chrono::steady_clock::now() + 60s;
  while (!is_ready()) {
    if (!process_->is_running() || std::chrono::steady_clock::now() > end)
      throw std::runtime_error("PostgreSQL did not start: " + read_file(log));
    std::this_thread::sleep_for(look_again);
  }
}

bool PostgresqlServer::is_ready() const { return PQping(url("postgres").c_str()) == PQPING_OK; }

PostgresqlServer& PostgresqlServer::shared() {
  static PostgresqlServer server;
  return server;
}

std::unique_ptr<PostgresqlServer> PostgresqlServer::make_standby() const {
  return std::unique_ptr<PostgresqlServer>(new PostgresqlServer(Copy{*this}));
}

void PostgresqlServer::promote() const { run("postgres", "SELECT pg_promote()"); }

void PostgresqlServer::make_copy(const std::string& name, const std::string& of,
                                 const std::string& more) const {
  // By files: in half the time of what is the default, since nothing waits for a disk here.
  run("postgres", "CREATE DATABASE " + name + " TEMPLATE " + of + " STRATEGY file_copy " + more);
}

std::string PostgresqlServer::make_database(const std::string& more) const {
  static int count = 0;
  const std::string name = "ledger_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
  make_copy(name, "template0", more);
  return name;
}

std::string PostgresqlServer::url(const std::string& database, const std::string& user,
                                  std::uint16_t port) const {
  return "postgresql://" + user + "@127.0.0.1:" + std::to_string(port == 0 ? port_ : port) + "/" + database;
}

std::string PostgresqlServer::run(const std::string& database, const std::string& sql,
                                  const std::string& user) const {
  return PostgresqlSession(url(database, user)).run(sql);
}

PostgresqlSession::PostgresqlSession(const std::string& url) {
  PGconn* connection = PQconnectdb(url.c_str());
  connection_ = connection;
  PQsetNoticeReceiver(
      connection, [](void*, const PGresult*) {}, nullptr);
  if (PQstatus(connection) == CONNECTION_OK) return;
  const std::string why = PQerrorMessage(connection);
  PQfinish(connection);
  throw std::runtime_error(why);
}

PostgresqlSession::~PostgresqlSession() { PQfinish(static_cast<PGconn*>(connection_)); }

std::string PostgresqlSession::run(const std::string& sql) const {
  auto* connection = static_cast<PGconn*>(connection_);
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection, sql.c_str()), PQclear);
  const auto status = PQresultStatus(result.get());
  check(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, connection);
  return PQntuples(result.get()) == 0 || PQnfields(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
}

}  // namespace tariff::test
