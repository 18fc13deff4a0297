#pragma once

#include "ports/usage_source.hpp"
#include "year/world.hpp"

namespace tariff::year {

/// Security Center as its source tells it: the world's tenants, device by device, with the keys that have not
/// expired.
class Kaspersky final : public UsageSource {
 public:
  /// Requires: `world` outlives it.
  explicit Kaspersky(const World& world) : world_(world) {}

  Result<TenantList> tenants() override;
  Result<TenantUsage> usage(const tariff::Tenant& server, Instant now) override;
  std::size_t parallel_max(const SourceName&) const override { return 1; }

 private:
  const World& world_;
};

}  // namespace tariff::year
