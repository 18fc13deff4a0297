#pragma once

#include <string>

#include "plan/observing.hpp"
#include "report/style.hpp"

namespace tariff::report {

/// The morning report of a team that watches: a table for each billing period of the customers that differ,
/// most money first, with the totals of all; what nobody priced and what unmapped virtual servers would
/// bring; notices.
///
/// Shape: empty where nothing is observed and everything is priced. Under-billed and over-billed are never
/// set off against each other. Reads at 80 columns: names are cut, money never.
std::string observing_text(const plan::Observing& observing, const Style& style);

}  // namespace tariff::report
