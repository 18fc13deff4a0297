#include "adapters/git/config_file.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/adapters_git/temporary_repository.hpp"

namespace tariff {
namespace {

using test::TemporaryFolder;

Result<ConfigText> read(const std::string& path, TextChoice choice) {
  return make_config_file(path, choice, std::nullopt)->read();
}

Result<ConfigText> read_at(const std::string& path, const std::string& revision) {
  return make_config_file(path, TextChoice::work_tree, revision)->read();
}

/// A repository with one commit of tariff.toml: "one\n".
class Repository : public TemporaryFolder {
 public:
  Repository() {
    git("init --quiet");
    first = commit("tariff.toml", "one\n");
  }
  std::string file() const { return *this / "tariff.toml"; }
  std::string first;
};

}  // namespace

TEST_CASE("the work tree's text needs no repository") {
  const TemporaryFolder folder;
  folder.write("tariff.toml", "a\n");
  const auto found = read(folder / "tariff.toml", TextChoice::work_tree);
  REQUIRE(found.has_value());
  CHECK(found->text == "a\n");
  CHECK(found->name == folder / "tariff.toml");
  CHECK(found->commit == "");
  CHECK_FALSE(found->dirty);
}

TEST_CASE("a committed text is clean, with HEAD's commit, for every choice") {
  const Repository repository;
  for (const auto choice : {TextChoice::work_tree, TextChoice::head, TextChoice::head_or_work_tree}) {
    const auto found = read(repository.file(), choice);
    REQUIRE(found.has_value());
    CHECK(found->text == "one\n");
    CHECK(found->commit == repository.first);
    CHECK_FALSE(found->dirty);
  }
}

TEST_CASE("a changed text is read from the work tree as dirty, and refused where HEAD is wanted") {
  const Repository repository;
  repository.write("tariff.toml", "two\n");
  const auto found = read(repository.file(), TextChoice::head_or_work_tree);
  REQUIRE(found.has_value());
  CHECK(found->text == "two\n");
  CHECK(found->commit == repository.first);
  CHECK(found->dirty);

  const auto refused = read(repository.file(), TextChoice::head);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == ErrorKind::refused);
  CHECK(refused.error().message.find("differs from HEAD;") != std::string::npos);
  CHECK(refused.error().hint.find("--allow-dirty") != std::string::npos);
}

TEST_CASE("a change that is only staged is a change") {
  const Repository repository;
  repository.write("tariff.toml", "two\n");
  repository.git("add tariff.toml");
  CHECK_FALSE(read(repository.file(), TextChoice::head).has_value());
  CHECK(read(repository.file(), TextChoice::work_tree)->dirty);
}

TEST_CASE("another file's change is nobody's business") {
  const Repository repository;
  repository.write("README", "x");
  CHECK(read(repository.file(), TextChoice::head).has_value());
}

TEST_CASE("other line ends are a change, and the message says which") {
  const Repository repository;
  repository.write("tariff.toml", "one\r\n");
  const auto refused = read(repository.file(), TextChoice::head);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message.find("line ends") != std::string::npos);
}

TEST_CASE("an untracked or deleted file is refused where HEAD is wanted") {
  const Repository repository;
  repository.write("other.toml", "x\n");
  CHECK(read(repository / "other.toml", TextChoice::work_tree)->dirty);
  const auto untracked = read(repository / "other.toml", TextChoice::head);
  REQUIRE_FALSE(untracked.has_value());
  CHECK(untracked.error().kind == ErrorKind::refused);
  std::filesystem::remove(repository.file());
  const auto deleted = read(repository.file(), TextChoice::head);
  REQUIRE_FALSE(deleted.has_value());
  CHECK(deleted.error().kind == ErrorKind::refused);
  CHECK(read(repository.file(), TextChoice::work_tree).error().kind == ErrorKind::not_found);
}

TEST_CASE("without a repository or a commit HEAD is refused, with a way out") {
  const TemporaryFolder folder;
  folder.write("tariff.toml", "a\n");
  const auto without = read(folder / "tariff.toml", TextChoice::head);
  REQUIRE_FALSE(without.has_value());
  CHECK(without.error().kind == ErrorKind::refused);
  CHECK(without.error().hint.find("--allow-dirty") != std::string::npos);

  folder.git("init --quiet");
  const auto unborn = read(folder / "tariff.toml", TextChoice::head);
  REQUIRE_FALSE(unborn.has_value());
  CHECK(unborn.error().kind == ErrorKind::refused);
  CHECK(unborn.error().message.find("no commit yet") != std::string::npos);
  const auto found = read(folder / "tariff.toml", TextChoice::work_tree);
  REQUIRE(found.has_value());
  CHECK(found->commit == "");
  CHECK(found->dirty);
}

TEST_CASE("no filter, line-end rule or keyword of the repository touches the text, and none is run") {
  const Repository repository;
  const auto with_keyword = repository.commit("tariff.toml", "# $Id$\none\n");
  for (const auto* driver : {"smudge", "clean"})
    repository.git(std::string("config filter.evil.") + driver + " \"touch was-run; sed s/one/two/\"");
  repository.git("config filter.evil.required true");
  repository.git("config core.autocrlf true");
  repository.write(".gitattributes", "tariff.toml filter=evil ident text eol=crlf diff=evil\n");
  for (const auto choice : {TextChoice::work_tree, TextChoice::head, TextChoice::head_or_work_tree}) {
    const auto found = read(repository.file(), choice);
    REQUIRE(found.has_value());
    CHECK(found->text == "# $Id$\none\n");
    CHECK_FALSE(found->dirty);
  }
  CHECK(read_at(repository.file(), with_keyword)->text == "# $Id$\none\n");
  CHECK_FALSE(std::filesystem::exists(repository / "was-run"));
  // The filter is one that Git itself runs.
  std::filesystem::remove(repository.file());
  repository.git("checkout -- tariff.toml");
  CHECK(std::filesystem::exists(repository / "was-run"));
}

TEST_CASE("a revision is read from the object database, whatever lies in the work tree") {
  const Repository repository;
  const auto second = repository.commit("tariff.toml", "two\n");
  repository.git("tag v1 HEAD~1");
  repository.write("tariff.toml", "three\n");
  for (const auto& revision :
       {std::string("HEAD~1"), std::string("v1"), repository.first, repository.first.substr(0, 10)}) {
    const auto found = read_at(repository.file(), revision);
    REQUIRE(found.has_value());
    CHECK(found->text == "one\n");
    CHECK(found->commit == repository.first);
    CHECK_FALSE(found->dirty);
  }
  CHECK(read_at(repository.file(), "main")->commit == second);
  std::filesystem::remove(repository.file());
  CHECK(read_at(repository.file(), "main")->text == "two\n");
}

TEST_CASE("a revision that does not exist, names no commit or lacks the file says so") {
  const Repository repository;
  CHECK(read_at(repository.file(), "nowhere").error().kind == ErrorKind::not_found);
  CHECK(read_at(repository.file(), "HEAD~5").error().kind == ErrorKind::not_found);
  CHECK(read_at(repository.file(), "HEAD:tariff.toml").error().kind == ErrorKind::refused);
  CHECK(read_at(repository / "other.toml", "HEAD").error().kind == ErrorKind::not_found);
  const TemporaryFolder folder;
  CHECK(read_at(folder / "tariff.toml", "HEAD").error().kind == ErrorKind::not_found);
}

TEST_CASE("a file in a subfolder is found, also when the folder is gone from the work tree") {
  const Repository repository;
  repository.commit("customers/north/tariff.toml", "north\n");
  const auto file = repository / "customers/north/tariff.toml";
  CHECK(read(file, TextChoice::head)->text == "north\n");
  std::filesystem::remove_all(repository / "customers");
  CHECK(read_at(file, "HEAD")->text == "north\n");
}

TEST_CASE("a detached HEAD, a shallow clone and a bare repository can be read") {
  const Repository repository;
  const auto second = repository.commit("tariff.toml", "two\n");
  repository.git("clone --quiet --bare . bare.git");
  repository.git("clone --quiet --depth 1 file://" + (repository / "bare.git") + " shallow");
  CHECK(read_at(repository / "bare.git/tariff.toml", "main~1")->text == "one\n");
  CHECK(read(repository / "bare.git/tariff.toml", TextChoice::head)->text == "two\n");
  CHECK(read(repository / "shallow/tariff.toml", TextChoice::head)->commit == second);
  CHECK(read_at(repository / "shallow/tariff.toml", "HEAD~1").error().kind == ErrorKind::not_found);
  repository.git("checkout --quiet --detach HEAD~1");
  CHECK(read(repository.file(), TextChoice::head)->commit == repository.first);
}

TEST_CASE("a repository reached through a linked folder is the same repository") {
  const Repository repository;
  const TemporaryFolder folder;
  std::filesystem::create_directory_symlink(std::filesystem::path(repository.file()).parent_path(),
                                            folder / "link");
  CHECK(read(folder / "link/tariff.toml", TextChoice::head)->commit == repository.first);
}

TEST_CASE("in the work tree only a regular file is read") {
  const TemporaryFolder folder;
  folder.write("real.toml", "a\n");
  std::filesystem::create_symlink("real.toml", folder / "link.toml");
  REQUIRE(::mkfifo((folder / "pipe.toml").c_str(), 0600) == 0);
  std::filesystem::create_directory(folder / "folder.toml");
  for (const auto& path : std::vector<std::string>{folder / "link.toml", folder / "pipe.toml",
                                                   folder / "folder.toml", std::string("/dev/zero")}) {
    CAPTURE(path);
    const auto found = read(path, TextChoice::work_tree);
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().kind == ErrorKind::refused);
  }
  CHECK(read(folder / "none.toml", TextChoice::work_tree).error().kind == ErrorKind::not_found);
}

TEST_CASE("a text over 16 MiB is refused in the work tree and in the repository") {
  const Repository repository;
  const std::string big((16U << 20U) + 1, '\n');
  repository.commit("tariff.toml", big);
  CHECK(read(repository.file(), TextChoice::work_tree).error().kind == ErrorKind::refused);
  CHECK(read_at(repository.file(), "HEAD").error().kind == ErrorKind::refused);
  repository.commit("tariff.toml", big.substr(1));
  CHECK(read(repository.file(), TextChoice::head)->text.size() == 16U << 20U);
}

TEST_CASE("a symlink, a submodule, a folder and an LFS pointer in the repository are refused") {
  const Repository repository;
  std::filesystem::create_symlink("/etc/passwd", repository / "link.toml");
  repository.git("add link.toml");
  repository.git("update-index --add --cacheinfo 160000," + repository.first + ",module.toml");
  repository.write("folder.toml/x", "x");
  repository.git("add folder.toml");
  repository.write("pointer.toml", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
  repository.git("add pointer.toml");
  repository.commit_index();
  for (const std::string name : {"link.toml", "module.toml", "folder.toml", "pointer.toml"}) {
    CAPTURE(name);
    const auto found = read_at(repository / name, "HEAD");
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().kind == ErrorKind::refused);
    CHECK(read(repository / name, TextChoice::head).error().kind == ErrorKind::refused);
  }
  CHECK(read(repository / "pointer.toml", TextChoice::work_tree).error().kind == ErrorKind::refused);
}

TEST_CASE("a damaged repository is a local failure for HEAD, and does not stop the work tree") {
  const Repository repository;
  std::filesystem::remove_all(repository / ".git/objects");
  std::filesystem::create_directory(repository / ".git/objects");
  CHECK(read(repository.file(), TextChoice::head).error().kind == ErrorKind::local_io);
  CHECK(read(repository.file(), TextChoice::work_tree)->dirty);
}

TEST_CASE("a repository of another user is refused with the setting that would trust it" *
          doctest::skip(::geteuid() != 0)) {
  const Repository repository;
  for (const std::string name : {"", ".git", "tariff.toml"})
    REQUIRE(::chown((repository / name).c_str(), 12345, 12345) == 0);
  const auto found = read(repository.file(), TextChoice::head);
  REQUIRE_FALSE(found.has_value());
  CHECK(found.error().kind == ErrorKind::refused);
  CHECK(found.error().hint.find("safe.directory") != std::string::npos);
  CHECK(read(repository.file(), TextChoice::work_tree)->text == "one\n");
}

}  // namespace tariff
