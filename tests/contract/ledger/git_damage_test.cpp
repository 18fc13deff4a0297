#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "contract/ledger/git_site.hpp"
#include "support/ledger_promises.hpp"

namespace tariff {
namespace {

using test::git_claim;
using test::GitSite;
using test::GitWay;
using test::trouble;

constexpr GitWay both_ways[] = {GitWay::path, GitWay::daemon};
constexpr const char* reference = GitSite::reference;

/// What a new machine says of the ledger.
std::string problem_of(const GitSite& site, const std::string& machine = "visitor") {
  const auto ledger = site.open(machine);
  return ledger ? trouble((*ledger)->read()) : trouble(ledger);
}

/// Puts another commit on top that has these texts in place of the ledger's own.
void overwrite(const GitSite& site, const std::vector<std::pair<std::string, std::string>>& texts) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto* name : {"checkpoint", "ledger.json", "tail"})
    files.emplace_back(name, site.repository().text(reference, name));
  for (const auto& [name, text] : texts)
    for (auto& file : files)
      if (file.first == name) file.second = text;
  site.repository().commit(reference, files);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto found = text.find(from);
  REQUIRE(found != std::string::npos);
  return text.replace(found, from.size(), to);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < text.size();) {
    const auto end = text.find('\n', start) + 1;
    lines.push_back(text.substr(start, end - start));
    start = end;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) out += line;
  return out;
}

/// A ledger with one event of each kind.
struct Kept : GitSite {
  explicit Kept(GitWay way = GitWay::daemon) : GitSite(way) {
    make();
    REQUIRE(ledger("writer")->append(empty_head(), test::one_of_each()));
  }
  std::string tail() const { return repository().text(reference, "tail"); }
};

}  // namespace

TEST_CASE("a reference of another project is refused and left alone") {
  for (const auto way : both_ways) {
    const GitSite site(way);
    site.repository().commit(reference, {{"README", "not a ledger"}});
    const auto before = site.git_head();
    CHECK(problem_of(site).find("is no ledger of tariff. The ledger's commit has no file ledger.json") !=
          std::string::npos);
    CHECK(trouble(site.open("a", LedgerOpening::made_if_missing)).starts_with("refused: "));
    CHECK(trouble(make_git_ledger(site.remote(), site.cache("b").string(), {})).starts_with("conflict: "));
    CHECK(site.git_head() == before);
  }
}

TEST_CASE("a ledger.json that is another's, a reference to a text and one to a reference are refused") {
  for (const auto* text : {"{\"name\":\"package\"}", "[]", "", "{\"schema\":0,\"ledger\":\"l-x\"}",
                           "{\"schema\":1,\"ledger\":\"\"}"}) {
    const GitSite site(GitWay::daemon);
    site.repository().commit(reference, {{"ledger.json", text}, {"checkpoint", ""}, {"tail", ""}});
    CHECK(problem_of(site).starts_with("refused: refs/tariff/ledger of git://127.0.0.1:"));
  }
  for (const auto way : both_ways) {
    const GitSite site(way);
    site.repository().git({"update-ref", reference, site.repository().git({"hash-object", "-w", "--stdin"})});
    CHECK(problem_of(site) == "refused: The ledger's reference points to no commit.");
  }
  const GitSite site(GitWay::path);
  site.make();
  site.repository().git({"update-ref", "refs/heads/main", site.git_head()});
  site.repository().git({"symbolic-ref", reference, "refs/heads/main"});
  CHECK(problem_of(site) == "refused: The reference refs/tariff/ledger points to another reference.");
}

TEST_CASE("a ledger of a newer program in a repository is refused by name of its schema") {
  const Kept site;
  overwrite(site, {{"ledger.json", "{\"schema\":2,\"ledger\":\"l-x\"}"}});
  CHECK(problem_of(site) == "refused: The ledger has schema 2, this program knows 1.");
}

TEST_CASE(
    "an entry in the tail that another hand changed, removed, swapped, added or cut is found and named") {
  using Lines = std::vector<std::string>;
  const std::vector<std::function<void(Lines&)>> hands{
      [](Lines& lines) { lines[2] = replaced(lines[2], "December", "November"); },
      [](Lines& lines) { lines[2] = replaced(lines[2], "3\t", "4\t"); },
      [](Lines& lines) { lines[2][10] = lines[2][10] == '0' ? '1' : '0'; },
      [](Lines& lines) { lines.erase(lines.begin() + 2); },
      [](Lines& lines) { lines.erase(lines.begin()); },
      [](Lines& lines) { std::swap(lines[2], lines[3]); },
      [](Lines& lines) { lines.push_back(lines.back()); },
      [](Lines& lines) { lines.back().pop_back(); },
      [](Lines& lines) { lines[5] = "\n"; },
      [](Lines& lines) { lines[5] = "what is this\n"; },
      [](Lines& lines) { lines.back().resize(20); }};
  for (std::size_t i = 0; i < hands.size(); ++i) {
    CAPTURE(i);
    const Kept site(i % 2 == 0 ? GitWay::path : GitWay::daemon);
    auto lines = lines_of(site.tail());
    hands[i](lines);
    overwrite(site, {{"tail", joined(lines)}});
    CHECK(problem_of(site).starts_with("refused: The ledger is damaged at entry "));
  }
}

TEST_CASE("a checkpoint that was changed, is another ledger's or is missing is refused") {
  const Kept site;
  const auto checkpoint = site.repository().text(reference, "checkpoint");
  overwrite(site, {{"checkpoint", replaced(checkpoint, "\"sequence\":0", "\"sequence\":1")}});
  CHECK(problem_of(site).starts_with("refused: The ledger's checkpoint is damaged: "));
  overwrite(site, {{"checkpoint", checkpoint_text({LedgerId("l-other"), {}, empty_head(), ""})}});
  CHECK(problem_of(site) == "refused: The ledger's checkpoint is of another ledger.");
  site.repository().commit(reference, {{"ledger.json", site.repository().text(reference, "ledger.json")}});
  CHECK(problem_of(site) == "refused: The ledger's commit has no file checkpoint.");
}

TEST_CASE(
    "a history in which a later commit changed or lost an entry is named, though its last commit is whole") {
  for (const bool is_lost : {true, false}) {
    const Kept site;
    auto lines = lines_of(site.tail());
    lines.pop_back();
    LedgerHead head{static_cast<std::int64_t>(lines.size()), lines.back().substr(3, 64)};
    const auto other = next_entry(head, git_claim(9));
    if (!is_lost)
      lines.push_back(std::to_string(other.sequence) + "\t" + other.hash + "\t" + other.text + "\n");
    overwrite(site, {{"tail", joined(lines)}});
    CHECK(problem_of(site).empty());
    const auto visited =
        site.ledger("visitor")->each_entry([](const LedgerEntry&) -> Status { return done(); });
    CHECK(trouble(visited).starts_with("refused: The ledger is damaged at entry 26: a later commit has "));
    CHECK_FALSE(site.ledger("writer")->read()->discontinuity.empty());
  }
}

TEST_CASE("a reference that was set back is told as a discontinuity until a new epoch begins") {
  for (const auto way : both_ways) {
    const GitSite site(way);
    site.make();
    const auto ledger = site.ledger("a");
    const auto early = ledger->append(empty_head(), {git_claim(1)});
    const auto early_commit = site.git_head();
    REQUIRE(ledger->append(*early, {git_claim(2)}));
    site.repository().git({"update-ref", reference, early_commit});
    site.repository().git({"gc", "--quiet", "--prune=now"});
    for (const auto& reader : {site.ledger("a"), site.ledger("a")}) {
      const auto seen = reader->read();
      REQUIRE(seen.has_value());
      CHECK(seen->head == *early);
      CHECK(seen->discontinuity ==
            "The ledger stands at entry 1 and does not continue entry 2, which this machine has seen in it.");
    }
    CHECK(site.ledger("b")->read()->discontinuity.empty());
    // The handle that wrote entry 2 does not bring it back either.
    CHECK(trouble(ledger->append({2, ledger->read()->head.hash}, {git_claim(3)})).starts_with("conflict: "));
    const auto next = ledger->append(*early, {git_claim(4)});
    REQUIRE(next.has_value());
    CHECK_FALSE(ledger->read()->discontinuity.empty());
    CHECK_FALSE(site.ledger("a")->read()->discontinuity.empty());
    REQUIRE(ledger->append(*next, {{Instant{}, RunId("r"), EpochStarted{"an older head"}}}));
    CHECK(ledger->read()->discontinuity.empty());
    CHECK(site.ledger("a")->read()->discontinuity.empty());
  }
}

TEST_CASE("a push never brings back entries that were taken from the remote meanwhile") {
  for (const auto way : both_ways) {
    const GitSite site(way);
    site.make();
    const auto ledger = site.ledger("a");
    const auto first_commit = site.git_head();
    const auto head = ledger->append(empty_head(), {git_claim(1)});
    site.repository().git({"update-ref", reference, first_commit});
    CHECK(trouble(ledger->append(*head, {git_claim(2)})).starts_with("conflict: "));
    CHECK(site.git_head() == first_commit);
    site.repository().git({"update-ref", "-d", reference});
    CHECK(trouble(ledger->append(*head, {git_claim(2)})).starts_with("conflict: "));
    CHECK(site.repository().git({"for-each-ref"}).empty());
  }
}

TEST_CASE("a ledger that has vanished is refused, and one made in its place is a discontinuity") {
  for (const auto way : both_ways) {
    const GitSite site(way);
    site.make();
    const auto ledger = site.ledger("a");
    REQUIRE(ledger->append(empty_head(), {git_claim(1)}));
    site.repository().git({"update-ref", "-d", reference});
    CHECK(trouble(ledger->read()).find("refused: refs/tariff/ledger of ") == 0);
    CHECK(trouble(ledger->read()).find(" has vanished") != std::string::npos);
    CHECK(trouble(site.open("a")).starts_with("refused: "));
    CHECK(trouble(site.open("b")).starts_with("not_found: "));
    const auto made = make_git_ledger(site.remote(), site.cache("a").string(), {});
    REQUIRE(made.has_value());
    const auto read = site.ledger("a")->read();
    CHECK(read->id == *made);
    CHECK_FALSE(read->discontinuity.empty());
  }
}

TEST_CASE("a history of merges and packs is read along its first parents") {
  const Kept site(GitWay::path);
  site.repository().git({"gc", "--quiet"});
  const auto ledger = site.ledger("a");
  const auto head = ledger->read()->head;
  REQUIRE(ledger->append(head, {git_claim(7)}));
  site.repository().git({"pack-refs", "--all"});
  CHECK(ledger->read()->head.sequence == head.sequence + 1);
  REQUIRE(ledger->append(ledger->read()->head, {git_claim(8)}));
  CHECK(site.ledger("b")->read()->head.sequence == head.sequence + 2);
}

}  // namespace tariff
