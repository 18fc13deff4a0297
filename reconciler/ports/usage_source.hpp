#pragma once

#include <functional>
#include <vector>

#include "base/result.hpp"
#include "domain/usage.hpp"

namespace tariff {

/// Where counts come from: Kaspersky Security Center, in our words.
class UsageSource {
 public:
  virtual ~UsageSource() = default;

  /// Every virtual server of the main server, ascending by id. Cost: one session, two reads.
  /// Fails: unavailable, refused (credentials, certificate), outcome never unknown: reads only.
  virtual Result<std::vector<VirtualServer>> tenants() = 0;

  /// The complete usage of one virtual server. Safe to call from several threads at once; each call has
  /// its own session and never two requests at once on it. Keys expire against `now`.
  /// Fails: not_found: the scope proof named another server; unavailable or refused: not completely read.
  virtual Result<TenantUsage> usage(const VirtualServer& server, Instant now) = 0;

  /// How many calls of usage() may run at once.
  virtual std::size_t parallel_max() const = 0;
};

}  // namespace tariff
