#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "year/world.hpp"

namespace tariff::year {

/// What an invoice bills for one item.
struct Sum {
  std::int64_t quantity = 0;
  Money amount;
  bool operator==(const Sum&) const = default;
};
using Sums = std::map<ItemId, Sum>;

Sums sums_of(const Invoice& invoice);

/// How this company bills. Shape: `freezes`: while an invoice is awaited nothing moves; `pins`: a price that
/// was once agreed stands, whatever the price book says since.
struct Habits {
  bool freezes = true;
  bool pins = false;
};

/// An opinion of its own on what each invoice should say, counted device by device from the world itself: no
/// file, no ledger and none of the product's code for it.
///
/// It keeps, for each agreement, what was due at the last complete reading. While an invoice is awaited, from
/// its day on and for at most five days, that stands as it was.
class Tally {
 public:
  /// Requires: `world` outlives it.
  Tally(const World& world, Habits habits) : world_(world), habits_(habits) {}

  /// Both services were read; tenants that did not answer were not.
  void everything_was_read();
  const Sums& due(AgreementNumber agreement) const;
  /// At that reading its customer was only watched, so that somebody else keeps its lines.
  bool is_watched(AgreementNumber agreement) const { return watched_.contains(agreement); }
  /// Its invoice should have been sent long ago, and there was one before it.
  bool is_overdue(AgreementNumber agreement) const;
  /// Its invoice is awaited, so that nothing moves.
  bool is_frozen(AgreementNumber agreement) const;
  /// Somebody decided that a line that was deleted by hand stays so: the price agreed on it is gone, and
  /// where the last amount of its deal stands, it stands without that line.
  void is_gone_for_good(AgreementNumber agreement, const ItemId& item);
  /// Somebody decided that what stands there is right: where the last amount of its deal stands, or the
  /// invoice is awaited, that is it.
  void is_right(AgreementNumber agreement, const ChargeLine& line);

 private:
  struct AgreedPrice {
    PriceLevelId level;
    Money price;
  };

  bool stays_as_it_is(const Deal& deal, AgreementNumber agreement) const;
  bool is_last_amount(AgreementNumber agreement) const;
  Sums due_now(const Deal& deal);
  Money price_of(const Deal& deal, const ItemId& item);

  const World& world_;
  Habits habits_;
  std::map<AgreementNumber, Sums> due_;
  std::set<AgreementNumber> watched_;
  std::map<std::pair<AgreementNumber, ItemId>, AgreedPrice> prices_;
};

}  // namespace tariff::year
