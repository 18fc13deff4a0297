#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/diagnostic.hpp"
#include "base/instant.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"

/// What a file says of a customer beside its mapping, and what holds while a bill is near or a count is
/// doubtful. Source: interface.md section 5.
namespace tariff {

/// Which value counts on a line that somebody else made and that becomes ours.
enum class Take {
  ours,    ///< what is counted and priced here is written
  theirs,  ///< their price and level stand as long as the file says so; the quantity follows the count
};

/// [[adopt]]: a line that differs from ours becomes ours all the same.
struct Adopt {
  AccountNumber account;
  ItemId item;
  Take take = Take::ours;
  Place place;
};

/// When the lines of a customer who left stop billing.
enum class Stop {
  now,
  after_invoice,  ///< once their agreement's LastBilledDate has moved
  on_day,
};

/// What becomes of such a line.
enum class LineEnd {
  zero,     ///< it stays, at 0
  removed,  ///< it is deleted, once it stands at 0
};

/// How a customer leaves. Shape: `day` is of Stop::on_day alone, the first day without a charge.
struct Leaving {
  Stop stop = Stop::now;
  Day day{};
  LineEnd line = LineEnd::zero;
  std::string reason;
  bool operator==(const Leaving&) const = default;
};

/// [[removed]]: a customer whose mapping has left the file. The ledger knows the account.
struct Removed {
  std::string tenant;
  std::optional<AccountNumber> account;  ///< where two customers had that name
  Leaving leaving;
  Place place;
  SourceName source{};  ///< where the file says it
};

/// [[moved]]: the same customer under another virtual server or company.
struct Moved {
  std::string tenant;  ///< the name of the new one
  TenantUid from;
  TenantUid to;
  std::string reason;
  Place place;
};

/// [[override]]: a person's word against the count or the price book, with an end. Shape: `quantity`, `price`
/// or both; it holds up to and including `until`.
struct Override {
  AccountNumber account;
  ItemId item;
  std::optional<std::int64_t> quantity;
  std::optional<Money> price;
  std::string reason;
  Day until{};
  Place place;
};

/// [[ignore]]: a difference that `drift` does not count up to and including `until`. Shape: without `item`,
/// every line of the account.
struct Ignore {
  AccountNumber account;
  std::optional<ItemId> item;
  std::string reason;
  Day until{};
  Place place;
};

/// [freeze]: from the day of DayToBill on nothing is written to an agreement until LastBilledDate moves.
struct Freeze {
  bool is_on = true;
  std::int64_t days_max = 5;
};

/// A share in percent; nullopt is a guard that is off.
using GuardLimit = std::optional<std::int64_t>;

/// [guards]. A count that falls to 0, or by `suspect_drop_percent` and at least 5 devices, is suspect until
/// complete reads have shown it down on `suspect_days` days; one that falls as far once more begins them
/// anew.
///
/// Shape: every other limit is a share of what stood before: of an account's amount, of the lines or the
/// amount of the run, of a source's tenants or devices. Small installations would reach a share with every
/// change, so each has a floor beside it. `usage_drift` is how far a quantity may move between review and
/// apply. Source: interface.md sections 5 and 6; the floors: decision 0016.
struct Guards {
  std::int64_t suspect_drop_percent = 50;
  std::int64_t suspect_days = 3;
  GuardLimit account_increase = 25;
  GuardLimit creates = 5;
  GuardLimit retirements = 10;
  GuardLimit run_amount = 10;
  GuardLimit tenants_drop = 5;
  GuardLimit devices_drop = 15;
  Money amount_least = Money::of_ten_thousandths(50'0000);  ///< below it no amount is guarded
  std::int64_t usage_drift_percent = 10;
  std::int64_t usage_drift_least = 2;
  bool operator==(const Guards&) const = default;
};
inline constexpr std::int64_t suspect_devices_least = 5;

/// What a moved price book does to existing lines. Source: interface.md section 1.
enum class PriceRule {
  follow,  ///< the new price waits for its consent
  pin,     ///< the price that was agreed stands
};

}  // namespace tariff
