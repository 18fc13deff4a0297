#pragma once

#include <optional>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/desired.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/usage_source.hpp"
#include "report/table.hpp"

namespace tariff::app {

/// What a `list` command asks for.
///
/// Shape: `search` is any part of a name, ASCII case ignored; empty for all. `unmapped` leaves out what the
/// file names already. `account` is for agreements only. `now` is the run's clock, against which licences
/// expire.
struct ListOptions {
  std::string search;
  bool unmapped = false;
  std::optional<AccountNumber> account;
  Instant now{};
};

/// The live catalogue, as tables. A null `desired` means that there is no file: then nothing is mapped.
///
/// Fails, each: what the port fails with; invalid: `unmapped`, or agreements without an account, and no file
/// to compare with. What one row needs and could not be read is in Table::unread.

/// Virtual servers: id, name, uid, enabled, account. With `unmapped` their usage is read, and `devices`
/// counts those that use a licence that counts.
Result<report::Table> list_tenants(UsageSource& source, const Desired* desired, const ListOptions& options);
/// Accounts: number, name, virtual_server.
Result<report::Table> list_accounts(TigerpawReader& tigerpaw, const Desired* desired,
                                    const ListOptions& options);
/// Active agreements of one account, or of all accounts of the file: number, account, account_name, type,
/// start, end, period, charges. The search looks at the account's name and the type.
Result<report::Table> list_agreements(TigerpawReader& tigerpaw, const Desired* desired,
                                      const ListOptions& options);
/// Price levels: id, name.
Result<report::Table> list_price_levels(TigerpawReader& tigerpaw, const ListOptions& options);
/// Price book items: id, description, active. The search looks at both.
Result<report::Table> list_items(TigerpawReader& tigerpaw, const ListOptions& options);
/// Names of licences in use by the file's virtual servers, or by all where it maps none: licence, product
/// (the file's that matches), tenants, devices. With `unmapped` only those that no product matches.
Result<report::Table> list_products(UsageSource& source, const Desired* desired, const ListOptions& options);

}  // namespace tariff::app
