#pragma once

#include <string>

#include "adapters/postgresql/connection.hpp"
#include "base/result.hpp"
#include "ledger/state.hpp"

namespace tariff::postgresql {

constexpr std::int64_t schema_version = 1;

/// What a transaction finds before it does anything.
///
/// Shape: `history` and `present_history` name the server's history, as it was when the ledger's epoch began
/// and as it is: the cluster's identity, a slash, the timeline. They differ after a failover to a standby,
/// after a restore to a moment, and where a copy was put into another cluster.
struct Standing {
  LedgerId id;
  LedgerHead head;
  std::string history;
  std::string present_history;
};

enum class Purpose { reading, appending };

/// Begins a transaction that sees one state of the ledger; with Purpose::appending its head stays locked to
/// the transaction's end. Fails: as Connection::ask; refused: a standby, a database that takes no writes.
Result<Standing> begin(Connection& connection, Purpose purpose);

/// What lies where a ledger's tables would be.
enum class Found { nothing, ledger };

/// Looks at the schema in which new tables of this role would be made.
/// Fails: refused: a standby, another encoding than UTF-8, tables of another program, a newer ledger.
Result<Found> look(Connection& connection);

/// Makes the tables of an empty ledger in one transaction.
/// Fails: conflict: there is a ledger; as look(); outcome_unknown.
Status make_tables(Connection& connection, const LedgerId& id);

}  // namespace tariff::postgresql
