#include "adapters/git/commit_log.hpp"

#include <utility>

#include "adapters/git/repository.hpp"

namespace tariff {
namespace {

class GitCommitLog final : public CommitLog {
 public:
  explicit GitCommitLog(Result<git::Repository> repository) : repository_(std::move(repository)) {}

  std::optional<CommitFacts> find(const std::string& id) override {
    if (!repository_) return std::nullopt;
    return repository_->commit(id);
  }

 private:
  Result<git::Repository> repository_;
};

}  // namespace

std::unique_ptr<CommitLog> make_commit_log(const std::string& path) {
  return std::make_unique<GitCommitLog>(git::Repository::around(path));
}

}  // namespace tariff
