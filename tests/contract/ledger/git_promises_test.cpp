#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract/ledger/git_site.hpp"
#include "support/ledger_promises.hpp"

namespace tariff {
namespace {

using test::GitSite;
using test::GitWay;
using Promise = std::function<void(const test::OpenLedger&)>;

const std::vector<Promise>& promises() {
  static const std::vector<Promise> all{
      test::starts_empty_and_folds_what_it_took, test::refuses_a_head_that_has_moved,
      test::takes_all_events_of_an_append_or_none, test::keeps_every_kind_of_event,
      test::gives_every_reader_the_same_head};
  return all;
}

/// Each opening is another machine.
test::OpenLedger machines_at(const GitSite& site) {
  return [&site, count = std::make_shared<std::atomic<int>>(0)]() -> std::unique_ptr<Ledger> {
    auto opened = site.open("machine-" + std::to_string((*count)++), LedgerOpening::made_if_missing);
    CHECK(test::trouble(opened) == "");
    REQUIRE(opened.has_value());
    return std::move(opened).value();
  };
}

void keeps_every_promise(GitWay way) {
  for (const auto& promise : promises()) {
    const GitSite site(way);
    promise(machines_at(site));
  }
}

/// Appends until ten events are stored or something other than another writer is in the way; gives how many
/// were.
int append_ten(const GitSite& site, const std::string& machine, int writer) {
  auto ledger = site.open(machine);
  int stored = 0;
  while (ledger && stored < 10) {
    const auto snapshot = (*ledger)->read();
    if (!snapshot) break;
    const auto head = (*ledger)->append(snapshot->head, {test::git_claim(writer * 100 + stored)});
    if (head) ++stored;
    if (!head && head.error().kind != ErrorKind::conflict) break;
  }
  return stored;
}

void three_processes_lose_no_event(GitWay way, const std::vector<std::string>& caches) {
  const GitSite site(way);
  site.make();
  std::vector<pid_t> children;
  for (int writer = 0; writer < 3; ++writer) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) _exit(append_ten(site, caches[static_cast<std::size_t>(writer)], writer) == 10 ? 0 : 1);
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
  }
  const auto snapshot = site.ledger("reader")->read();
  REQUIRE(snapshot.has_value());
  CHECK(snapshot->head.sequence == 30);
  CHECK(snapshot->state.charges.size() == 30);
}

}  // namespace

TEST_CASE("the ledger in a Git repository of this machine keeps every promise of the port") {
  keeps_every_promise(GitWay::path);
}

TEST_CASE("the ledger behind a Git server keeps every promise of the port") {
  keeps_every_promise(GitWay::daemon);
}

TEST_CASE("three writers at once lose no event in a Git repository, whichever way they reach it") {
  for (const auto way : {GitWay::path, GitWay::daemon}) {
    const GitSite site(way);
    test::loses_no_append(machines_at(site), 3, 8);
  }
}

TEST_CASE("three machines that append at once lose no event in a Git repository") {
  for (const auto way : {GitWay::path, GitWay::daemon}) three_processes_lose_no_event(way, {"a", "b", "c"});
}

TEST_CASE("three processes that share one machine's cache lose no event either") {
  for (const auto way : {GitWay::path, GitWay::daemon}) three_processes_lose_no_event(way, {"a", "a", "a"});
}

}  // namespace tariff
