#include "sandbox/security_center_service.hpp"

#include <utility>

#include "sandbox/security_center_login.hpp"
#include "text/match.hpp"

namespace tariff::sandbox {
namespace {

constexpr std::string_view root = "/api/v1.0/";

HttpReply json_reply(std::string body) {
  return {200, {{"Content-Type", "application/json"}}, std::move(body)};
}

HttpReply refusal(int status, std::string_view text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::string(text)};
}

std::optional<Json> arguments_of(const std::string& body) {
  if (body.empty()) return Json::object();
  auto json = read_json(body);
  if (!json || !json->is_object()) return std::nullopt;
  return *std::move(json);
}

bool says_json(const HttpRequest& request) {
  const auto& type = request.header("content-type");
  return type.empty() || lower_ascii(type).starts_with("application/json");
}

}  // namespace

std::string method_of(std::string_view path) {
  if (!path.starts_with(root)) return "";
  std::string_view name = path.substr(root.size());
  const auto last = name.rfind('.');
  const auto before = last == std::string_view::npos || last == 0 ? last : name.rfind('.', last - 1);
  if (last != std::string_view::npos && before != std::string_view::npos) name.remove_prefix(before + 1);
  return std::string(name);
}

SecurityCenterService::SecurityCenterService(const World& world, std::mutex& world_lock,
                                             std::function<Instant()> clock)
    : world_(world), world_lock_(world_lock), clock_(std::move(clock)) {
  add_server_methods(methods_);
  add_host_methods(methods_);
  add_key_methods(methods_);
  add_reading_methods(methods_);
}

HttpReply SecurityCenterService::handle(const HttpRequest& request) {
  const std::string method = method_of(request.path);
  if (method.empty()) return refusal(404, "not found");
  if (request.method != "POST") return refusal(405, "only POST");
  if (!says_json(request)) return refusal(415, "only application/json");
  const std::lock_guard guard(world_lock_);
  const Instant now = clock_();
  if (method == "login") return log_in(request, now);
  if (method == "Session.StartSession") return start_session(request, now);
  return call(request, method, now);
}

std::optional<std::int64_t> SecurityCenterService::server_for(const HttpRequest& request) const {
  if (!may_log_in(world_.kaspersky, request.header("authorization"))) return std::nullopt;
  return server_of_login(world_.kaspersky, request.header("x-ksc-vserver"));
}

HttpReply SecurityCenterService::log_in(const HttpRequest& request, Instant now) {
  const auto server = server_for(request);
  if (!server) return refusal(401, "authentication failed");
  sessions_.open_on(request.connection, *server, now);
  return json_reply("{}");
}

HttpReply SecurityCenterService::start_session(const HttpRequest& request, Instant now) {
  const auto server = server_for(request);
  if (!server) return refusal(401, "authentication failed");
  return json_reply(returning(Json::string(sessions_.open(*server, now))).text());
}

HttpReply SecurityCenterService::call(const HttpRequest& request, const std::string& method, Instant now) {
  const std::string& id = request.header("x-ksc-session");
  const std::chrono::seconds idle(world_.kaspersky.session_idle_seconds);
  Session* session =
      id.empty() ? sessions_.find_on(request.connection, now, idle) : sessions_.find(id, now, idle);
  if (!session) return id.empty() ? refusal(401, "not authenticated") : refusal(403, "invalid session");
  if (method == "Session.Ping") return json_reply("{}");
  if (method == "Session.EndSession") {
    sessions_.end(id);
    return json_reply("{}");
  }
  const auto found = methods_.find(method);
  if (found == methods_.end()) return refusal(404, "no such class or method");
  const auto json = arguments_of(request.body);
  if (!json) return refusal(400, "the body is no JSON object");
  const Arguments arguments(*json);
  return json_reply(answer_text(found->second({world_.kaspersky, *session, arguments, now})));
}

}  // namespace tariff::sandbox
