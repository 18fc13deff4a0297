#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include <doctest/doctest.h>

#include "sandbox/http_message.hpp"
#include "sandbox/security_center_service.hpp"
#include "sandbox/world.hpp"
#include "text/crypto.hpp"
#include "text/json.hpp"

namespace tariff::sandbox {

inline constexpr Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} +
                              std::chrono::hours(12)};

/// Security Center over a world of its own, with a clock that stands still until somebody moves it.
struct Center {
  World world;
  std::mutex lock;
  Instant now = noon;
  SecurityCenterService service{world, lock, [this] { return now; }};

  explicit Center(World given) : world(std::move(given)) {}

  HttpReply post(const std::string& method, const std::string& body,
                 std::map<std::string, std::string> headers) {
    HttpRequest request;
    request.method = "POST";
    request.path = "/api/v1.0/" + method;
    request.headers = std::move(headers);
    request.body = body;
    request.connection = 1;
    return service.handle(request);
  }
  HttpReply log_in(const std::string& server) {
    const std::string login =
        "KSCBasic user=\"" + base64("clerk") + "\", pass=\"" + base64("open sesame") + "\", internal=\"1\"";
    return post("Session.StartSession", "", {{"authorization", login}, {"x-ksc-vserver", base64(server)}});
  }
  /// The id of a fresh session; "" is the main server.
  std::string session(const std::string& server) {
    const auto reply = log_in(server);
    REQUIRE(reply.status == 200);
    return read_json(reply.body)->find("PxgRetVal")->raw();
  }
  /// The reply's JSON. Requires: status 200.
  Json call(const std::string& session_id, const std::string& method, const std::string& body) {
    const auto reply = post(method, body, {{"x-ksc-session", session_id}});
    REQUIRE(reply.status == 200);
    const auto json = read_json(reply.body);
    REQUIRE(json.has_value());
    return *json;
  }
  int status(const std::string& session_id, const std::string& method, const std::string& body) {
    return post(method, body, {{"x-ksc-session", session_id}}).status;
  }
};

/// The digits or text at a path of member names such as {"pData", "KLCSP_ITERATOR_ARRAY"}; "(missing)" where
/// it ends.
inline std::string at(const Json& json, std::initializer_list<std::string_view> path) {
  const Json* found = &json;
  for (const auto name : path) {
    found = found->find(name);
    if (found == nullptr) return "(missing)";
  }
  return found->is_boolean() ? (found->truth() ? "true" : "false") : found->raw();
}

/// Requires: the text is a world.
inline World world_of(std::string_view json) {
  auto world = read_world(json, noon);
  REQUIRE(world.has_value());
  return *std::move(world);
}

/// Two customers that share a key, and one host with two products under one key.
inline World two_customers() {
  return world_of(R"({"kaspersky": {"user": "clerk", "password": "open sesame", "servers": [
    {"id": 3, "uid": "UID-3", "name": "Contoso",
     "keys": [{"serial": "KEY-1", "product_name": "Select", "limit_date": "2027-01-31"},
              {"serial": "KEY-2", "product_name": "Select", "key_type": 3, "installed": false}],
     "hosts": [{"id": "host-a", "name": "Alpha", "keys": [{"serial": "KEY-1"}, {"serial": "KEY-1", "product": "1103"}]},
               {"id": "host-b", "name": "Beta", "keys": [{"serial": "KEY-1", "current": false}]}]},
    {"id": 4, "uid": "UID-4", "name": "Fabrikam",
     "keys": [{"serial": "KEY-1", "product_name": "Select", "limit_date": "2027-01-31"}],
     "hosts": [{"id": "host-c", "name": "Gamma", "computer_type": 36871, "keys": [{"serial": "KEY-1"}]}]}]}})");
}

}  // namespace tariff::sandbox
