#include "sandbox/control.hpp"

#include <utility>

#include "text/time.hpp"

namespace tariff::sandbox {
namespace {

HttpReply json_reply(std::string body) {
  return {200, {{"Content-Type", "application/json"}}, std::move(body)};
}

HttpReply not_understood(const Error& error) {
  return {400,
          {{"Content-Type", "text/plain; charset=utf-8"}},
          error.message + (error.hint.empty() ? "" : " " + error.hint)};
}

HttpReply replace_world(SharedWorld& shared, const std::string& body) {
  auto world = read_world(body, system_now());
  if (!world) return not_understood(world.error());
  const std::lock_guard guard(shared.lock);
  shared.world = *std::move(world);
  shared.before_last_write.reset();
  shared.changed();
  return json_reply("{}");
}

HttpReply replace_faults(SharedWorld& shared, const std::string& body) {
  auto file = read_faults(body);
  if (!file) return not_understood(file.error());
  shared.faults.replace(*std::move(file));
  const std::lock_guard guard(shared.lock);
  shared.before_last_write.reset();
  return json_reply("{}");
}

HttpReply control(const HttpRequest& request, SharedWorld& shared, RequestLog& log) {
  const std::string route = request.method + " " + request.path;
  if (route == "GET /sandbox/requests") return json_reply(log.summary().pretty());
  if (route == "GET /sandbox/requests/both")
    return json_reply(Json::object({{"kaspersky", shared.security_center_requests.summary()},
                                    {"tigerpaw", shared.tigerpaw_requests.summary()},
                                    {"business_hub", shared.business_hub_requests.summary()}})
                          .pretty());
  if (route == "POST /sandbox/faults") return replace_faults(shared, request.body);
  if (route == "GET /sandbox/faults")
    return json_reply(Json::object({{"rules", shared.faults.summary()},
                                    {"late", Json::number(static_cast<std::int64_t>(shared.late.pending()))}})
                          .pretty());
  if (route == "POST /sandbox/world") return replace_world(shared, request.body);
  if (route == "GET /sandbox/world") {
    const std::lock_guard guard(shared.lock);
    return json_reply(write_world(shared.world));
  }
  if (route == "POST /sandbox/requests/reset") {
    log.reset();
    return json_reply("{}");
  }
  return {404, {}, ""};
}

}  // namespace

HttpHandler with_control(HttpHandler service, SharedWorld& shared, RequestLog& log, RequestKinds kind) {
  return [service = std::move(service), &shared, kind = std::move(kind), &log](const HttpRequest& request) {
    if (request.path.starts_with("/sandbox/")) return control(request, shared, log);
    log.begin(request, kind(request));
    HttpReply reply = service(request);
    log.end(request);
    return reply;
  };
}

}  // namespace tariff::sandbox
