#include <stdexcept>

#include <doctest/doctest.h>

#include "support/git_repository.hpp"
#include "support/temp_folder.hpp"

using namespace tariff::test;

TEST_CASE("what is committed is in the history, with its author") {
  const TempFolder folder;
  const GitRepository repository(folder / "work");
  Signature grace;
  grace.name = "Grace Test";
  repository.write("customers/tariff.toml", "format = 1\n");
  const auto id = repository.commit("Bill Contoso", grace);
  CHECK(id.size() == 40);
  CHECK(repository.head() == id);
  CHECK(repository.git({"show", "HEAD:customers/tariff.toml"}) == "format = 1");
  CHECK(repository.git({"log", "--format=%an %s"}) == "Grace Test Bill Contoso");
}

TEST_CASE("the same commits have the same ids, so that golden files can name them") {
  const TempFolder folder;
  const auto first = GitRepository(folder / "a").commit_file("a", "1", "One");
  const auto second = GitRepository(folder / "b").commit_file("a", "1", "One");
  CHECK(first == second);
}

TEST_CASE("what git refuses is an error with git's words") {
  const TempFolder folder;
  const GitRepository repository(folder / "work");
  CHECK_THROWS_AS(repository.git({"checkout", "nowhere"}), std::runtime_error);
}

TEST_CASE("a temporary folder is private and vanishes with its owner") {
  std::filesystem::path path;
  {
    const TempFolder folder;
    path = folder.path();
    CHECK(read_file(folder.write("deep/file", "text")) == "text");
    CHECK(std::filesystem::status(path).permissions() == std::filesystem::perms::owner_all);
  }
  CHECK_FALSE(std::filesystem::exists(path));
  CHECK_THROWS_AS(read_file(path / "deep/file"), std::runtime_error);
}
