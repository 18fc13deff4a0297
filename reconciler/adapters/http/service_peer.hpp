#pragma once

#include <memory>
#include <string>

#include "adapters/http/client.hpp"
#include "base/result.hpp"
#include "ports/service_facts.hpp"

namespace tariff::http {

/// Looks at a service through the same check of its certificate as every other request.
///
/// `request` bears no secret, and its target begins below the URL's own path; whatever the service answers
/// will do, a refusal above all. Fails: as Service::make.
Result<std::unique_ptr<ServicePeer>> make_service_peer(const std::string& url, const TrustRule& trust,
                                                       Request request);

}  // namespace tariff::http
