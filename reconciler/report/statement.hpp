#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/ids.hpp"
#include "domain/line_value.hpp"
#include "report/style.hpp"
#include "report/table.hpp"

namespace tariff::report {

/// One line of a customer in one month.
///
/// Shape: `counted` are the devices of the last count that the ledger knows of until the month's end,
/// `written` what the line was last read back to hold, `billed` what it held when Tigerpaw's LastBilledDate
/// moved to `billed_on`, `purchased` for how many devices the
/// customer's keys are bought as Security Center tells it now; nullopt where nobody told. `period` is as
/// Tigerpaw words it, "" where it was not asked. `note` says what is unusual, "" where nothing is.
struct StatementLine {
  AccountNumber account;
  std::string account_name;
  std::string tenant;
  ChargeKey key;
  std::string period;
  std::optional<std::int64_t> counted;
  std::optional<Day> counted_on;
  std::optional<LineValue> written;
  std::optional<Day> written_on;
  std::optional<LineValue> billed;
  std::optional<Day> billed_on;
  std::optional<std::int64_t> purchased{};
  std::string note;

  /// At the price that was written.
  std::optional<Money> counted_amount() const;
  /// What the count comes to above what was written.
  std::optional<Money> unwritten() const;
  /// What was written comes to above what was billed.
  std::optional<Money> unbilled() const;
  /// What the count comes to above what was purchased. Below zero where keys lie idle; no difference in the
  /// sense of differs(), since devices are billed and not keys.
  std::optional<Money> unpurchased() const;
  bool differs() const;
  bool operator==(const StatementLine&) const = default;
};

/// A month of every line that the ledger knows.
///
/// Shape: `lines` by account, agreement and item. `until` is the run's clock where the month has not ended.
/// `asked_tigerpaw`: names, periods and the newest LastBilledDate come from there; without it, amounts of
/// different agreements have no sum, since nobody knows their billing periods.
struct Statement {
  std::chrono::year_month month{};
  std::optional<Instant> until;
  std::string currency;
  std::string ledger;
  std::int64_t entries = 0;
  bool asked_tigerpaw = false;
  std::vector<StatementLine> lines;
  std::vector<std::string> unread;  ///< what Tigerpaw did not tell, in sentences
};

/// Sums of the lines of one billing period. A line of which one figure is not known counts in the others.
struct StatementTotal {
  Money counted;
  Money written;
  Money billed;
  Money unwritten;
  Money unbilled;
  std::int64_t lines = 0;
  std::int64_t differing = 0;
  bool operator==(const StatementTotal&) const = default;
};
/// By billing period; empty where Tigerpaw was not asked.
std::map<std::string, StatementTotal> totals_of(const Statement& statement);

/// Every figure of every line; what the CSV file holds.
Table statement_table(const Statement& statement);
std::string statement_text(const Statement& statement, const Style& style);
/// Shape: schema/statement.schema.json; amounts are decimal text, days 2026-11-22, what is not known null.
std::string statement_json(const Statement& statement, int exit_code, const std::string& exit_class);
std::string statement_schema();
/// One page that needs nothing else: search, filters, and a chart by account.
std::string statement_html(const Statement& statement);

/// "2026-11"
std::string month_text(std::chrono::year_month month);

}  // namespace tariff::report
