#pragma once

#include <vector>

#include "adapters/security_center/api.hpp"
#include "base/result.hpp"
#include "domain/usage.hpp"

/// Whole readings, each in one session of its own.
namespace tariff::security_center {

/// Every virtual server, ascending by id. Cost: 3 requests, one more for each row without its uid, name or
/// state. Fails: refused, unavailable, conflict (see api.hpp).
Result<std::vector<Tenant>> read_virtual_servers(const Center& center);

/// One virtual server's usage. Source: kaspersky-security-center.md section 9.
///
/// Cost: 5 + ceil(keys / 1000) requests, 2 + ceil(rows / 1000) for each key that counts, and, where a device
/// uses one, 2 + ceil(hosts / 1000). Fails: not_found: the session landed on another server; refused,
/// unavailable, conflict (see api.hpp). Requires: the server's name is not empty.
Result<TenantUsage> read_tenant(const Center& center, const Tenant& server, Instant now);

}  // namespace tariff::security_center
