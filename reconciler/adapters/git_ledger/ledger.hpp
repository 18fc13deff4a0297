#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "ports/ledger.hpp"

namespace tariff {

/// How a remote is reached.
///
/// Shape: `token` is called where an http(s) remote asks who is there, at most once for each connection;
/// without it such a remote is refused. SSH asks the agent. Units: `silence_max` is how long a remote may say
/// nothing; not kept for SSH, where libgit2 has no such limit.
struct GitAccess {
  std::function<Result<Secret>()> token;
  std::chrono::milliseconds silence_max = std::chrono::seconds(60);
};

/// The Ledger port on refs/tariff/ledger of a Git repository, the configuration's own as a rule.
///
/// Shape: `remote` is a path, file:///PATH, https://…, ssh://…, [USER@]HOST:PATH, or on loopback http:// and
/// git://. One commit for each append; decision 11 says what is in it. `cache_folder` is a folder of this
/// machine's own, made 0700: what was fetched, and where the ledger stood; processes may share it. A snapshot
/// whose head does not come after that place says so in `discontinuity`, until an append begins a new epoch.
/// Fails: not_found: no ledger there; refused: not ours, a newer schema, damaged, vanished, no right to read
/// or to write, an unproven host; unavailable: the remote does not answer; locked; local_io; invalid: not
/// usable as a remote. Source: charge-protocol.md section 2.
Result<std::unique_ptr<StoredLedger>> open_git_ledger(const std::string& remote,
                                                      const std::string& cache_folder, GitAccess access,
                                                      LedgerOpening opening);

/// Makes a new ledger and gives its identity. Fails: conflict: there is one already; as above.
Result<LedgerId> make_git_ledger(const std::string& remote, const std::string& cache_folder,
                                 GitAccess access);

/// A name for a remote's cache folder among others: [0-9a-f]{32}, of the canonical URL or path.
/// Fails: invalid.
Result<std::string> git_ledger_cache_name(const std::string& remote);

}  // namespace tariff
