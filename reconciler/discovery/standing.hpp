#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/observed.hpp"

namespace tariff::discovery {

/// Quantities by item; those of 0 are left out.
using Quantities = std::map<ItemId, std::int64_t>;

/// What an account's lines say of a tenant.
///
/// Shape: `lines` are the items in use or billed on the agreement, `equal` how many of them hold the count.
/// `agreement` and `level` are what a mapping would name; where one of them is empty `gap` says why, in a
/// sentence.
struct Standing {
  std::int64_t lines = 0;
  std::int64_t equal = 0;
  std::optional<AgreementNumber> agreement;
  std::optional<PriceLevelId> level;
  std::string gap;

  bool holds_counts() const { return lines > 0 && equal == lines; }
};

/// What stands on the agreements of accounts, for the items that the found products bill.
class Ground {
 public:
  /// Requires: `observed` and `product` outlive it.
  Ground(const Observed& observed, const ExternalProduct& product, std::set<ItemId> items)
      : observed_(observed), product_(product), items_(std::move(items)) {}

  /// The agreement is where lines of the items stand, else where the API's user wrote, else the only active
  /// one. The level is that of those lines, else the account's default; every item in use has a price there.
  Standing standing_of(AccountNumber account, const Quantities& wanted) const;
  /// The quantities on each active agreement of the account that has any.
  std::vector<Quantities> quantities_of(AccountNumber account) const;
  /// Whether any of its active agreements has a line of the items.
  bool bills_items(AccountNumber account) const { return !quantities_of(account).empty(); }

 private:
  struct Place {
    AgreementNumber number;
    const Agreement* agreement = nullptr;  ///< nullptr where it has no line
    Quantities quantities;
    bool has_source = false;
  };
  Place place_of(AgreementNumber number, const Agreement* agreement) const;
  std::vector<Place> places_of(const std::vector<AgreementSummary>& active, Standing& out) const;
  const Place* chosen(const std::vector<Place>& places, Standing& out) const;
  void take_level(const Place& place, AccountNumber account, Standing& out) const;
  void prove_prices(const Quantities& wanted, Standing& out) const;

  const Observed& observed_;
  const ExternalProduct& product_;
  std::set<ItemId> items_;
};

}  // namespace tariff::discovery
