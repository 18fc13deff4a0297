#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/http/client.hpp"
#include "adapters/http/retry.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "text/json.hpp"

/// The calls of Security Center's Open API that we make. Source: kaspersky-security-center.md sections 1
/// to 5.
///
/// ErrorKind::conflict means in this room: the session, or a reading in it, was lost on the way, and one new
/// session is worth a try. It never leaves the room.
namespace tariff::security_center {

/// One Security Center and who logs in there; shared by all sessions.
struct Center {
  http::Service service;
  Secret user;
  Secret password;
  bool internal_user = true;
  http::Waiting waiting;
  std::shared_ptr<http::RetryBudget> budget;
};

/// Whether a call may be sent again after a failure that leaves open whether it was executed.
enum class Repeat { yes, no };

/// One authenticated session with one connection and never two requests at once; ended when this object goes.
///
/// Cost: two requests (start, end).
class Session {
 public:
  /// Logs in; `virtual_server` is the display name, "" the main server.
  /// Fails: refused: credentials, certificate, no such server; unavailable.
  static Result<Session> open(const Center& center, const std::string& virtual_server);
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) = delete;

  /// Calls `Class.Method` and gives the unwrapped reply.
  /// Fails: refused: the method's own error, rights, another shape; unavailable; conflict: the session is
  /// gone.
  Result<Json> call(std::string_view method, const Json& arguments, Repeat repeat = Repeat::yes);

 private:
  Session(const Center& center, std::unique_ptr<http::HttpReader> reader);
  Result<Json> start(const std::string& virtual_server);

  const Center* center_;
  std::unique_ptr<http::HttpReader> reader_;
  std::string id_;
};

}  // namespace tariff::security_center
