#include "adapters/git/config_file.hpp"

#include <algorithm>
#include <utility>

#include "adapters/git/plain_file.hpp"
#include "adapters/git/repository.hpp"
#include "base/inert.hpp"

namespace tariff {
namespace {

using git::Repository;

std::string without_carriage_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

class GitConfigFile : public ConfigFile {
 public:
  GitConfigFile(std::string path, TextChoice choice, std::optional<std::string> revision)
      : path_(std::move(path)), choice_(choice), revision_(std::move(revision)) {}

  Result<ConfigText> read() override {
    auto found = revision_ ? read_revision(*revision_) : read_choice();
    if (!found) return found;
    const auto text = git::refuse_pointer(found->text, path_);
    if (!text) return text.error();
    return found;
  }

 private:
  Result<ConfigText> read_choice() const {
    switch (choice_) {
      case TextChoice::work_tree:
      case TextChoice::head_or_work_tree:
        return read_work_tree();
      case TextChoice::head:
        return read_head();
    }
    return read_head();
  }

  Result<ConfigText> read_revision(const std::string& revision) const {
    const auto repository = Repository::around(path_);
    if (!repository) return repository.error();
    const auto commit = repository->commit_of(revision);
    if (!commit) return commit.error();
    auto text = repository->text_in(*commit, path_);
    if (!text) return text.error();
    return ConfigText{std::move(*text), path_, *commit, false};
  }

  /// Git only adds to it here: without a usable repository the text stands for itself.
  Result<ConfigText> read_work_tree() const {
    auto text = git::read_plain_file(path_);
    if (!text) return text.error();
    ConfigText found{std::move(*text), path_, "", false};
    const auto repository = Repository::around(path_);
    if (!repository) return found;
    const auto commit = repository->head();
    found.commit = commit.value_or("");
    const auto committed = commit ? repository->text_in(*commit, path_) : Result<std::string>(commit.error());
    found.dirty = !committed || *committed != found.text;
    return found;
  }

  Result<ConfigText> read_head() const {
    const auto repository = Repository::around(path_);
    if (!repository) return refused(repository.error());
    const auto commit = repository->head();
    if (!commit) return refused(commit.error());
    auto text = repository->text_in(*commit, path_);
    if (!text) return refused(text.error());
    if (repository->has_work_tree()) {
      const auto clean = compare(*text);
      if (!clean) return clean.error();
    }
    return ConfigText{std::move(*text), path_, *commit, false};
  }

  Status compare(const std::string& committed) const {
    const auto text = git::read_plain_file(path_);
    if (!text && text.error().kind == ErrorKind::not_found) return dirty("is deleted in the work tree");
    if (!text) return text.error();
    if (*text == committed) return done();
    const bool only_line_ends = without_carriage_returns(*text) == without_carriage_returns(committed);
    return dirty(only_line_ends ? "differs from HEAD in its line ends (CR LF against LF)"
                                : "differs from HEAD");
  }

  Error dirty(const std::string& how) const {
    return {ErrorKind::refused, inert(path_) + " " + how + "; apply reads what is committed.",
            "Commit the file, or pass --allow-dirty."};
  }

  /// What is missing in Git is a refusal to apply, not a missing file.
  static Error refused(Error error) {
    if (error.kind != ErrorKind::not_found) return error;
    return {ErrorKind::refused, error.message + " apply reads what is committed.",
            "Commit the file in a Git repository, or pass --allow-dirty."};
  }

  std::string path_;
  TextChoice choice_;
  std::optional<std::string> revision_;
};

}  // namespace

std::unique_ptr<ConfigFile> make_config_file(const std::string& path, TextChoice choice,
                                             std::optional<std::string> revision) {
  return std::make_unique<GitConfigFile>(path, choice, std::move(revision));
}

}  // namespace tariff
