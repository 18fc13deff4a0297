#include "domain/billing_day.hpp"

#include <doctest/doctest.h>

namespace tariff {
namespace {

constexpr Day day(int year, unsigned month, unsigned of_month) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month};
}

Agreement billing_on(std::int64_t day_to_bill, std::string last_billed = "", std::string next_period = "") {
  return {{}, {}, std::move(last_billed), std::move(next_period), day_to_bill};
}

}  // namespace

TEST_CASE("a billing day behind the end of a short month is its last day") {
  CHECK(billing_day_in(std::chrono::year{2026} / 2, 31) == day(2026, 2, 28));
  CHECK(billing_day_in(std::chrono::year{2028} / 2, 30) == day(2028, 2, 29));
  CHECK(billing_day_in(std::chrono::year{2026} / 4, 31) == day(2026, 4, 30));
  CHECK(billing_day_in(std::chrono::year{2026} / 4, 15) == day(2026, 4, 15));
}

TEST_CASE("the last billing day may lie in the month before, the next one in the month after") {
  const auto agreement = billing_on(31);
  CHECK(billing_day_on_or_before(agreement, day(2026, 3, 1)) == day(2026, 2, 28));
  CHECK(billing_day_on_or_before(agreement, day(2026, 3, 31)) == day(2026, 3, 31));
  CHECK(billing_day_after(agreement, day(2026, 3, 31)) == day(2026, 4, 30));
  CHECK(billing_day_after(agreement, day(2026, 12, 31)) == day(2027, 1, 31));
  CHECK(billing_day_on_or_before(billing_on(15), day(2026, 1, 3)) == day(2025, 12, 15));
  CHECK_FALSE(billing_day_after(Agreement{}, day(2026, 1, 3)));
}

TEST_CASE("an invoice is due from its billing day until LastBilledDate moves, and overdue after some days") {
  const auto agreement = billing_on(10, "2026-10-10T00:00:00");
  CHECK(invoice_state(agreement, day(2026, 11, 9), 5) == InvoiceState::none_due);
  CHECK(invoice_state(agreement, day(2026, 11, 10), 5) == InvoiceState::due);
  CHECK(invoice_state(agreement, day(2026, 11, 14), 5) == InvoiceState::due);
  CHECK(invoice_state(agreement, day(2026, 11, 15), 5) == InvoiceState::overdue);
  CHECK(invoice_state(billing_on(10, "2026-11-12"), day(2026, 11, 14), 5) == InvoiceState::none_due);
}

TEST_CASE("no invoice is due before an agreement's first billing day, or in the months between two periods") {
  auto young = billing_on(10);
  young.summary.start = day(2026, 11, 11);
  CHECK(invoice_state(young, day(2026, 11, 12), 5) == InvoiceState::none_due);
  const auto quarterly = billing_on(10, "2026-10-10", "2027-01-10T00:00:00");
  CHECK(invoice_state(quarterly, day(2026, 11, 10), 5) == InvoiceState::none_due);
  CHECK(invoice_state(quarterly, day(2026, 12, 12), 5) == InvoiceState::none_due);
  CHECK(invoice_state(quarterly, day(2026, 12, 20), 5) == InvoiceState::none_due);
  CHECK(invoice_state(quarterly, day(2027, 1, 10), 5) == InvoiceState::due);
}

TEST_CASE("an agreement that was never billed is frozen on its billing day, and never overdue") {
  CHECK(invoice_state(billing_on(10), day(2026, 11, 10), 5) == InvoiceState::due);
  CHECK(invoice_state(billing_on(10), day(2026, 11, 20), 5) == InvoiceState::none_due);
  CHECK(invoice_state(Agreement{}, day(2026, 11, 10), 5) == InvoiceState::none_due);
}

TEST_CASE(
    "an agreement that ended without its last invoice is awaited once more, and not month after month") {
  auto ended = billing_on(10, "2026-10-10");
  ended.summary.end = day(2026, 11, 20);
  CHECK(invoice_state(ended, day(2026, 11, 10), 5) == InvoiceState::due);
  CHECK(invoice_state(ended, day(2026, 12, 10), 5) == InvoiceState::due);
  CHECK(invoice_state(ended, day(2027, 1, 9), 5) == InvoiceState::overdue);
  CHECK(invoice_state(ended, day(2027, 1, 10), 5) == InvoiceState::none_due);
  CHECK(invoice_state(ended, day(2027, 2, 10), 5) == InvoiceState::none_due);
  // It still ran on the 10th, so what it bills behind that day is to come.
  ended.summary.end = day(2026, 11, 10);
  CHECK(invoice_state(ended, day(2026, 12, 10), 5) == InvoiceState::due);
}

TEST_CASE("the last invoice of an agreement that bills each quarter is awaited where its next period says") {
  auto ended = billing_on(10, "2026-10-10", "2027-01-10T00:00:00");
  ended.summary.end = day(2026, 11, 20);
  CHECK(invoice_state(ended, day(2026, 12, 10), 5) == InvoiceState::none_due);
  CHECK(invoice_state(ended, day(2027, 1, 10), 5) == InvoiceState::due);
  CHECK(invoice_state(ended, day(2027, 2, 10), 5) == InvoiceState::none_due);
}

}  // namespace tariff
