#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/commit.hpp"
#include "ledger/history.hpp"
#include "report/style.hpp"

namespace tariff::report {

/// The log as people ask for it. Shape: `runs` newest first; `commits` holds those that the clone knows, by
/// id.
struct History {
  LedgerId ledger;
  LedgerHead head;
  std::optional<AccountNumber> account;
  std::optional<Day> since;
  std::vector<RunHistory> runs;
  std::int64_t left_out = 0;  ///< older runs that were asked for as well
  std::map<std::string, CommitFacts> commits;
};

/// Every run with its owner, its commit and what it did; of one account a table of its lines through time. An
/// empty ledger says so.
std::string history_text(const History& history, const Style& style);

/// One JSON document. Shape: schema/history.schema.json.
std::string history_json(const History& history, int exit_code, const std::string& exit_class);
std::string history_schema();

/// "3 x 3.50", with the level where it is told apart: "3 x 3.50, level 2".
std::string value_text(const LineValue& value, bool with_level);

}  // namespace tariff::report
