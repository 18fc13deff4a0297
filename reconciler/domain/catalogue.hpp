#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"

namespace tariff {

/// Source: tigerpaw.md section 4.5.
struct PriceLevel {
  PriceLevelId id;
  std::string name;  ///< Description
  bool operator==(const PriceLevel&) const = default;
};

struct ExternalProduct {
  ExternalProductId id;
  std::string name;
  bool active = true;
  bool operator==(const ExternalProduct&) const = default;
};

/// One price of an item at one level. Source: tigerpaw.md section 4.4 (PricingDetail).
struct ItemPrice {
  Money selling_price;
  std::optional<Money> flat_price;
  bool operator==(const ItemPrice&) const = default;
};

struct PriceBookItem {
  ItemId id;
  std::string description;
  bool active = true;
  std::map<PriceLevelId, ItemPrice> prices;
  bool operator==(const PriceBookItem&) const = default;
};

/// A row of `list items`; the search has no prices.
struct ItemSummary {
  ItemId id;
  std::string description;
  bool active = true;
  bool operator==(const ItemSummary&) const = default;
};

/// Source: tigerpaw.md section 4.6.
struct CrossReference {
  CrossReferenceId id;
  ExternalProductId product;
  std::string product_name;
  std::string external_id;
  bool operator==(const CrossReference&) const = default;
};

struct AccountSummary {
  AccountNumber number;
  std::string name;
  bool operator==(const AccountSummary&) const = default;
};

/// Source: tigerpaw.md section 4.1 (AccountDetail, AccountingDetail).
struct Account {
  AccountNumber number;
  std::string name;
  std::optional<AccountNumber> parent;
  std::optional<PriceLevelId> default_level;
  std::string default_level_name;
  bool credit_hold = false;
  bool bills_parent = false;
  std::vector<CrossReference> cross_references;
  bool operator==(const Account&) const = default;
};

/// Source: tigerpaw.md section 4.2. Days are the customer's local days; `end` is inclusive.
struct AgreementSummary {
  AgreementNumber number;
  AccountNumber account;
  std::optional<Day> start;
  std::optional<Day> end;
  std::string type;
  std::string period;                        ///< BillingPeriodDescription, verbatim
  std::optional<std::int64_t> charge_count;  ///< nullopt where Tigerpaw does not say
  bool operator==(const AgreementSummary&) const = default;
};

/// One additional charge as it stands. Source: tigerpaw.md section 4.3.
struct ChargeLine {
  DetailId id;
  ItemId item;
  std::string description;
  std::int64_t quantity = 0;
  Money price;
  PriceLevelId level;
  std::string source;  ///< SourceDescription
  bool print_when_zero = false;
  bool delete_after_invoicing = false;
  bool use_flat_price = false;
  bool operator==(const ChargeLine&) const = default;
};

struct Agreement {
  AgreementSummary summary;
  std::vector<ChargeLine> lines;              ///< ascending by id
  std::string last_billed;                    ///< LastBilledDate, verbatim
  std::string next_period;                    ///< NextBillingPeriod, verbatim
  std::optional<std::int64_t> day_to_bill{};  ///< DayToBill, 1 to 31; nullopt where Tigerpaw tells none
  bool operator==(const Agreement&) const = default;
};

}  // namespace tariff
