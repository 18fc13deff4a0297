#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "ports/ledger.hpp"

namespace tariff {

/// The Ledger port on one SQLite file: WAL, synchronous=FULL, the head compared under BEGIN IMMEDIATE.
///
/// Shape: tables `meta` (schema, ledger), `events` (sequence, text, hash), `checkpoint` (sequence, text). The
/// folder is made 0700 and the file 0600; a symlink, or a folder that others may write to, is refused.
/// Reading folds the events behind the checkpoint. A file of schema 1 becomes one of schema 2 when it is
/// opened. Fails: not_found, refused: unsafe folder, foreign file, damaged chain, newer schema; local_io;
/// locked: another process holds it; outcome_unknown: the disk failed during COMMIT. Source:
/// charge-protocol.md section 2.
Result<std::unique_ptr<StoredLedger>> open_sqlite_ledger(const std::string& path, LedgerOpening opening);

/// Makes a new ledger and gives its identity. Fails: conflict: there is one already; as above.
Result<LedgerId> make_sqlite_ledger(const std::string& path);

}  // namespace tariff
