#pragma once

#include <memory>
#include <string>

#include "adapters/http/client.hpp"
#include "base/result.hpp"
#include "ports/service_facts.hpp"

namespace tariff::http {

/// Looks at a service through the same check of its certificate as every other request.
///
/// The request is `GET` of the URL's own path, unsigned; whatever the service answers will do.
/// Fails: as Service::make.
Result<std::unique_ptr<ServicePeer>> make_service_peer(const std::string& url, const TrustRule& trust);

}  // namespace tariff::http
