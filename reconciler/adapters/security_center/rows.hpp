#pragma once

#include <string_view>
#include <vector>

#include "adapters/security_center/api.hpp"
#include "base/result.hpp"
#include "text/json.hpp"

/// Whole lists, read in chunks and proven complete. Source: kaspersky-security-center.md section 5.
namespace tariff::security_center {

/// Reads a forward-only iterator (EnumKeys, AcquireKeyHosts) to its end and releases it.
///
/// Shape: exactly as many rows as lKeyCount promised. Cost: 2 + ceil(rows / 1000) requests.
/// Fails: conflict: fewer or more rows than promised, or the iterator is gone; as Session::call.
Result<std::vector<Json>> read_forward(Session& session, std::string_view method, const Json& arguments);

/// Reads a ChunkAccessor (FindHosts) to its end and releases it. Shape, cost and failures as above, with the
/// number that the call returned.
Result<std::vector<Json>> read_accessor(Session& session, std::string_view method, const Json& arguments);

}  // namespace tariff::security_center
