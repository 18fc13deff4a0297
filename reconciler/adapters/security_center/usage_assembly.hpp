#pragma once

#include <map>
#include <set>
#include <vector>

#include "adapters/security_center/convert.hpp"
#include "base/result.hpp"
#include "domain/usage.hpp"

namespace tariff::security_center {

/// A key that counts or may, and the devices whose active key it is, on whatever server.
struct KeyUse {
  LicenceKey key;
  std::set<DeviceId> devices;
  bool in_grace = false;
};

/// Joins the keys with the server's own hosts.
///
/// Shape: devices of other servers fall away; kept are the hosts that use at least one key. A note says where
/// devices fell away, and where KLLIC_NHOSTS_ASCURRENT differs from the devices that were listed.
/// Fails: refused: a device's category is not known.
Result<TenantUsage> assembled(const Tenant& server, const std::vector<KeyUse>& uses,
                              const std::map<DeviceId, Host>& hosts);

}  // namespace tariff::security_center
