#pragma once

#include <string>
#include <string_view>

#include "adapters/http/client.hpp"
#include "base/result.hpp"
#include "text/json.hpp"

/// What an answer of Security Center means. Source: kaspersky-security-center.md section 4.
namespace tariff::security_center {

/// The unwrapped reply of a method.
/// Fails: refused: PxgError, status, or no JSON object; unavailable: the service or the way to it, PxgError
/// 1195; conflict: 403, the session has ended, or 1186 from an iterator or accessor.
Result<Json> read_answer(const http::Answer& answer, std::string_view method);

/// The same for Session.StartSession, where 401 and 403 speak of the credentials or of the virtual server.
Result<Json> read_login_answer(const http::Answer& answer, const std::string& virtual_server);

}  // namespace tariff::security_center
