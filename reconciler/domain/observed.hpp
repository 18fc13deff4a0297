#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/catalogue.hpp"
#include "domain/usage.hpp"

namespace tariff {

/// What the two services hold now, as far as this run read it.
///
/// Shape: natural keys throughout. `sources` has every source of connections.toml; empty stands for the only
/// one. `usage` holds an entry for every tenant that a mapping asked for; an Error there means *unread*. Of
/// the maps below, a missing key means that the thing does not exist; an Error value means that it could not
/// be read. `agreements_of` holds the account's active agreements, `agreements` the details of each agreement
/// that a mapping names or that carries charges beside it.
struct Observed {
  std::vector<SourceReading> sources{};
  std::vector<Tenant> tenants;  ///< ascending by id
  std::map<TenantId, Result<TenantUsage>> usage;
  /// Of tenants without a mapping, where a run asks for it.
  std::map<TenantId, Result<TenantUsage>> unmapped_usage;

  std::vector<PriceLevel> levels;
  std::vector<ExternalProduct> external_products;
  std::vector<AccountSummary> account_list;  ///< ascending by number
  std::map<AccountNumber, Result<Account>> accounts;
  std::map<AccountNumber, Result<std::vector<AgreementSummary>>> agreements_of;
  std::map<AgreementNumber, Result<Agreement>> agreements;
  std::map<ItemId, Result<PriceBookItem>> items;  ///< keyed as the file writes the item

  /// From the ledger: which tenants were billed to an account, so that a renamed one is known again.
  std::map<AccountNumber, std::vector<TenantUid>> bound_tenants;

  Day today{};  ///< in Tigerpaw's time zone
  Instant now{};
};

}  // namespace tariff
