#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include <doctest/doctest.h>
#include <git2.h>

#include "contract/ledger/git_site.hpp"
#include "support/certificate.hpp"
#include "support/git_http_server.hpp"
#include "support/ledger_promises.hpp"
#include "text/crypto.hpp"

namespace tariff {
namespace {

using test::git_claim;
using test::GitHttpServer;
using test::trouble;
using Rules = GitHttpServer::Rules;

const std::string token = "canary-5f0c1d";

std::string basic(const std::string& user, const std::string& password) {
  return "Basic " + base64(user + ":" + password);
}

GitAccess with_token(const std::string& value) {
  return {[value]() -> Result<Secret> { return Secret(value); }};
}

struct Machines {
  explicit Machines(Rules rules, std::optional<testing::Certificate> certificate = std::nullopt)
      : server(repository.folder(), std::move(rules), std::move(certificate)) {}

  Result<LedgerId> make(GitAccess access) const {
    return make_git_ledger(server.url(), (caches / "maker").string(), std::move(access));
  }
  Result<std::unique_ptr<StoredLedger>> open(const std::string& machine, GitAccess access) const {
    return open_git_ledger(server.url(), (caches / machine).string(), std::move(access),
                           LedgerOpening::existing_only);
  }

  test::BareRepository repository;
  test::TempFolder caches;
  GitHttpServer server;
};

void append_and_read(const Machines& machines, const GitAccess& access) {
  const auto made = machines.make(access);
  CHECK(trouble(made) == "");
  const auto ledger = machines.open("a", access);
  REQUIRE(ledger.has_value());
  const auto head = (*ledger)->append(empty_head(), test::one_of_each());
  CHECK(trouble(head) == "");
  const auto other = machines.open("b", access);
  REQUIRE(other.has_value());
  CHECK((*other)->read()->head == *head);
  CHECK(trouble((*other)->append(empty_head(), {git_claim(1)})).starts_with("conflict: "));
}

}  // namespace

TEST_CASE("a ledger is kept over HTTP with a token, which is sent only where it is asked for") {
  const Machines machines(Rules{basic("x-access-token", token)});
  append_and_read(machines, with_token(token));
  const auto sent = machines.server.authorizations();
  CHECK(std::count(sent.begin(), sent.end(), "") > 0);
  CHECK(std::count(sent.begin(), sent.end(), basic("x-access-token", token)) > 0);
}

TEST_CASE("the user of the URL goes with the token") {
  const Machines machines(Rules{basic("robot", token)});
  auto url = machines.server.url();
  url.insert(url.find("127"), "robot@");
  const auto made = make_git_ledger(url, (machines.caches / "a").string(), with_token(token));
  CHECK(trouble(made) == "");
}

TEST_CASE("a wrong token, a missing one and one that cannot be read are refused, and none is in the words") {
  const Machines machines(Rules{basic("x-access-token", token)});
  CHECK(trouble(machines.make(with_token("canary-wrong"))) ==
        "refused: The remote " + machines.server.url() + " does not accept the token.");
  CHECK(trouble(machines.make({})) ==
        "refused: The remote " + machines.server.url() + " asks for a token, and there is none.");
  const GitAccess broken{[]() -> Result<Secret> {
    return Error{ErrorKind::invalid, "TARIFF_LEDGER_TOKEN_FILE cannot be read.", "Check it."};
  }};
  CHECK(trouble(machines.make(broken)) == "invalid: TARIFF_LEDGER_TOKEN_FILE cannot be read.");
  CHECK(machines.repository.git({"for-each-ref"}).empty());
}

TEST_CASE("a server that forbids the push has refused it; one that fails in it may have taken it") {
  struct Case {
    int status;
    const char* start;
  };
  for (const Case& c : {Case{403, "refused: "}, {500, "outcome_unknown: "}}) {
    CAPTURE(c.status);
    Machines machines(Rules{"", c.status});
    machines.repository.git({"config", "http.receivepack", "true"});
    CHECK(trouble(machines.make({})).starts_with(c.start));
  }
}

TEST_CASE("a token does not follow a redirect") {
  const Machines elsewhere(Rules{});
  auto redirect = elsewhere.server.url();
  redirect.resize(redirect.rfind('/'));
  const Machines machines(Rules{"", 0, redirect});
  CHECK(trouble(machines.make(with_token(token))).find("is not there: it sends on to 127.0.0.1:") !=
        std::string::npos);
  CHECK(elsewhere.server.authorizations().empty());
}

TEST_CASE("a certificate that nobody vouches for is refused before anything is sent") {
  const Machines machines(Rules{}, testing::make_certificate());
  CHECK(trouble(machines.make(with_token(token))).find("did not prove who it is") != std::string::npos);
  CHECK(machines.server.authorizations().empty());
}

TEST_CASE("a ledger is kept over HTTPS behind a certificate that is vouched for, of the right name only") {
  const auto certificate = testing::make_certificate();
  const auto misnamed = testing::make_certificate({}, "elsewhere.example");
  const testing::TemporaryFile trusted(certificate.certificate_pem + misnamed.certificate_pem);
  git_libgit2_init();
  REQUIRE(git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, trusted.path().c_str(), nullptr) == 0);
  append_and_read(Machines(Rules{basic("x-access-token", token)}, certificate), with_token(token));
  const Machines wrong(Rules{}, misnamed);
  CHECK(trouble(wrong.make(with_token(token))).starts_with("refused: "));
  CHECK(wrong.server.authorizations().empty());
  git_libgit2_shutdown();
}

}  // namespace tariff
