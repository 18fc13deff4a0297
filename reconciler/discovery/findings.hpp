#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "discovery/customers.hpp"

namespace tariff::discovery {

/// An account whose lines bill the products, and that no virtual server is likely to be.
struct StrayAccount {
  AccountNumber account;
  std::string account_name;
  std::vector<Quantities> quantities;  ///< an entry for each agreement
};

/// What both services show together.
struct Findings {
  std::vector<SourceReading> sources;
  ExternalProduct external_product;
  std::vector<PriceLevel> levels;
  std::vector<LicenceFinding> licences;
  std::vector<Product> products;
  std::vector<TenantFinding> tenants;
  std::vector<StrayAccount> strays;

  std::int64_t count(Verdict verdict) const;
  /// What a person has to decide before everybody is billed: doubtful tenants, unmatched ones with devices in
  /// use, licences of which nobody knows the item, accounts that bill for nobody.
  std::int64_t decisions() const;
};

bool is_decision(const TenantFinding& finding);

/// Requires: `observed` was read whole, as app/import.hpp does.
Findings find(const Observed& observed, const ExternalProduct& product);

/// The External Product that is meant: the active one of that name, or, where no name is given, the only
/// active one with "Kaspersky" in its name. Fails: invalid: none, or several.
Result<ExternalProduct> external_product_meant(const std::vector<ExternalProduct>& products,
                                               const std::string& name);

}  // namespace tariff::discovery
