#pragma once

#include <memory>
#include <vector>

#include "ports/usage_source.hpp"

namespace tariff::app {

/// One source as connections.toml names it.
struct NamedSource {
  SourceName name;  ///< empty where it is the only one and has none
  SourceKind kind = SourceKind::security_center;
  std::unique_ptr<UsageSource> source;
};

/// "Kaspersky Security Center", or "The source "hub" (Kaspersky Business Hub)".
std::string source_title(const SourceName& name, SourceKind kind);

/// All sources of one installation as one.
///
/// A source that cannot be listed is a SourceReading with its failure, and the others go on; where none can,
/// tenants() fails. Cost: the lists of all sources at the same time. Requires: at least one source, names
/// that differ.
class EverySource final : public UsageSource {
 public:
  explicit EverySource(std::vector<NamedSource> sources) : sources_(std::move(sources)) {}

  Result<TenantList> tenants() override;
  Result<TenantUsage> usage(const Tenant& tenant, Instant now) override;
  std::size_t parallel_max(const SourceName& source) const override;

 private:
  const NamedSource* named(const SourceName& name) const;

  std::vector<NamedSource> sources_;
};

}  // namespace tariff::app
