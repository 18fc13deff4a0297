#pragma once

#include <optional>

#include "ports/commit_log.hpp"
#include "ports/ledger.hpp"
#include "report/history_text.hpp"

namespace tariff::app {

/// What of the ledger's log is asked for. Shape: `runs_max` 0 is no limit.
struct HistoryAsked {
  std::optional<AccountNumber> account;
  std::optional<Day> since;  ///< from its beginning, UTC
  std::size_t runs_max = 0;
};

/// The newest runs of the log, joined with the commits that they applied.
///
/// Cost: one pass over the log; memory as HistoryFold. Fails: as the ledger.
Result<report::History> history(StoredLedger& ledger, CommitLog& commits, const HistoryAsked& asked,
                                Instant now);

}  // namespace tariff::app
