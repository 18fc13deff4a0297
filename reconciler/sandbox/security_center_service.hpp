#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "sandbox/http_message.hpp"
#include "sandbox/security_center_method.hpp"
#include "sandbox/security_center_session.hpp"
#include "sandbox/world.hpp"

namespace tariff::sandbox {

/// Kaspersky Security Center's Open API over a small world.
///
/// Shape: POST /api/v1.0/[Instance.]Class.Method, case-sensitive. 401 without a good login, 403 for a session
/// that ended or was idle too long, 404 for what does not exist; a method's own error travels with 200.
/// ASSUMED: 400 for a body that is no JSON object, 415 for another content type, 405 for another verb.
/// Source: kaspersky-security-center.md; its section 10 is the list of what is here.
class SecurityCenterService {
 public:
  /// Requires: `world` and `world_lock` outlive this; `clock` may be called from any thread.
  SecurityCenterService(const World& world, std::mutex& world_lock, std::function<Instant()> clock);
  HttpReply handle(const HttpRequest& request);

 private:
  HttpReply log_in(const HttpRequest& request, Instant now);
  HttpReply start_session(const HttpRequest& request, Instant now);
  HttpReply call(const HttpRequest& request, const std::string& method, Instant now);
  std::optional<std::int64_t> server_for(const HttpRequest& request) const;

  const World& world_;
  std::mutex& world_lock_;
  std::function<Instant()> clock_;
  Methods methods_;
  Sessions sessions_;
};

/// `Class.Method` of a path, without the instance; "" where it is no path of the API.
std::string method_of(std::string_view path);

}  // namespace tariff::sandbox
