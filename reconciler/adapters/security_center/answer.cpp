#include "adapters/security_center/answer.hpp"

#include <array>
#include <cstdint>
#include <utility>

#include "adapters/security_center/values.hpp"
#include "base/inert.hpp"

namespace tariff::security_center {
namespace {

constexpr std::int64_t object_not_found = 1186;
constexpr std::int64_t unavailable = 1195;

struct Advice {
  std::int64_t code;
  std::string_view text;
};

constexpr std::array<Advice, 5> advice{{
    {1184, "Give the user the right to read basic functionality on this server."},
    {1193, "The call is not allowed on a virtual server."},
    {unavailable, "Security Center is starting, stopping or busy; try again later."},
    {1453, "Check TARIFF_KSC_USER and TARIFF_KSC_PASSWORD."},
    {2013, "The account is blocked after wrong passwords; unblock it in Security Center."},
}};

std::string advice_on(std::int64_t code) {
  for (const auto& entry : advice)
    if (entry.code == code) return std::string(entry.text);
  return "";
}

bool reads_rows(std::string_view method) {
  return method.starts_with("GroupSyncIterator.") || method.starts_with("ChunkAccessor.");
}

ErrorKind kind_of(std::int64_t code, std::string_view method) {
  if (code == unavailable) return ErrorKind::unavailable;
  if (code == object_not_found && reads_rows(method)) return ErrorKind::conflict;
  return ErrorKind::refused;
}

Error method_error(const Json& pxg_error, std::string_view method) {
  const JsonView view(pxg_error, "PxgError");
  const auto code = view.whole_or("code", 0).value_or(0);
  const auto module = view.string_or("module", "").value_or("");
  const auto message = view.string_or("message", "").value_or("");
  return {kind_of(code, method),
          std::string(method) + " failed with " + inert(module, 40) + " " + std::to_string(code) + " \"" +
              inert(message, 200) + "\".",
          advice_on(code)};
}

Result<Json> read_success(const http::Reply& reply, std::string_view method) {
  auto json = read_json(reply.body);
  if (!json)
    return Error{ErrorKind::refused,
                 "The reply to " + std::string(method) + " is not JSON: " + json.error().message,
                 "See whether the url in connections.toml is that of Security Center's Open API."};
  if (!json->is_object())
    return Error{ErrorKind::refused, "The reply to " + std::string(method) + " is no JSON object.",
                 "See whether the url in connections.toml is that of Security Center's Open API."};
  Json plain = unwrapped(*std::move(json));
  if (const Json* error = plain.find("PxgError"); error != nullptr) return method_error(*error, method);
  return plain;
}

Error status_error(int status, std::string_view method) {
  const std::string found =
      "Security Center answered " + std::string(method) + " with status " + std::to_string(status);
  if (status == 403) return {ErrorKind::conflict, found + ": the session has ended.", "Try again."};
  if (status == 401) return {ErrorKind::refused, found + ": not logged in.", "Check the user's rights."};
  if (status == 429 || status >= 500) return {ErrorKind::unavailable, found + ".", "Try again later."};
  return {ErrorKind::refused, found + ", expected 200.",
          "See whether the url in connections.toml is that of Security Center's Open API."};
}

Error login_error(int status, const std::string& virtual_server) {
  const std::string code = " (status " + std::to_string(status) + ")";
  if (virtual_server.empty())
    return {ErrorKind::refused, "Security Center did not accept the user name and password" + code + ".",
            "Check TARIFF_KSC_USER, TARIFF_KSC_PASSWORD and internal_user in connections.toml."};
  return {ErrorKind::refused,
          "Security Center did not accept the log-in to the virtual server \"" + inert(virtual_server, 200) +
              "\"" + code + ".",
          "See whether the server is enabled and whether the user has rights on it."};
}

}  // namespace

Result<Json> read_answer(const http::Answer& answer, std::string_view method) {
  if (const auto* failure = http::failure_of(answer)) return http::read_error(*failure);
  const auto& reply = *http::reply_of(answer);
  if (reply.status != 200) return status_error(reply.status, method);
  return read_success(reply, method);
}

Result<Json> read_login_answer(const http::Answer& answer, const std::string& virtual_server) {
  const auto* reply = http::reply_of(answer);
  if (reply != nullptr && (reply->status == 401 || reply->status == 403))
    return login_error(reply->status, virtual_server);
  return read_answer(answer, "Session.StartSession");
}

}  // namespace tariff::security_center
