#pragma once

#include <functional>
#include <vector>

#include "base/result.hpp"
#include "domain/usage.hpp"

namespace tariff {

/// Where counts come from: one Kaspersky source or all of them, in our words.
class UsageSource {
 public:
  virtual ~UsageSource() = default;

  /// Every tenant, ascending by id. A source by itself names no sources and gives its tenants none.
  /// Fails: unavailable, refused (credentials, certificate), outcome never unknown: reads only.
  virtual Result<TenantList> tenants() = 0;

  /// The complete usage of one tenant of that list. Safe to call from several threads at once. Keys expire
  /// against `now`. Fails: not_found: the source showed another tenant; unavailable or refused: not
  /// completely read.
  virtual Result<TenantUsage> usage(const Tenant& tenant, Instant now) = 0;

  /// How many calls of usage() may run at once on that source.
  virtual std::size_t parallel_max(const SourceName& source) const = 0;
};

}  // namespace tariff
