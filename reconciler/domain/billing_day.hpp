#pragma once

#include <cstdint>
#include <optional>

#include "domain/catalogue.hpp"

namespace tariff {

/// The day in that month on which an agreement bills; 29 to 31 mean the last day of a shorter month.
/// Requires: `day_to_bill` is 1 to 31.
Day billing_day_in(std::chrono::year_month month, std::int64_t day_to_bill);

/// The last billing day up to and including `day`, the first one behind it; nullopt where Tigerpaw tells no
/// DayToBill.
std::optional<Day> billing_day_on_or_before(const Agreement& agreement, Day day);
std::optional<Day> billing_day_after(const Agreement& agreement, Day day);

/// The day of LastBilledDate; nullopt where there is none, or it is no date.
std::optional<Day> last_billed_day(const Agreement& agreement);

/// Whether an agreement's invoice is awaited.
enum class InvoiceState {
  none_due,
  due,      ///< its billing day has come, and LastBilledDate has not moved yet
  overdue,  ///< so for `days_max` days or longer
};

/// An agreement that began after its billing day has no invoice due, nor one whose next period is to come and
/// either lies more than a month behind that day, or its last invoice as far before it, nor one that ended,
/// behind the first billing day after its end, unless its next period says a later one. One that was never
/// billed is never overdue. What NextBillingPeriod means beyond its name is not documented. Source:
/// tigerpaw.md section 10.
InvoiceState invoice_state(const Agreement& agreement, Day today, std::int64_t days_max);

}  // namespace tariff
