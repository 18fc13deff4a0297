#pragma once

#include <memory>

#include "adapters/http/retry.hpp"
#include "base/result.hpp"
#include "domain/connections.hpp"
#include "ports/usage_source.hpp"

namespace tariff::business_hub {

/// The companies of one Business Hub account and what they use.
///
/// Cost: one sign-in, one request for 100 companies, one for each company that is read. Fails: invalid: no
/// e-mail or password, URL, trust, secret of the one-time code.
Result<std::unique_ptr<UsageSource>> make_usage_source(const BusinessHubConnection& connection);
/// With another clock, for tests.
Result<std::unique_ptr<UsageSource>> make_usage_source(const BusinessHubConnection& connection,
                                                       http::Waiting waiting);

}  // namespace tariff::business_hub
