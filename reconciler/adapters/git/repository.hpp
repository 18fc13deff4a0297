#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "domain/commit.hpp"

struct git_repository;

namespace tariff::git {

/// Keeps libgit2 up while something of it is in use.
class Library {
 public:
  Library();
  ~Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

/// A Git repository, read only: its objects, never its filters or its work tree.
class Repository {
 public:
  /// The repository in whose folder, or above it, `path` lies; `path` itself need not exist.
  /// Fails: not_found: none there; refused: it belongs to another user; local_io.
  static Result<Repository> around(const std::string& path);

  bool has_work_tree() const;
  /// The full id of HEAD's commit. Fails: not_found: no commit yet; local_io: damaged.
  Result<std::string> head() const;
  /// The full id of the commit that a revision expression names. Fails: not_found; refused: it names no
  /// commit.
  Result<std::string> commit_of(const std::string& revision) const;
  /// The text of `path` in that commit. Fails: not_found: not in it; refused: not a regular file, or over 16
  /// MiB; local_io: damaged.
  Result<std::string> text_in(const std::string& commit, const std::string& path) const;
  /// Who made the commit of that full id, when, and its first line; nullopt where it is not there.
  std::optional<CommitFacts> commit(const std::string& id) const;
  /// As CommitLog::origins, of the file at `path`.
  Result<LineOrigins> origins(const std::string& path, const std::string& commit,
                              const std::string& since) const;
  /// The URL of a remote; of a relative path, the absolute one. Fails: not_found: no remote of that name.
  Result<std::string> remote_url(const std::string& name) const;

 private:
  struct Release {
    void operator()(git_repository* repository) const;
  };
  explicit Repository(git_repository* repository);
  std::string path_inside(const std::string& path) const;

  std::unique_ptr<Library> library_;
  std::unique_ptr<git_repository, Release> repository_;
};

}  // namespace tariff::git
