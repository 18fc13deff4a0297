#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "ports/ledger.hpp"

namespace tariff {

/// The Ledger port on one SQLite file: WAL, synchronous=FULL, the head compared under BEGIN IMMEDIATE.
///
/// Shape: table `meta` (schema, ledger), table `events` (sequence, text, hash). The folder is made 0700 and
/// the file 0600; a symlink, or a folder that others may write to, is refused. Reading folds all events.
/// Fails: not_found, refused: unsafe folder, foreign file, damaged chain, newer schema; local_io.
/// Source: charge-protocol.md section 2.
Result<std::unique_ptr<StoredLedger>> open_sqlite_ledger(const std::string& path, LedgerOpening opening);

/// Makes a new ledger and gives its identity. Fails: conflict: there is one already; as above.
Result<LedgerId> make_sqlite_ledger(const std::string& path);

}  // namespace tariff
