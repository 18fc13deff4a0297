#pragma once

#include "adapters/sqlite/database.hpp"
#include "base/result.hpp"
#include "domain/ids.hpp"

namespace tariff::sqlite {

/// Makes the tables of an empty ledger in one transaction.
///
/// Shape: `meta` (schema, ledger), one row; `events` (sequence, text, hash); `checkpoint` (sequence, text),
/// at most one row.
Status make_tables(Database& database, const LedgerId& id);

/// Gives the ledger's identity. A ledger of schema 1, which had no checkpoint, is brought to schema 2 in one
/// transaction: wholly, or it stays as it was.
/// Fails: refused: no ledger, a newer schema; locked; local_io; outcome_unknown.
Result<LedgerId> ready_tables(Database& database);

}  // namespace tariff::sqlite
