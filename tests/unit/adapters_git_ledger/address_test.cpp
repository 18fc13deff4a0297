#include "adapters/git_ledger/address.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "adapters/git_ledger/ledger.hpp"

namespace tariff::git_ledger {
namespace {

Address of(const std::string& text) {
  CAPTURE(text);
  const auto address = read_address(text);
  REQUIRE(address.has_value());
  return *address;
}

std::string problem_of(const std::string& text) {
  const auto address = read_address(text);
  if (address) return "taken for " + address->place;
  CHECK(address.error().kind == ErrorKind::invalid);
  CHECK_FALSE(address.error().hint.empty());
  return address.error().message;
}

}  // namespace

TEST_CASE("a path and a file URL are folders of this machine") {
  CHECK(of("/srv/ledger.git").way == Way::local);
  CHECK(of("/srv/a/../ledger.git").place == "/srv/ledger.git");
  CHECK(of("ledger.git").place.ends_with("/ledger.git"));
  CHECK(of("./a:b").way == Way::local);
  CHECK(of("file:///srv/my%20ledger.git").place == "/srv/my ledger.git");
  CHECK(of("file:///srv/ledger.git").way == Way::local);
}

TEST_CASE("a URL is written in one form, with what a connection goes to") {
  const auto web = of("https://robot@Git.Example.com/billing/config.git");
  CHECK(web.way == Way::https);
  CHECK(web.place == "https://git.example.com/billing/config.git");
  CHECK(web.shown == web.place);
  CHECK(web.user == "robot");
  CHECK(web.host == "git.example.com");
  CHECK(web.port == "443");
  CHECK(of("http://localhost:8080/x").port == "8080");
  CHECK(of("git://[::1]/x").host == "::1");
  CHECK(of("git://127.0.0.1/x").port == "9418");
}

TEST_CASE("SSH is reached as the user who is named, else as git, and messages name no user") {
  CHECK(of("ssh://git.example.com:2222/x.git").place == "ssh://git@git.example.com:2222/x.git");
  CHECK(of("ssh://ann@git.example.com/x.git").user == "ann");
  CHECK(of("ssh://ann@git.example.com/x.git").shown == "ssh://git.example.com/x.git");
  const auto brief = of("ann@git.example.com:billing/x.git");
  CHECK(brief.way == Way::ssh);
  CHECK(brief.place == "ann@git.example.com:billing/x.git");
  CHECK(brief.shown == "git.example.com:billing/x.git");
  CHECK(of("git.example.com:x.git").place == "git@git.example.com:x.git");
}

TEST_CASE("a bare connection is for loopback only") {
  for (const auto* host : {"git.example.com", "10.0.0.1", "127.0.0.1.example.com", "localhost.example.com",
                           "128.0.0.1", "127.1", "[::2]"})
    for (const std::string scheme : {"git", "http"})
      CHECK(problem_of(scheme + "://" + host + "/x").find("unprotected") != std::string::npos);
}

TEST_CASE("a password in a URL is refused and not repeated") {
  for (const auto* text : {"https://ann:canary@git.example.com/x", "https://:canary@git.example.com/x",
                           "ssh://ann:canary@git.example.com/x"}) {
    const auto problem = problem_of(text);
    CHECK(problem.find("has a password in it") != std::string::npos);
    CHECK(problem.find("canary") == std::string::npos);
  }
}

TEST_CASE("what two readers could read in two ways is no remote") {
  for (const auto* text : {"",
                           "https://",
                           "https://git.example.com",
                           "https://git.example.com/",
                           "https:///x",
                           "ftp://h/x",
                           "HTTPS://h/x",
                           "ssh+git://h/x",
                           "https://h/x?private_token=canary",
                           "https://h/x#y",
                           "https://a b/x",
                           "https://127.0.0.1\\@h/x",
                           "https://h:port/x",
                           "https://h:123456/x",
                           "https://[::1/x",
                           "https://a@b@c/x",
                           "https://h/x\n",
                           "git@h:",
                           "@h:x",
                           "a@:x",
                           "ext::sh -c x",
                           "file://host/x",
                           "file:///",
                           "file:///%0a",
                           "file:///%2",
                           "https://h\u0430/x"}) {
    CAPTURE(text);
    const auto problem = problem_of(text);
    CHECK(problem.starts_with("The remote under [ledger] url "));
    CHECK(problem.find("canary") == std::string::npos);
  }
}

TEST_CASE("a cache is named after the repository, whichever way its name was written") {
  const auto name = git_ledger_cache_name("https://git.example.com/x").value();
  CHECK(name.size() == 32);
  CHECK(name.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(git_ledger_cache_name("https://robot@Git.example.com/x").value() == name);
  CHECK(git_ledger_cache_name("https://git.example.com/y").value() != name);
  CHECK(git_ledger_cache_name("").error().kind == ErrorKind::invalid);
}

}  // namespace tariff::git_ledger
