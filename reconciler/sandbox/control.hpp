#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "base/instant.hpp"
#include "sandbox/faults.hpp"
#include "sandbox/http_message.hpp"
#include "sandbox/late_calls.hpp"
#include "sandbox/request_log.hpp"
#include "sandbox/world.hpp"

namespace tariff::sandbox {

/// The world that the services share, what was asked of them, what disturbs them, and what to do when the
/// world has changed.
///
/// Shape: `changed` is called with `lock` held.
struct SharedWorld {
  World world;
  WriterProfile profile;                   ///< how the content of a SOAP call is spelled
  std::optional<World> before_last_write;  ///< kept while a rule in force needs it
  std::mutex lock;
  RequestLog security_center_requests;
  RequestLog tigerpaw_requests;
  RequestLog business_hub_requests;
  Faults faults;
  LateCalls late;
  std::function<void()> changed = [] {};
};

/// A service with the sandbox's own routes around it, which need no login and know no latency:
///
/// Shape: GET /sandbox/requests (RequestLog::summary of this port), GET /sandbox/requests/both
/// (the same as members `kaspersky`, `tigerpaw` and `business_hub`), POST /sandbox/requests/reset, GET
/// /sandbox/world (write_world), POST /sandbox/world (replaces the world; 400 with the reason where the text
/// is none), GET /sandbox/faults ({"rules": Faults::summary, "late": calls still to be carried out}), POST
/// /sandbox/faults (replaces the rules as read_faults reads them; 400 as above). Requests to them are not
/// counted, and no fault touches them. Requires: `shared` outlives the handler.
HttpHandler with_control(HttpHandler service, SharedWorld& shared, RequestLog& log, RequestKinds kind);

}  // namespace tariff::sandbox
