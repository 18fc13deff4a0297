#include "domain/billing_day.hpp"

#include <algorithm>

#include "text/time.hpp"

namespace tariff {
namespace {

using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month;

year_month month_of(Day day) { return day.year() / day.month(); }

/// The longest month: what lies further away is not of this month.
constexpr std::chrono::days month_max{31};

/// The agreement bills at longer intervals than a month, and not on that day: its next period is to come, and
/// lies far behind the day or the last invoice far before it.
bool lies_between_periods(const Agreement& agreement, Day day) {
  const auto last = last_billed_day(agreement), next = read_day(agreement.next_period);
  if (!next || *next <= day) return false;
  return sys_days(*next) - sys_days(day) > month_max || (last && sys_days(day) - sys_days(*last) > month_max);
}

/// The agreement ended, and its last invoice was due on an earlier billing day: on the first one behind its
/// end, or where its next period says.
bool lies_behind_last_invoice(const Agreement& agreement, Day day) {
  if (!agreement.summary.end) return false;
  const Day before = *billing_day_on_or_before(agreement, sys_days(day) - std::chrono::days(1));
  const auto next = read_day(agreement.next_period);
  const bool next_falls_due = next && *next > before && *next <= day;
  return *agreement.summary.end < before && !next_falls_due;
}

}  // namespace

Day billing_day_in(year_month month, std::int64_t day_to_bill) {
  const Day last = sys_days(month / std::chrono::last);
  const auto wanted = static_cast<unsigned>(day_to_bill);
  return month / std::min(std::chrono::day(wanted), last.day());
}

std::optional<Day> billing_day_on_or_before(const Agreement& agreement, Day day) {
  if (!agreement.day_to_bill) return std::nullopt;
  const Day of_month = billing_day_in(month_of(day), *agreement.day_to_bill);
  if (of_month <= day) return of_month;
  return billing_day_in(month_of(day) - months(1), *agreement.day_to_bill);
}

std::optional<Day> billing_day_after(const Agreement& agreement, Day day) {
  if (!agreement.day_to_bill) return std::nullopt;
  const Day of_month = billing_day_in(month_of(day), *agreement.day_to_bill);
  if (of_month > day) return of_month;
  return billing_day_in(month_of(day) + months(1), *agreement.day_to_bill);
}

std::optional<Day> last_billed_day(const Agreement& agreement) { return read_day(agreement.last_billed); }

InvoiceState invoice_state(const Agreement& agreement, Day today, std::int64_t days_max) {
  const auto day = billing_day_on_or_before(agreement, today);
  if (!day || (agreement.summary.start && *agreement.summary.start > *day)) return InvoiceState::none_due;
  const auto last = last_billed_day(agreement);
  if (last && *last >= *day) return InvoiceState::none_due;
  if (lies_between_periods(agreement, *day) || lies_behind_last_invoice(agreement, *day))
    return InvoiceState::none_due;
  if (sys_days(today) - sys_days(*day) < std::chrono::days(days_max)) return InvoiceState::due;
  return last ? InvoiceState::overdue : InvoiceState::none_due;
}

}  // namespace tariff
