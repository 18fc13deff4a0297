#include "adapters/git/commit_log.hpp"

#include <doctest/doctest.h>

#include "text/time.hpp"
#include "unit/adapters_git/temporary_repository.hpp"

namespace tariff {

TEST_CASE("a commit of the clone is known with its author, its day and the first line of its message") {
  const test::TemporaryFolder folder;
  folder.git("init --quiet");
  const auto id = folder.commit("tariff.toml", "format = 1\n");
  const auto commits = make_commit_log(folder / "tariff.toml");
  const auto found = commits->find(id);
  REQUIRE(found.has_value());
  CHECK(found->id == id);
  CHECK(found->author == "A");
  CHECK(found->email == "a@example.org");
  CHECK(found->subject == "change");
  CHECK(found->at > *read_instant("2020-01-01T00:00:00Z"));
}

TEST_CASE(
    "a commit that is not there, an id that is none and a folder without a repository are all unknown") {
  const test::TemporaryFolder folder;
  CHECK_FALSE(make_commit_log(folder / "tariff.toml")->find(std::string(40, 'a')).has_value());
  folder.git("init --quiet");
  folder.commit("tariff.toml", "format = 1\n");
  const auto commits = make_commit_log(folder / "tariff.toml");
  CHECK_FALSE(commits->find(std::string(40, 'a')).has_value());
  CHECK_FALSE(commits->find("HEAD").has_value());
  CHECK_FALSE(commits->find("").has_value());
}

}  // namespace tariff
