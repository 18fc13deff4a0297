#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "simulation/dice.hpp"

namespace tariff::simulation {

/// Everything that can go wrong, or just happen, above HTTP. Source: charge-protocol.md section 10.
enum class Trouble {
  // A write, and what came of it.
  not_sent,
  refused,
  unauthorized,
  busy,                ///< 503, not executed
  busy_done,           ///< 503, executed all the same
  reply_lost,          ///< executed, and the answer never came
  late,                ///< no answer; executed within the execution bound
  never,               ///< no answer; never executed
  answer_for_another,  ///< executed; the answer names another line
  too_late,            ///< executed beyond every bound: only where the timing assumption is broken
  twice,               ///< executed, and by a proxy once more at any time: only there, too
  // A read of Tigerpaw or Kaspersky.
  list_fails,
  list_stale,
  read_fails,
  usage_unread,
  // The ledger.
  ledger_unread,
  append_overtaken,  ///< another run appends right before, so the head has moved
  append_disk_full,  ///< for the rest of that run
  append_unavailable,
  append_unknown_stored,
  append_unknown_lost,
  // The process.
  killed,
  interrupted,  ///< asked to stop; finishes what is under way
  frozen,
  clock_jump,
  // People, by day.
  quantity_edited,
  price_edited,
  item_edited,
  line_deleted,
  line_copied,
  foreign_line,
  agreement_ended,
  agreement_sold,  ///< it belongs to another account from now on
  // The file, by day.
  file_agreement,
  file_level,
  file_items,
  file_billing,
  file_customer,
  file_rules,
  file_own_terms,
  // What just happens, by day.
  price_book_rise,
  usage_leap,
  overlapping_run,
  // Only in the seeds that draw them; the ledger says so.
  ledger_lost,
  ledger_restored,
};
inline constexpr std::size_t troubles = static_cast<std::size_t>(Trouble::ledger_restored) + 1;

std::string_view trouble_name(Trouble trouble);

/// So many in a thousand of each trouble.
class Weather {
 public:
  /// A seed's own mixture: about half of the troubles, each rare, common or very common, so that every pair
  /// meets somewhere ("swarm").
  static Weather drawn(Dice& dice);
  static Weather calm() { return {}; }
  /// One seed in eight has files that give a customer terms of its own.
  void say_own_terms(std::uint64_t seed);

  std::int64_t of(Trouble trouble) const { return per_thousand_[static_cast<std::size_t>(trouble)]; }
  void set(Trouble trouble, std::int64_t per_thousand) {
    per_thousand_[static_cast<std::size_t>(trouble)] = per_thousand;
  }
  /// Requests may be executed at any time, however long ago they were sent: only that no two amounts stand
  /// for a key is promised then.
  bool breaks_timing() const { return of(Trouble::too_late) + of(Trouble::twice) > 0; }

 private:
  std::array<std::int64_t, troubles> per_thousand_{};
};

}  // namespace tariff::simulation
