#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "adapters/usage_file/use.hpp"
#include "domain/usage.hpp"

namespace tariff::usage_file {

/// A count and where it stands.
struct Counted {
  std::int64_t count = 0;
  std::string place;
};

/// The counts of one product, by what they count.
using ProductRows = std::map<UseKind, Counted>;

/// An as-of date and where it stands.
struct Dated {
  AsOf as_of;
  std::string place;
};

/// What a file says of one tenant. Shape: `problem` is the first thing that is wrong with its rows.
struct TenantRows {
  std::string name;
  std::map<std::string, ProductRows> products{};
  std::optional<Dated> oldest{};
  std::optional<Dated> newest{};
  std::optional<std::string> problem{};
  std::size_t problem_count = 0;
};

/// The rows of a file, sorted by tenant as they come.
///
/// A bad row is its tenant's problem; it never counts, and the tenant's other rows do not count without it.
class Gathering {
 public:
  explicit Gathering(const UsageFileColumns& names) : names_(names) {}

  /// Fails: refused: nobody can tell whose row it is; there are more than rows_max.
  Status add(const Row& row);
  /// By the tenant's id, which is its name where the file has no ids.
  std::map<std::string, TenantRows> take() { return std::move(tenants_); }

 private:
  const UsageFileColumns& names_;
  std::map<std::string, TenantRows> tenants_;
  std::size_t rows_ = 0;
};

/// How old a count may be.
struct Freshness {
  Instant now;
  std::chrono::seconds max_age;
  std::string as_of_column;
};

/// Fails: unavailable: a row is bad, or its date is too old or more than a day ahead.
Result<TenantUsage> to_usage(const Tenant& tenant, const TenantRows& rows, const Freshness& freshness);

}  // namespace tariff::usage_file
