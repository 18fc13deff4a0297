#pragma once

#include <memory>
#include <string>

#include "adapters/postgresql/patience.hpp"
#include "base/result.hpp"
#include "ports/ledger.hpp"

namespace tariff {

/// The Ledger port on a PostgreSQL database: plain transactions, the head compared under SELECT … FOR UPDATE.
///
/// Shape: tables `tariff_meta` (one row: schema, ledger, timeline, head), `tariff_events` (sequence, text,
/// hash), `tariff_checkpoint` (one row), in the schema that comes first for the role. A transaction sets what
/// it needs for itself alone (synchronous_commit = on, limits of time), so a pooler that gives each
/// transaction another session is fine. `snapshot.discontinuity` is said where the server's history is
/// another than the one in which the ledger's epoch began; until an append holds an EpochStarted, all others
/// are refused then. Fails: not_found; invalid: place.hpp; refused: a standby or a database that takes no
/// writes, tables of another program, a newer schema, missing rights, damage; unavailable: nothing was
/// written; locked: another run is writing; outcome_unknown: the connection was lost at COMMIT; local_io: no
/// libpq on this machine. Source: charge-protocol.md section 2.
Result<std::unique_ptr<StoredLedger>> open_postgresql_ledger(const std::string& url, LedgerOpening opening,
                                                             const postgresql::Patience& patience = {});

/// Makes a new ledger and gives its identity. Fails: conflict: there is one already; as above.
///
/// The tables belong to the role that makes them, which takes from itself the right to change, remove or
/// truncate events. Runs should use another role that owns nothing:
///
///     GRANT SELECT, UPDATE (timeline, sequence, hash) ON tariff_meta TO tariff_run;
///     GRANT SELECT, INSERT ON tariff_events TO tariff_run;
///     GRANT SELECT, INSERT, UPDATE ON tariff_checkpoint TO tariff_run;
Result<LedgerId> make_postgresql_ledger(const std::string& url);

}  // namespace tariff
