#pragma once

#include <array>
#include <cstdint>

namespace tariff::test::model {

using Byte = std::uint8_t;

/// What a line holds, or what a list shows of it. Two counts suffice: every run wants one of them.
enum class Quantity : Byte { absent, zero, five, seven };
constexpr std::size_t quantity_count = 4;
inline bool is_money(Quantity quantity) { return quantity == Quantity::five || quantity == Quantity::seven; }

/// The bounds that the quiet period is made of, one tick each: the shortest time in which something can be
/// late.
///
/// Shape: `idle_close_ticks` lie between an append and the last moment at which its request still leaves (the
/// connection is open before the append, and Tigerpaw closes it when it is idle); a request is executed at
/// most `execution_ticks` after it left; a list may show any state of the last `lag_ticks`.
constexpr int idle_close_ticks = 1;
constexpr int execution_ticks = 1;
constexpr int lag_ticks = 1;
/// Whatever an append led to is executed by then and shown by every list. Source: charge-protocol.md
/// section 4.
constexpr int quiet_period_ticks = idle_close_ticks + execution_ticks + lag_ticks + 1;

constexpr std::size_t runs_max = 4;
constexpr std::size_t runners_max = 2;
constexpr std::size_t lines_max = 4;
constexpr std::size_t requests_max = 4;

/// Which guards of the protocol are there, and what the world does to it. As it stands: the full protocol.
struct Variant {
  // Guards.
  bool creates_at_zero = true;
  bool claims_before_create = true;
  bool claims_by_compare_and_swap = true;
  bool binds_by_compare_and_swap = true;
  bool has_quiet_period = true;
  bool quiet_period_is_one_tick_short = false;
  /// Else an older listing still counts as "nothing there".
  bool lists_after_quiet_period = true;
  /// While a set is unproven, no other value is sent, nor the same once more.
  bool waits_for_unproven_set = true;
  bool sends_unproven_value_again = false;
  /// A list proves a set only where it cannot show what stood there before it.
  bool proves_only_behind_lag = false;
  /// A bound line at 0 that does not show is created anew at once.
  bool starts_again_without_empty_line = false;

  // The world.
  bool library_resends = false;
  bool has_two_private_ledgers = false;
  bool ledger_rolls_back = false;
  bool rollback_is_noticed = true;
  /// A frozen runner connects when it wakes, so nothing bounds its sending.
  bool sends_however_late = false;

  // Where it begins.
  Quantity stands_already = Quantity::absent;  ///< on a line that is bound, and proven
  /// What each run that starts wants; the run that is checked at the end wants what the last one does.
  std::array<Quantity, runs_max> wanted{Quantity::five, Quantity::seven, Quantity::seven, Quantity::seven};

  int quiet_ticks() const {
    if (!has_quiet_period) return 0;
    return quiet_period_is_one_tick_short ? quiet_period_ticks - 1 : quiet_period_ticks;
  }
};

}  // namespace tariff::test::model
