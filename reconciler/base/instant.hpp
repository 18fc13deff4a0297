#pragma once

#include <chrono>

namespace tariff {

/// A moment, UTC, whole seconds.
using Instant = std::chrono::sys_seconds;

/// A calendar day with no zone of its own; the reader knows whose it is.
using Day = std::chrono::year_month_day;

}  // namespace tariff
