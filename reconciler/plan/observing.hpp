#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "text/json.hpp"

/// What a team sees while it only watches.
namespace tariff::plan {

/// An observed customer: what its devices ask for against what its lines bill, for the items of the file.
///
/// Shape: `lines` are the items in use or billed, `agree` those that equal ours; amounts are per `period`.
/// `over` is negative. `lines_of_source` were made by the API user of the External Product and are bound by
/// no ledger of ours.
struct ObservedCustomer {
  std::string tenant;
  AccountNumber account;
  std::string account_name;
  std::string period;
  std::int64_t lines = 0;
  std::int64_t agree = 0;
  Money counted;
  Money billed;
  Money under;
  Money over;
  std::int64_t lines_of_source = 0;
  bool operator==(const ObservedCustomer&) const = default;
};

/// Devices in use that nobody priced, of all mapped customers of one billing period.
///
/// Shape: `product` and `category` are empty where no product matches the licence. `low` and `high` are what
/// they would bring at the cheapest and at the dearest item of the file, at each customer's level.
struct UnpricedTotal {
  std::string licence_name;
  std::string product;
  std::string category;
  std::string period;
  std::int64_t customers = 0;
  std::int64_t devices = 0;
  Money low;
  Money high;
  bool operator==(const UnpricedTotal&) const = default;
};

/// A virtual server without a mapping, where its usage was asked for.
///
/// Shape: `devices` use a licence that counts; nullopt where they could not be read. `products` is
/// "Select 4, Advanced 8". `low` and `high` are what they would bring a period at the cheapest and at the
/// dearest price level.
struct UnmappedUse {
  std::string tenant;
  std::optional<std::int64_t> devices;
  std::string products;
  Money low;
  Money high;
  bool operator==(const UnmappedUse&) const = default;
};

/// Shape: `customers` as the mappings in the file; `unpriced` by name; `unmapped` by virtual server;
/// `notices` are sentences about other programs that may write our lines.
struct Observing {
  std::vector<ObservedCustomer> customers;
  std::vector<UnpricedTotal> unpriced;
  std::vector<UnmappedUse> unmapped;
  std::vector<std::string> notices;
  bool empty() const { return customers.empty() && unpriced.empty() && unmapped.empty() && notices.empty(); }
  bool operator==(const Observing&) const = default;
};

Json observing_json(const Observing& observing);
/// Fails: refused: a member of another type or missing.
Result<Observing> read_observing(const JsonView& view);

}  // namespace tariff::plan
