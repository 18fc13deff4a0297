#include "adapters/git/commit_log.hpp"

#include <utility>

#include "adapters/git/repository.hpp"

namespace tariff {
namespace {

class GitCommitLog final : public CommitLog {
 public:
  GitCommitLog(std::string path, Result<git::Repository> repository)
      : path_(std::move(path)), repository_(std::move(repository)) {}

  std::optional<CommitFacts> find(const std::string& id) override {
    if (!repository_) return std::nullopt;
    return repository_->commit(id);
  }

  Result<LineOrigins> origins(const std::string& commit, const std::string& since) override {
    if (!repository_) return repository_.error();
    return repository_->origins(path_, commit, since);
  }

 private:
  std::string path_;
  Result<git::Repository> repository_;
};

}  // namespace

std::unique_ptr<CommitLog> make_commit_log(const std::string& path) {
  return std::make_unique<GitCommitLog>(path, git::Repository::around(path));
}

}  // namespace tariff
