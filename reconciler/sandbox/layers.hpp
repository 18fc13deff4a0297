#pragma once

#include <chrono>

#include "sandbox/fault_kinds.hpp"
#include "sandbox/faults.hpp"
#include "sandbox/http_message.hpp"

/// Handlers around handlers: what both services have in common and neither knows.
namespace tariff::sandbox {

/// Holds every reply back for that long, each on its own thread. The service has acted by then.
HttpHandler with_latency(HttpHandler inner, std::chrono::milliseconds latency);
/// Compresses the body where the request accepts gzip or deflate. Source: kaspersky-security-center.md
/// section 1.
HttpHandler with_compression(HttpHandler inner);
/// Disturbs the calls that a rule picks; without rules it adds nothing. Requires: `faults` and `late` outlive
/// it.
HttpHandler with_faults(Disturbed service, Faults& faults, LateCalls& late);

}  // namespace tariff::sandbox
