#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "contract/ledger/git_site.hpp"
#include "support/ledger_promises.hpp"

namespace tariff {
namespace {

namespace fs = std::filesystem;
using test::git_claim;
using test::GitSite;
using test::GitWay;
using test::trouble;

constexpr GitWay both_ways[] = {GitWay::path, GitWay::daemon};

mode_t mode_of(const fs::path& path) {
  struct stat found {};
  REQUIRE(lstat(path.c_str(), &found) == 0);
  return found.st_mode & 0777U;
}

/// Appends events one by one, `from` to `to`, to what is there.
LedgerHead append_each(Ledger& ledger, std::int64_t from, std::int64_t to) {
  auto head = ledger.read()->head;
  for (std::int64_t i = from; i <= to; ++i) {
    const auto next = ledger.append(head, {git_claim(i)});
    CHECK(trouble(next) == "");
    REQUIRE(next.has_value());
    head = *next;
  }
  return head;
}

std::string commits_of(const GitSite& site) {
  return site.repository().git({"rev-list", "--count", GitSite::reference});
}

}  // namespace

TEST_CASE("a ledger is made once in a Git repository, and its cache is its user's alone") {
  for (const auto way : both_ways) {
    const GitSite site(way);
    const auto id = site.make();
    CHECK(id.value().starts_with("l-"));
    CHECK(mode_of(site.cache("maker")) == 0700U);
    const auto again = make_git_ledger(site.remote(), site.cache("other").string(), {});
    CHECK(trouble(again).starts_with("conflict: "));
    CHECK(site.ledger("reader")->read()->id == id);
  }
}

TEST_CASE("a ledger that is not in the repository is not made by opening it, unless that was asked for") {
  for (const auto way : both_ways) {
    const GitSite site(way);
    CHECK(trouble(site.open("a")).starts_with("not_found: There is no ledger at refs/tariff/ledger of "));
    CHECK(site.repository().git({"for-each-ref"}).empty());
    const auto made = site.open("a", LedgerOpening::made_if_missing);
    REQUIRE(made.has_value());
    CHECK((*made)->read()->head == empty_head());
    CHECK(site.open("b", LedgerOpening::made_if_missing).has_value());
    CHECK(commits_of(site) == "1");
  }
}

TEST_CASE("one append is one commit whose title is for people and whose author is nobody's machine") {
  for (const auto way : both_ways) {
    const GitSite site(way);
    site.make();
    const auto ledger = site.ledger("a");
    REQUIRE(ledger->append(empty_head(), {git_claim(1), git_claim(2), git_claim(3)}));
    const Instant at{std::chrono::seconds{1'795'342'474}};
    REQUIRE(ledger->append(ledger->read()->head, {{at, RunId("\x1B[2J ::error::x"), ChargeRetired{}}}));
    const auto log =
        site.repository().git({"log", "--reverse", "--format=%s|%an|%cn|%at|%ct", GitSite::reference});
    const auto titles = log.substr(log.find('\n') + 1);
    CHECK(titles ==
          "r-812: 3 events|tariff|tariff|1795342473|1795342473\n"
          "\\u{1B}[2J \\u{3A}:error::x: 1 event|tariff|tariff|1795342474|1795342474");
    CHECK(log.starts_with("ledger l-"));
  }
}

TEST_CASE("an append of nothing makes no commit and still says whether the head has moved") {
  const GitSite site(GitWay::daemon);
  site.make();
  const auto ledger = site.ledger("a");
  const auto head = site.ledger("b")->append(empty_head(), {git_claim(1)});
  REQUIRE(head.has_value());
  CHECK(trouble(ledger->append(empty_head(), {})).starts_with("conflict: "));
  CHECK(*ledger->append(*head, {}) == *head);
  CHECK(commits_of(site) == "2");
}

TEST_CASE("reading costs a checkpoint and at most 256 entries, and the history has every entry once") {
  const GitSite site(GitWay::path);
  site.make();
  const auto ledger = site.ledger("a");
  std::vector<Event> many;
  for (std::int64_t i = 1; i <= 255; ++i) many.push_back(git_claim(i));
  REQUIRE(ledger->append(empty_head(), many));
  append_each(*ledger, 256, 256);
  CHECK(site.repository().text(GitSite::reference, "checkpoint").find("\"sequence\":0") != std::string::npos);
  append_each(*ledger, 257, 258);
  CHECK(site.repository().text(GitSite::reference, "checkpoint").find("\"sequence\":256") !=
        std::string::npos);
  const auto tail = site.repository().text(GitSite::reference, "tail");
  CHECK(tail.starts_with("257\t"));
  CHECK(std::count(tail.begin(), tail.end(), '\n') == 2);
  for (const auto* machine : {"a", "b"}) {
    const auto reader = site.ledger(machine);
    LogFold fold({reader->read()->id, {}, empty_head(), ""});
    CHECK(trouble(reader->each_entry([&](const LedgerEntry& entry) { return fold.take(entry); })) == "");
    CHECK(fold.snapshot().head == reader->read()->head);
    CHECK(fold.snapshot().state == reader->read()->state);
    CHECK(fold.snapshot().head.sequence == 258);
  }
}

TEST_CASE("a visitor that has enough ends the visiting") {
  const GitSite site(GitWay::daemon);
  site.make();
  const auto ledger = site.ledger("a");
  REQUIRE(ledger->append(empty_head(), test::one_of_each()));
  int visited = 0;
  const auto ended = ledger->each_entry([&](const LedgerEntry&) -> Status {
    if (++visited < 2) return done();
    return Error{ErrorKind::invalid, "enough", "x"};
  });
  CHECK(trouble(ended) == "invalid: enough");
  CHECK(visited == 2);
}

TEST_CASE("two machines take turns without ever seeing an old head") {
  for (const auto way : both_ways) {
    const GitSite site(way);
    site.make();
    const auto one = site.ledger("one");
    const auto other = site.ledger("other");
    for (std::int64_t i = 0; i < 6; i += 2) {
      append_each(*one, i, i);
      append_each(*other, i + 1, i + 1);
    }
    CHECK(one->read()->head == other->read()->head);
    CHECK(one->read()->state.charges.size() == 6);
    CHECK(one->read()->discontinuity.empty());
  }
}

TEST_CASE("two machines that append the same at the same second do not take each other's commit for theirs") {
  for (const auto way : both_ways) {
    const GitSite site(way);
    site.make();
    const auto one = site.ledger("one");
    const auto other = site.ledger("other");
    CHECK(one->read()->head == other->read()->head);
    CHECK(one->append(empty_head(), {git_claim(1)}).has_value());
    CHECK(trouble(other->append(empty_head(), {git_claim(1)})).starts_with("conflict: "));
  }
}

TEST_CASE("a cache that is lost or damaged is fetched again, also in the middle of a run") {
  const GitSite site(GitWay::daemon);
  site.make();
  const auto ledger = site.ledger("a");
  const auto objects = site.cache("a") / "objects.git";
  auto head = append_each(*ledger, 1, 3);
  fs::remove_all(objects);
  head = append_each(*ledger, 4, 4);
  CHECK(ledger->read()->head == head);
  for (const auto& entry : fs::recursive_directory_iterator(objects / "objects"))
    if (entry.is_regular_file()) {
      fs::permissions(entry.path(), fs::perms::owner_all);
      fs::resize_file(entry.path(), 3);
    }
  CHECK(site.ledger("a")->read()->head == head);
  test::write_file(objects / "HEAD", "nonsense");
  CHECK(append_each(*site.ledger("a"), 5, 5).sequence == 5);
  CHECK(ledger->read()->discontinuity.empty());
}

TEST_CASE("a cache of very many small packs is fetched anew in one") {
  const GitSite site(GitWay::daemon);
  site.make();
  const auto packs = site.cache("a") / "objects.git" / "objects" / "pack";
  append_each(*site.ledger("b"), 1, 2);
  CHECK(site.ledger("a")->read()->head.sequence == 2);
  const auto count = [&] { return std::distance(fs::directory_iterator(packs), fs::directory_iterator()); };
  for (int i = 0; i < 400; ++i) test::write_file(packs / ("pack-" + std::to_string(i) + ".keep"), "");
  CHECK(site.ledger("a")->read()->head.sequence == 2);
  CHECK(count() == 2);
}

TEST_CASE("an object that was cut in the repository itself is an error that ends") {
  const GitSite site(GitWay::path);
  site.make();
  const auto head = site.git_head();
  const auto object = site.repository().path() / "objects" / head.substr(0, 2) / head.substr(2);
  fs::permissions(object, fs::perms::owner_all);
  fs::resize_file(object, fs::file_size(object) / 2);
  CHECK(trouble(site.open("a")).starts_with("local_io: "));
}

TEST_CASE("a cache folder that is a link or open to others is refused, and a planted link is not followed") {
  const GitSite site(GitWay::daemon);
  site.make();
  fs::create_directory_symlink(site.cache("maker"), site.cache("linked"));
  CHECK(trouble(site.open("linked")).starts_with("refused: "));
  fs::create_directory(site.cache("open"));
  fs::permissions(site.cache("open"), fs::perms::all);
  CHECK(trouble(site.open("open")).starts_with("refused: "));
  fs::remove(site.cache("maker") / "lock");
  fs::create_symlink(site.cache("target"), site.cache("maker") / "lock");
  CHECK(trouble(site.open("maker")).starts_with("local_io: "));
  CHECK_FALSE(fs::exists(site.cache("target")));
}

TEST_CASE(
    "a lock that a writer holds in the repository is named; one that a killed writer left goes, once it is "
    "old") {
  const GitSite site(GitWay::path);
  site.make();
  const auto ledger = site.ledger("a");
  const auto lock = site.repository().path() / "refs" / "tariff" / "ledger.lock";
  test::write_file(lock, "");
  const auto refused = ledger->append(empty_head(), {git_claim(1)});
  CHECK(trouble(refused).starts_with("locked: "));
  CHECK(fs::exists(lock));
  fs::last_write_time(lock, fs::last_write_time(lock) - std::chrono::minutes(11));
  CHECK(ledger->append(empty_head(), {git_claim(1)}).has_value());
}

TEST_CASE("a file URL is opened as the path it is") {
  const GitSite site(GitWay::path);
  site.make();
  const auto opened =
      open_git_ledger("file://" + site.remote(), site.cache("a").string(), {}, LedgerOpening::existing_only);
  REQUIRE(opened.has_value());
  CHECK((*opened)->append(empty_head(), {git_claim(1)}).has_value());
  CHECK(git_ledger_cache_name("file://" + site.remote()).value() ==
        git_ledger_cache_name(site.remote()).value());
}

}  // namespace tariff
