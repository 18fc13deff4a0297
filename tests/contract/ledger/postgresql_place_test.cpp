#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <stdlib.h>

#include "adapters/postgresql/place.hpp"
#include "contract/ledger/postgresql_ledger.hpp"
#include "support/certificate.hpp"

namespace tariff {
namespace {

using test::PostgresqlKept;
using test::PostgresqlServer;

/// A variable of this process for as long as it lives.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) { ::setenv(name, value.c_str(), 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

/// Opening fails there: "kind: message hint".
std::string problem_at(const std::string& url) {
  const auto opened = open_postgresql_ledger(url, LedgerOpening::existing_only);
  if (opened) return "";
  CHECK_FALSE(opened.error().hint.empty());
  return std::string(kind_name(opened.error().kind)) + ": " + opened.error().message + " " +
         opened.error().hint;
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a password in the ledger's url is refused and never repeated, wherever it stands") {
  for (const std::string url :
       {"postgresql://ann:s3cret@127.0.0.1/ledger", "postgres://ann:s3cret@/ledger",
        "postgresql://ann:s3cret/x@127.0.0.1/ledger", "postgresql://ann:12/s3cret@127.0.0.1/ledger",
        "postgresql://ann:x?s3cret@127.0.0.1/ledger", "postgresql://ann:x@s3cret@127.0.0.1/ledger",
        "postgresql://127.0.0.1/ledger?password=s3cret",
        "postgresql://127.0.0.1/ledger?sslpassword=s3cret"}) {
    CAPTURE(url);
    const auto problem = problem_at(url);
    CHECK(problem.starts_with("invalid: The ledger's url carries a password."));
    CHECK(says(problem, "PGPASSFILE"));
    CHECK_FALSE(says(problem, "s3cret"));
  }
}

TEST_CASE("a url that cannot be read is refused without repeating it") {
  for (const std::string url :
       {"", "postgresql:", "mysql://127.0.0.1/s3cret", "host=127.0.0.1 password=s3cret",
        "postgresql://%zz:s3cret@x/y", "postgresql://127.0.0.1:s3cret/ledger",
        "postgresql://127.0.0.1/ledger?s3cret=1", "postgresql://127.0.0.1/ledger?port=s3cret",
        "postgresql://127.0.0.1/ledger?service=s3cret", "postgresql://[::1/s3cret"}) {
    CAPTURE(url);
    const auto problem = problem_at(url);
    CHECK(problem.starts_with("invalid: "));
    CHECK_FALSE(says(problem, "s3cret"));
  }
}

TEST_CASE("a host beyond loopback needs a verified certificate") {
  for (const std::string url :
       {"postgresql://db.example.invalid/ledger", "postgresql://db.example.invalid/ledger?sslmode=require",
        "postgresql://db.example.invalid/ledger?sslmode=disable",
        "postgresql://127.0.0.1,db.example.invalid/ledger", "postgresql:///ledger?host=db.example.invalid",
        "postgresql://127.0.0.1/ledger?hostaddr=192.0.2.1", "postgresql://127.evil.invalid/ledger",
        "postgresql://[2001:db8::1]/ledger"}) {
    CAPTURE(url);
    const auto problem = problem_at(url);
    CHECK(problem.starts_with("invalid: The ledger is on "));
    CHECK(says(problem, "verify-full"));
  }
}

TEST_CASE("a host from the environment is judged like one in the url") {
  {
    const Variable host("PGHOST", "db.example.invalid");
    CHECK(problem_at("postgresql:///ledger").starts_with("invalid: The ledger is on db.example.invalid"));
  }
  const Variable address("PGHOSTADDR", "192.0.2.1");
  CHECK(problem_at("postgresql://localhost/ledger").starts_with("invalid: The ledger is on 192.0.2.1"));
}

TEST_CASE("this machine is known by its sockets and addresses") {
  for (const char* host :
       {"/run/postgresql", "@abstract", "localhost", "LocalHost", "127.0.0.1", "127.9.9.9", "::1"})
    CHECK(postgresql::is_on_this_machine(host));
  for (const char* host :
       {"128.0.0.1", "127.0.0.1.example.com", "localhost.example.com", "127.1", "0.0.0.0", "::"})
    CHECK_FALSE(postgresql::is_on_this_machine(host));
}

TEST_CASE("a ledger is found through a socket too") {
  const PostgresqlKept kept;
  const auto& server = kept.server;
  const auto url = "postgresql://owner@/" + kept.database + "?host=" + server.folder().string() +
                   "&port=" + std::to_string(server.port());
  CHECK(PostgresqlKept::open_at(url)->read()->id == kept.id);
}

TEST_CASE("passwords come from libpq's own variables and are never shown") {
  const PostgresqlKept kept;
  kept.run("DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 's3cret'");
  const auto url = kept.url("guarded");
  const auto without = problem_at(url);
  CHECK(without.starts_with("refused: "));
  CHECK(says(without, "PGPASSFILE"));
  {
    const Variable wrong("PGPASSWORD", "n0t-s3cret");
    const auto problem = problem_at(url);
    CHECK(problem.starts_with("unavailable: "));
    CHECK_FALSE(says(problem, "s3cret"));
  }
  {
    const Variable right("PGPASSWORD", "s3cret");
    CHECK(problem_at(url) == "");
  }
  const testing::TemporaryFile file("127.0.0.1:*:*:guarded:s3cret\n");
  const Variable passwords("PGPASSFILE", file.path());
  CHECK(problem_at(url) == "");
  kept.run("DROP ROLE guarded");
}

TEST_CASE("sslmode means what it says") {
  const PostgresqlKept plain;
  CHECK(says(problem_at(plain.url() + "?sslmode=require"), "unavailable: "));
  const auto certificate = testing::make_certificate();
  const auto other = testing::make_certificate();
  const test::TempFolder folder;
  const auto roots = folder.write("roots.pem", certificate.certificate_pem);
  const auto other_roots = folder.write("other.pem", other.certificate_pem);
  test::give_to_postgresql_user(folder.path());
  const auto key = folder.write("key.pem", certificate.key_pem);
  test::give_to_postgresql_user(key);
  std::filesystem::permissions(key, std::filesystem::perms::owner_read);
  const PostgresqlServer server(
      {"fsync=off", "ssl=on", "ssl_cert_file=" + roots.string(), "ssl_key_file=" + key.string()});
  const PostgresqlKept kept(server);
  const auto verified = kept.url() + "?sslmode=verify-full&sslrootcert=";
  CHECK(problem_at(verified + roots.string()) == "");
  CHECK(problem_at(verified + other_roots.string()).starts_with("unavailable: "));
  CHECK(server.run("postgres", "SELECT count(*) FROM pg_stat_ssl WHERE ssl") >= "1");
}

}  // namespace tariff
