#pragma once

#include <memory>

#include "adapters/http/retry.hpp"
#include "base/result.hpp"
#include "domain/connections.hpp"
#include "ports/usage_source.hpp"

/// Kaspersky Security Center as a source of counts. Source: kaspersky-security-center.md.
///
/// Each reading has a session and a connection of its own. A reading whose totals do not agree, or whose
/// session is lost midway, is made once more in a new session; then it is unavailable: unread, never a
/// smaller count. Cost of usage(): 5 requests for a server without keys that count; 11 for one key in use and
/// up to 1000 keys, rows and hosts; 3 more for each further key.
namespace tariff::security_center {

/// Fails: invalid: the URL, the trust, plain http beyond loopback, no user name.
Result<std::unique_ptr<UsageSource>> make_usage_source(const SecurityCenterConnection& connection);

/// The same with the pauses between repeats in the caller's hands.
Result<std::unique_ptr<UsageSource>> make_usage_source(const SecurityCenterConnection& connection,
                                                       http::Waiting waiting);

}  // namespace tariff::security_center
