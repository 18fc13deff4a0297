#include <doctest/doctest.h>

#include "adapters/git/commit_log.hpp"
#include "support/git_repository.hpp"
#include "support/temp_folder.hpp"

namespace tariff {
namespace {

using test::GitRepository;
using test::TempFolder;

constexpr std::string_view file = "tariff.toml";

struct Clone {
  TempFolder folder;
  GitRepository repository{folder / "customers"};

  std::string commit(std::string_view text, std::string_view message) const {
    return repository.commit_file(file, text, message);
  }
  Result<LineOrigins> origins(const std::string& commit, const std::string& since = "") const {
    return make_commit_log((repository.path() / file).string())->origins(commit, since);
  }
};

/// The subject of each line's commit, "-" where the line is older.
std::string subjects(const Result<LineOrigins>& origins, int lines) {
  if (!origins) return origins.error().message;
  std::string out;
  for (int line = 1; line <= lines; ++line) {
    const auto found = origins->commit_of(line);
    out += (out.empty() ? "" : " ") + (found ? origins->commits[*found].subject : "-");
  }
  return out;
}

TEST_CASE("each line is of the commit that wrote it, and the newest commit comes first") {
  const Clone clone;
  clone.commit("a\nb\nc\n", "one");
  clone.commit("a\nB\nc\n", "two");
  const auto head = clone.commit("a\nB\nc\nd\n", "three\n\nTicket: ABC-1\n");
  const auto origins = clone.origins(head);
  CHECK(subjects(origins, 4) == "one two one three");
  REQUIRE(origins->commits.size() == 3);
  CHECK(origins->commits[0].subject == "three");
  CHECK(origins->commits[0].ticket == "ABC-1");
  CHECK(origins->commits[0].author == "Ada Test");
  CHECK(origins->commits[2].subject == "one");
}

TEST_CASE("what the last applied commit wrote, and all before it, is older") {
  const Clone clone;
  clone.commit("a\nb\nc\n", "one");
  const auto applied = clone.commit("a\nB\nc\n", "two");
  const auto head = clone.commit("a\nB\nC\n", "three");
  CHECK(subjects(clone.origins(head, applied), 3) == "- - three");
  CHECK(clone.origins(head, head)->commits.empty());
  CHECK(subjects(clone.origins(head, head), 3) == "- - -");
}

TEST_CASE("where the last applied commit is no ancestor, or not here, every line has its commit") {
  const Clone clone;
  const auto first = clone.commit("a\nb\n", "one");
  const auto left = clone.commit("a\nB\n", "discarded");
  clone.repository.git({"reset", "--quiet", "--hard", first});
  const auto head = clone.commit("A\nb\n", "two");
  CHECK(subjects(clone.origins(head, left), 2) == "two one");
  CHECK(subjects(clone.origins(head, std::string(40, 'a')), 2) == "two one");
  CHECK(subjects(clone.origins(head, "no id"), 2) == "two one");
}

TEST_CASE("a squash is one commit, a merge keeps those of its branch") {
  const Clone clone;
  const auto applied = clone.commit("a\nb\nc\nd\n", "one");
  clone.repository.git({"checkout", "--quiet", "-b", "request"});
  clone.commit("A\nb\nc\nd\n", "wip");
  clone.commit("A\nB\nc\nd\n", "wip again");
  clone.repository.git({"checkout", "--quiet", "main"});
  clone.commit("a\nb\nc\nD\n", "meanwhile");
  clone.repository.git({"branch", "before"});
  clone.repository.git({"merge", "--quiet", "--squash", "request"});
  const auto squashed = clone.repository.commit("Bill Contoso (#12)");
  CHECK(subjects(clone.origins(squashed, applied), 4) == "Bill Contoso (#12) Bill Contoso (#12) - meanwhile");
  CHECK(clone.origins(squashed, applied)->commits[0].ticket == "PR #12");
  clone.repository.git({"checkout", "--quiet", "before"});
  clone.repository.git(
      {"merge", "--quiet", "--no-ff", "-m", "Merge pull request #12 from request", "request"});
  CHECK(subjects(clone.origins(clone.repository.head(), applied), 4) == "wip wip again - meanwhile");
}

TEST_CASE("lines that reach back past the last applied commit through another branch are older, too") {
  const Clone clone;
  clone.commit("a\nb\nc\n", "one");
  clone.repository.git({"branch", "request"});
  const auto applied = clone.commit("a\nb\nC\n", "applied");
  clone.repository.git({"checkout", "--quiet", "request"});
  clone.commit("A\nb\nc\n", "wip");
  clone.repository.git({"merge", "--quiet", "-m", "Merge main", "main"});
  CHECK(subjects(clone.origins(clone.repository.head(), applied), 3) == "wip - -");
}

TEST_CASE("a renaming is followed: it wrote no line") {
  const Clone clone;
  clone.repository.commit_file("old.toml", "a\nb\n", "one");
  clone.repository.git({"mv", "old.toml", "tariff.toml"});
  const auto head = clone.repository.commit("rename");
  CHECK(subjects(clone.origins(head), 2) == "one one");
}

TEST_CASE("uncommitted lines do not matter, a detached HEAD, a subfolder and a bare repository neither") {
  const Clone clone;
  clone.commit("a\nb\n", "one");
  const auto head = clone.commit("a\nB\n", "two");
  clone.repository.write(file, "x\na\nB\ny\n");
  clone.repository.git({"checkout", "--quiet", "--detach"});
  CHECK(subjects(clone.origins(head), 2) == "one two");
  const auto below = clone.repository.commit_file("msp/tariff.toml", "q\n", "below");
  const auto log = make_commit_log((clone.repository.path() / "msp" / "tariff.toml").string());
  CHECK(subjects(log->origins(below, ""), 1) == "below");
  clone.repository.git({"clone", "--quiet", "--bare", ".", "../bare.git"});
  const auto bare = make_commit_log((clone.folder / "bare.git" / "tariff.toml").string());
  CHECK(subjects(bare->origins(head, ""), 2) == "one two");
}

TEST_CASE("a shallow clone says that it does not hold the history") {
  const Clone clone;
  clone.commit("a\nb\n", "one");
  clone.commit("a\nB\n", "two");
  const auto head = clone.commit("A\nB\n", "three");
  clone.repository.git({"clone", "--quiet", "--depth=1", "--no-local", ".", "../shallow"});
  const auto log = make_commit_log((clone.folder / "shallow" / "tariff.toml").string());
  const auto origins = log->origins(head, "");
  REQUIRE_FALSE(origins.has_value());
  CHECK(origins.error().kind == ErrorKind::unavailable);
  CHECK(origins.error().message.find("was not read: the clone is shallow") != std::string::npos);
  CHECK(origins.error().hint == "A shallow clone does not hold it: fetch the whole history.");
}

TEST_CASE("without a repository, a commit or the file in it there is no origin") {
  const TempFolder folder;
  CHECK_FALSE(
      make_commit_log((folder / "tariff.toml").string())->origins(std::string(40, 'a'), "").has_value());
  const Clone clone;
  const auto head = clone.repository.commit_file("other.toml", "a\n", "one");
  CHECK_FALSE(clone.origins(head).has_value());
  CHECK_FALSE(clone.origins(std::string(40, 'a')).has_value());
  CHECK_FALSE(clone.origins("HEAD").has_value());
}

}  // namespace
}  // namespace tariff
