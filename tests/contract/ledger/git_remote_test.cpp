#include <chrono>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>

#include "contract/ledger/git_site.hpp"
#include "support/ledger_promises.hpp"
#include "support/push_cutter.hpp"

namespace tariff {
namespace {

using test::git_claim;
using test::GitSite;
using test::GitWay;
using test::PushCutter;
using test::PushFate;
using test::trouble;
using namespace std::chrono_literals;

/// A ledger of one entry behind a proxy, and one machine that reaches it only that way.
struct Cut {
  Cut() : site(GitWay::daemon), cutter(site.daemon().port()) {
    site.make();
    auto opened =
        open_git_ledger(cutter.url(), site.cache("far").string(), {{}, 3s}, LedgerOpening::existing_only);
    REQUIRE(opened.has_value());
    far = std::move(opened).value();
    const auto first = far->append(empty_head(), {git_claim(1)});
    REQUIRE(first.has_value());
    head = *first;
  }
  Result<LedgerHead> append() { return far->append(head, {git_claim(2)}); }
  /// What everybody sees, reached directly.
  LedgerSnapshot seen() const { return *site.ledger("near")->read(); }
  std::string commits() const { return site.repository().git({"rev-list", "--count", GitSite::reference}); }

  GitSite site;
  PushCutter cutter;
  std::unique_ptr<StoredLedger> far;
  LedgerHead head;
};

/// A port on which connections are taken by nobody.
class DeafPort {
 public:
  DeafPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(socket_.number(), any, length) == 0);
    REQUIRE(::listen(socket_.number(), 8) == 0);
    REQUIRE(::getsockname(socket_.number(), any, &length) == 0);
    port_ = ntohs(address.sin_port);
  }
  std::string url() const { return "git://127.0.0.1:" + std::to_string(port_) + "/ledger.git"; }

 private:
  test::Descriptor socket_;
  std::uint16_t port_ = 0;
};

}  // namespace

TEST_CASE("a push that was cut before it arrived is made again, and its events are stored once") {
  Cut cut;
  cut.cutter.cut_next({PushFate::untaken});
  const auto head = cut.append();
  CHECK(trouble(head) == "");
  CHECK(cut.cutter.cuts() == 1);
  CHECK(cut.seen().head == *head);
  CHECK(cut.commits() == "3");
}

TEST_CASE("a push whose answer was cut is found in the history, and its events are stored once") {
  Cut cut;
  cut.cutter.cut_next({PushFate::unanswered});
  const auto head = cut.append();
  CHECK(trouble(head) == "");
  CHECK(cut.cutter.cuts() == 1);
  CHECK(cut.seen().head == *head);
  CHECK(cut.commits() == "3");
  CHECK(cut.far->append(*head, {git_claim(3)}).has_value());
}

TEST_CASE("a push that was cut, and behind which nobody answers any more, has an unknown outcome") {
  for (const auto fate : {PushFate::untaken_gone, PushFate::unanswered_gone}) {
    Cut cut;
    cut.cutter.cut_next({fate});
    const auto head = cut.append();
    CHECK(trouble(head).starts_with("outcome_unknown: The remote git://127.0.0.1:"));
    CHECK(cut.seen().head.sequence == (fate == PushFate::untaken_gone ? 1 : 2));
  }
}

TEST_CASE("a push that is cut again and again has an unknown outcome: an earlier one may still arrive") {
  Cut cut;
  cut.cutter.cut_next({PushFate::untaken, PushFate::untaken, PushFate::untaken});
  CHECK(trouble(cut.append()).starts_with("outcome_unknown: "));
  CHECK(cut.cutter.cuts() == 3);
  CHECK(cut.seen().head == cut.head);
  CHECK(cut.far->read()->head == cut.head);
  CHECK(cut.append().has_value());
}

TEST_CASE("a remote that falls silent in the middle of a push is left, and the push is made again") {
  Cut cut;
  cut.cutter.cut_next({PushFate::silent});
  CHECK(trouble(cut.append()) == "");
  CHECK(cut.cutter.cuts() == 1);
  CHECK(cut.commits() == "3");
}

TEST_CASE("a push that was cut while another machine appended was not stored, and says so") {
  Cut cut;
  const auto near = cut.site.ledger("near");
  cut.cutter.cut_next({PushFate::untaken},
                      [&] { CHECK(near->append(cut.head, {git_claim(9)}).has_value()); });
  CHECK(trouble(cut.append()).starts_with("conflict: "));
  CHECK(cut.seen().state.charges.size() == 2);
  CHECK(cut.far->read()->head == cut.seen().head);
}

TEST_CASE(
    "a push whose answer was cut and on which another machine built was stored, and its head is its own") {
  Cut cut;
  const auto near = cut.site.ledger("near");
  cut.cutter.cut_next({PushFate::unanswered},
                      [&] { CHECK(near->append(near->read()->head, {git_claim(9)}).has_value()); });
  const auto head = cut.append();
  CHECK(trouble(head) == "");
  CHECK(head->sequence == 2);
  CHECK(cut.seen().head.sequence == 3);
  CHECK(trouble(cut.far->append(*head, {git_claim(3)})).starts_with("conflict: "));
  CHECK(cut.far->read()->discontinuity.empty());
}

TEST_CASE("a ledger is made through a connection that breaks, once") {
  for (const auto fate : {PushFate::untaken, PushFate::unanswered}) {
    GitSite site(GitWay::daemon);
    PushCutter cutter(site.daemon().port());
    cutter.cut_next({fate});
    const auto made = make_git_ledger(cutter.url(), site.cache("a").string(), {});
    CHECK(trouble(made) == "");
    CHECK(site.ledger("b")->read()->id == *made);
  }
}

TEST_CASE("a remote whose hook refuses the push is told in its own words, made harmless") {
  const GitSite site(GitWay::daemon);
  site.make();
  const auto ledger = site.ledger("a");
  site.repository().hook("pre-receive", "printf 'closed \\033[2J for audit\\n::error::x\\n' >&2; exit 1");
  const auto refused = ledger->append(empty_head(), {git_claim(1)});
  CHECK(trouble(refused) == "refused: The remote " + site.remote() +
                                " refused the entry: pre-receive hook declined. It says: "
                                "closed \\u{1B}[2J for audit \\u{3A}:error::x");
  CHECK(site.ledger("b")->read()->head == empty_head());
  site.repository().hook("pre-receive", "exit 0");
  CHECK(ledger->append(empty_head(), {git_claim(1)}).has_value());
}

TEST_CASE("a remote that lets nobody push is refused, and it is not made a ledger either") {
  const GitSite site(GitWay::daemon);
  site.make();
  const auto ledger = site.ledger("a");
  site.repository().git({"config", "daemon.receivepack", "false"});
  CHECK(trouble(ledger->append(empty_head(), {git_claim(1)})).find(" denies access: ") != std::string::npos);
  CHECK(ledger->read().has_value());
}

TEST_CASE("a remote that is busy with another writer is asked again; one that stays locked refuses") {
  const GitSite site(GitWay::daemon);
  site.make();
  const auto ledger = site.ledger("a");
  site.repository().hook("pre-receive",
                         "if [ -e busy ]; then rm refs/tariff/ledger.lock\n"
                         "else touch busy refs/tariff/ledger.lock; fi");
  const auto head = ledger->append(empty_head(), {git_claim(1)});
  CHECK(trouble(head) == "");
  site.repository().hook("pre-receive", "exit 0");
  test::write_file(site.repository().path() / "refs/tariff/ledger.lock", "");
  CHECK(trouble(ledger->append(*head, {git_claim(2)})).starts_with("refused: "));
  CHECK(site.ledger("b")->read()->head == *head);
}

TEST_CASE("a remote that is gone, deaf or not there is unavailable, and nothing is kept of it") {
  GitSite site(GitWay::daemon);
  site.make();
  const auto ledger = site.ledger("a");
  site.daemon().stop();
  CHECK(trouble(ledger->read()).starts_with("unavailable: "));
  CHECK(trouble(ledger->append(empty_head(), {git_claim(1)})).starts_with("unavailable: "));
  CHECK(trouble(site.open("a")).starts_with("unavailable: "));
  const DeafPort deaf;
  const auto begin = std::chrono::steady_clock::now();
  const auto opened =
      open_git_ledger(deaf.url(), site.cache("b").string(), {{}, 200ms}, LedgerOpening::existing_only);
  CHECK(trouble(opened).starts_with("unavailable: "));
  CHECK(std::chrono::steady_clock::now() - begin < 10s);
  const auto path = (site.repository().folder() / "nowhere.git").string();
  CHECK(trouble(make_git_ledger(path, site.cache("c").string(), {})) ==
        "unavailable: There is no Git repository at " + path + ".");
}

}  // namespace tariff
