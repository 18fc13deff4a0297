#pragma once

#include <chrono>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/desired.hpp"
#include "ports/ledger.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/usage_source.hpp"
#include "report/statement.hpp"

namespace tariff::app {

/// Which month, and when it is asked for. `time_zone` is Tigerpaw's: its days begin and end the month.
struct StatementWish {
  std::chrono::year_month month{};
  Instant now;
  std::string time_zone;
};

/// What a statement is made from. `desired` is nullptr where there is no file, `tigerpaw` and `kaspersky`
/// where they are not to be asked.
struct StatementSources {
  StoredLedger& ledger;
  const Desired* desired = nullptr;
  TigerpawReader* tigerpaw = nullptr;
  UsageSource* kaspersky = nullptr;
};

/// Counted, written and billed, line by line, as the ledger's log tells it for that month; purchased as
/// Security Center tells it now.
///
/// Cost: the whole log once; of Tigerpaw, 500 accounts a request and each agreement once; of Security Center
/// the usage of each virtual server that is mapped to an account with a line. Fails: refused: the log holds
/// no entry of that month, or the ledger is another one than the file names; unavailable: Tigerpaw could not
/// be read; as the ledger. What else could not be read is in `unread`.
Result<report::Statement> make_statement(const StatementSources& sources, const StatementWish& wish);

/// "2026-11". Fails: nullopt: anything else.
std::optional<std::chrono::year_month> read_month(std::string_view text);

}  // namespace tariff::app
