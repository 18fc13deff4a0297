#pragma once

#include <optional>
#include <string>

#include "adapters/disk/file_lock.hpp"
#include "base/result.hpp"
#include "ledger/state.hpp"

namespace tariff::git_ledger {

/// Where a ledger stood when this machine last looked. Shape: `commit` is the full id.
struct Seen {
  std::string commit;
  LedgerHead head;
};

/// A folder of this machine's own for what can be fetched again, and for where the ledger stood.
///
/// Shape: `objects.git`, a bare repository; `seen`, one line: commit, sequence and hash; `lock`. The folder
/// is 0700 and no symlink.
class Cache {
 public:
  explicit Cache(std::string folder) : folder_(std::move(folder)) {}

  /// While it lives, no other process works in the folder. Makes the folder where it is missing.
  /// Fails: locked: another process works in it for longer than a minute; refused: unsafe; local_io.
  Result<disk::FileLock> hold() const;

  std::string objects() const { return folder_ + "/objects.git"; }
  /// Throws the objects away; they are fetched again.
  void forget_objects() const;
  /// The same where they lie in so many small packs, one for each fetch, that finding one takes long.
  void tidy() const;

  /// Nullopt where nothing was seen yet, or the note is damaged.
  std::optional<Seen> seen() const;
  /// Fails: local_io.
  Status note(const Seen& seen) const;

 private:
  std::string folder_;
};

}  // namespace tariff::git_ledger
