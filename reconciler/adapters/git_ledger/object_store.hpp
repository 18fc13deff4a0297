#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/git/repository.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"

namespace tariff::git_ledger {

/// The files of a commit: name -> id of the text.
using Files = std::map<std::string, std::string>;

/// A commit to be written. Shape: `parent` is empty for the first one.
struct Draft {
  Files files;
  std::string parent;
  std::string message;
  Instant at;
};

/// The objects and references of one repository, by their full hex ids; no filters, no work tree.
///
/// Fails, everywhere: local_io: unreadable or damaged objects, a full disk.
class ObjectStore {
 public:
  /// Exactly this folder, or its .git. Fails: not_found: no repository there; refused: it belongs to another
  /// user.
  static Result<ObjectStore> open(const std::string& path);
  /// Makes a bare repository.
  static Result<ObjectStore> make(const std::string& path);

  bool holds(const std::string& id) const;
  Result<std::string> write_text(std::string_view text) const;
  Result<std::string> write_commit(const Draft& draft) const;

  /// Fails: refused: no commit, or one of its entries is no regular file.
  Result<Files> files_of(const std::string& commit) const;
  /// Fails: refused: more than `bytes_max`.
  Result<std::string> text_of(const std::string& id, std::size_t bytes_max) const;
  /// This commit and its first parents, the oldest first.
  Result<std::vector<std::string>> history_of(const std::string& commit) const;
  /// True where `commit` is `ancestor` or comes after it; false also where `ancestor` is not there at all.
  Result<bool> comes_after(const std::string& commit, const std::string& ancestor) const;

  /// What a reference points to. Fails: refused: it points to another reference.
  Result<std::optional<std::string>> reference(const std::string& name) const;
  Status set_reference(const std::string& name, const std::string& id) const;

  git_repository* handle() const { return repository_.get(); }

 private:
  struct Release {
    void operator()(git_repository* repository) const;
  };
  explicit ObjectStore(git_repository* repository);
  static Result<ObjectStore> guarded(ObjectStore store);

  std::unique_ptr<git::Library> library_;
  std::unique_ptr<git_repository, Release> repository_;
};

/// The error for what libgit2 last complained of about this machine's disk.
Error disk_error(const std::string& what);

}  // namespace tariff::git_ledger
