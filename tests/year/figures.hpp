#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/money.hpp"

namespace tariff::year {

/// What one year, or several, came to.
struct Figures {
  std::int64_t years = 0;
  std::int64_t nights = 0;
  std::int64_t runs = 0;
  std::int64_t rows_applied = 0;
  std::int64_t writes = 0;
  std::int64_t customers = 0;
  std::int64_t invoices = 0;
  std::int64_t equal = 0;
  std::int64_t listed = 0;    ///< another amount than due, and every difference was listed before
  std::int64_t not_ours = 0;  ///< only watched, or not in the file: somebody else keeps these lines
  std::int64_t alarms = 0;    ///< nights on which an invoice was said to be overdue
  std::map<std::string, std::int64_t> listed_by_reason;
  std::map<std::string, std::int64_t> events;
  Money billed;
  Money due;
  Money under;  ///< what listed invoices lack
  Money over;   ///< what they have too much
  std::vector<std::string> violations;

  Figures& operator+=(const Figures& more);
};

/// The report for people, one figure a line.
std::string figures_text(const Figures& figures);

}  // namespace tariff::year
