#pragma once

namespace tariff {

/// The checks that keep the promises of the charge protocol, each by its name. Source: charge-protocol.md.
///
/// In the product every guard is on, and asking costs nothing. Only the simulation is built with guards that
/// can be switched off, one at a time, to show that it notices each that is missing.
enum class Guard {
  // Before a write goes out.
  claim_before_create,
  intent_before_set,
  listing_before_create,
  account_of_agreement,
  item_of_line,
  value_before_set,
  other_line_bills,
  decreases_first,
  other_run_on_account,
  slept_before_write,
  // After a write.
  read_back,
  invoice_between,
  rights_missing,
  service_busy,
  ledger_failed,
  // In the plan.
  quiet_period_of_create,
  quiet_period_of_set,
  quiet_period_of_epoch,
  new_epoch,
  late_set_is_ours,
  hand_edit_waits,
  vanished_line_waits,
  duplicates_wait,
  exchange_is_one_row,
  held_key_waits,
  // In the checks.
  line_not_in_ledger,
};
inline constexpr int guards = static_cast<int>(Guard::line_not_in_ledger) + 1;

#ifdef TARIFF_SWITCHABLE_GUARDS
bool is_on(Guard guard);
#else
constexpr bool is_on(Guard) { return true; }
#endif

}  // namespace tariff
