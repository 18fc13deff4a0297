#include <string>

#include "adapters/http/client.hpp"
#include "contract/security_center/worlds.hpp"
#include "support/certificate.hpp"
#include "support/fault_server.hpp"
#include "text/crypto.hpp"
#include "text/json.hpp"

namespace tariff::security_center {
namespace {

using sandbox::HttpReply;
using sandbox::HttpRequest;

const std::optional<HttpReply> as_usual;

ErrorKind kind_of(const Result<TenantUsage>& usage) {
  REQUIRE_FALSE(usage.has_value());
  return usage.error().kind;
}

TEST_CASE("of two virtual servers with one display name only the one that the log-in lands on is read") {
  RunningCenter center(
      world_of(R"("servers":[{"id":3,"uid":"U","name":"Contoso"},{"id":9,"uid":"V","name":"Contoso"}])"));
  CHECK(center.source()->tenants()->tenants.size() == 2);
  CHECK(center.read(3).has_value());
  const auto second = center.read(9);
  CHECK(kind_of(second) == ErrorKind::not_found);
  CHECK(second.error().message ==
        "The log-in to the virtual server \"Contoso\" (id 9) landed on virtual server 3.");
  CHECK(center.calls("LicenseKeys.EnumKeys") == 1);
  CHECK(center.still_open() == 0);
}

TEST_CASE("a name that lands on the main server bills nobody for all") {
  RunningCenter center(world_of(one_customer(5, R"("unknown_server_is_main":true,)")));
  const auto usage = center.read(77);
  CHECK(kind_of(usage) == ErrorKind::not_found);
  CHECK(usage.error().message.find("landed on the main server") != std::string::npos);
  CHECK(center.calls("LicenseKeys.EnumKeys") == 0);
  CHECK(center.still_open() == 0);
}

TEST_CASE("an empty name is refused before any request") {
  RunningCenter center(world_of(one_customer(5)));
  const auto usage = center.source()->usage({TenantId(3), TenantUid("U"), "", true}, noon);
  CHECK(kind_of(usage) == ErrorKind::refused);
  CHECK(center.all_calls() == 0);
}

TEST_CASE("a name that Security Center does not accept is refused") {
  RunningCenter center(world_of(one_customer(5)));
  const auto usage = center.read(77);
  CHECK(kind_of(usage) == ErrorKind::refused);
  CHECK(usage.error().message.find("\"Nobody\"") != std::string::npos);
}

TEST_CASE("a disabled virtual server is not read") {
  RunningCenter center(world_of(three_customers()));
  const auto usage = center.read(6);
  CHECK(kind_of(usage) == ErrorKind::refused);
  CHECK(usage.error().hint.find("enabled") != std::string::npos);
}

TEST_CASE("wrong credentials are refused, and the message shows neither") {
  RunningCenter center(world_of(one_customer(5)));
  center.connection.password = Secret("hunter2");
  const auto tenants = center.source()->tenants();
  REQUIRE_FALSE(tenants.has_value());
  CHECK(tenants.error().kind == ErrorKind::refused);
  const auto text = tenants.error().message + tenants.error().hint;
  CHECK(text.find("hunter2") == std::string::npos);
  CHECK(text.find("clerk") == std::string::npos);
  CHECK(text.find("TARIFF_KSC_PASSWORD") != std::string::npos);
  CHECK(center.all_calls() == 1);
}

TEST_CASE("a wrong pin is refused before the credentials are sent, with the pin that was found") {
  RunningCenter center(world_of(one_customer(5)));
  const auto real_pin = center.connection.trust.pins[0];
  center.connection.trust.pins = {testing::make_certificate().pin};
  const auto tenants = center.source()->tenants();
  REQUIRE_FALSE(tenants.has_value());
  CHECK(tenants.error().kind == ErrorKind::refused);
  CHECK(tenants.error().message.find(real_pin) != std::string::npos);
  CHECK(center.all_calls() == 0);
}

TEST_CASE("an error that quotes the login does not bring the password into a message") {
  RunningCenter center(world_of(one_customer(4)));
  center.interfere = [](const HttpRequest& request, const std::string& method, int) {
    if (method != "Session.StartSession") return as_usual;
    HttpReply reply;
    reply.body =
        Json::object(
            {{"PxgError", Json::object({{"code", Json::number(1)},
                                        {"message", Json::string("found " + request.header("authorization") +
                                                                 " open sesame")}})}})
            .text();
    return std::optional(reply);
  };
  const auto usage = center.read(3);
  REQUIRE_FALSE(usage.has_value());
  const Error& error = usage.error();
  CHECK(error.kind == ErrorKind::refused);
  CHECK(error.message.find("found KSCBasic") != std::string::npos);
  CHECK(error.message.find("open sesame") == std::string::npos);
  CHECK(error.message.find(base64("open sesame")) == std::string::npos);
}

TEST_CASE("a session that expires midway is made once more and read from the start") {
  RunningCenter center(world_of(one_customer(40, R"("chunk_rows_max":10,)")));
  center.interfere = [&center](const HttpRequest&, const std::string& method, int count) {
    if (method == "GroupSyncIterator.GetNextItems" && count == 3) center.let_sessions_expire();
    return as_usual;
  };
  const auto usage = center.read(3);
  REQUIRE(usage.has_value());
  CHECK(usage->devices.size() == 40);
  CHECK(center.opened() == 2);
  CHECK(center.still_open() == 0);
}

TEST_CASE("a session that expires every time leaves the tenant unread") {
  RunningCenter center(world_of(one_customer(40)));
  center.interfere = [&center](const HttpRequest&, const std::string& method, int) {
    if (method == "LicenseKeys.AcquireKeyHosts") center.let_sessions_expire();
    return as_usual;
  };
  const auto usage = center.read(3);
  CHECK(kind_of(usage) == ErrorKind::unavailable);
  CHECK(center.opened() == 2);
  CHECK(center.still_open() == 0);
}

/// Fetches a chunk and throws it away before the real answer: as if the request had been sent twice
/// unnoticed.
HttpReply sent_twice(RunningCenter& center, const HttpRequest& request) {
  static_cast<void>(center.serve(request));
  return center.serve(request);
}

TEST_CASE("a chunk lost to an unnoticed repeat is noticed by the totals, and the tenant read again") {
  RunningCenter center(world_of(one_customer(40, R"("chunk_rows_max":10,)")));
  center.interfere = [&center](const HttpRequest& request, const std::string& method, int count) {
    if (method == "GroupSyncIterator.GetNextItems" && count == 3)
      return std::optional(sent_twice(center, request));
    return as_usual;
  };
  const auto usage = center.read(3);
  REQUIRE(usage.has_value());
  CHECK(usage->devices.size() == 40);
  CHECK(center.opened() == 2);
}

TEST_CASE("totals that never agree leave the tenant unread, with the figures") {
  RunningCenter center(world_of(one_customer(40, R"("chunk_rows_max":10,)")));
  center.interfere = [&center](const HttpRequest& request, const std::string& method, int count) {
    if (method == "GroupSyncIterator.GetNextItems" && count % 4 == 3)
      return std::optional(sent_twice(center, request));
    return as_usual;
  };
  const auto usage = center.read(3);
  CHECK(kind_of(usage) == ErrorKind::unavailable);
  CHECK(usage.error().message.find("gave 30 rows of 40 promised") != std::string::npos);
  CHECK(center.still_open() == 0);
}

TEST_CASE("hosts that appear twice or are too few leave the tenant unread") {
  RunningCenter center(world_of(one_customer(40, R"("chunk_rows_max":10,)")));
  center.interfere = [&center](const HttpRequest& request, const std::string& method, int count) {
    if (method != "ChunkAccessor.GetItemsChunk" || count % 2 == 1) return as_usual;
    auto first_again = request;
    const auto start = first_again.body.find("\"nStart\":") + 9;
    first_again.body.replace(start, first_again.body.find(',', start) - start, "0");
    return std::optional(center.serve(first_again));
  };
  const auto usage = center.read(3);
  CHECK(kind_of(usage) == ErrorKind::unavailable);
  CHECK(usage.error().message.find("twice") != std::string::npos);
}

TEST_CASE("an error of a method ends the reading with its words, and the session is ended all the same") {
  RunningCenter center(world_of(one_customer(5)));
  center.interfere = [](const HttpRequest&, const std::string& method, int) {
    if (method != "LicenseKeys.EnumKeys") return as_usual;
    return std::optional(
        HttpReply{200, {}, R"({"PxgError":{"code":1184,"module":"KLSTD","message":"Access is denied"}})"});
  };
  const auto usage = center.read(3);
  CHECK(kind_of(usage) == ErrorKind::refused);
  CHECK(usage.error().message.find("Access is denied") != std::string::npos);
  CHECK(center.opened() == 1);
  CHECK(center.still_open() == 0);
}

TEST_CASE("a busy service is asked again, but never for the next rows of a forward-only list") {
  RunningCenter center(world_of(one_customer(5)));
  center.interfere = [](const HttpRequest&, const std::string& method, int count) {
    if (method == "HostGroup.FindHosts" && count == 1) return std::optional(HttpReply{503, {}, ""});
    return as_usual;
  };
  CHECK(center.read(3).has_value());
  CHECK(center.calls("HostGroup.FindHosts") == 2);
  center.interfere = [](const HttpRequest&, const std::string& method, int) {
    if (method == "GroupSyncIterator.GetNextItems") return std::optional(HttpReply{503, {}, ""});
    return as_usual;
  };
  const int before = center.calls("GroupSyncIterator.GetNextItems");
  CHECK(kind_of(center.read(3)) == ErrorKind::unavailable);
  CHECK(center.calls("GroupSyncIterator.GetNextItems") == before + 1);
  CHECK(center.still_open() == 0);
}

TEST_CASE("a scope that cannot be proven is not read") {
  RunningCenter center(world_of(one_customer(5)));
  center.interfere = [](const HttpRequest&, const std::string& method, int) {
    if (method == "HostGroup.GetStaticInfo") return std::optional(HttpReply{200, {}, R"({"PxgRetVal":{}})"});
    return as_usual;
  };
  CHECK(kind_of(center.read(3)) == ErrorKind::refused);
  CHECK(center.calls("LicenseKeys.EnumKeys") == 0);
}

TEST_CASE("a virtual server without its uid in the list is asked for it") {
  RunningCenter center(world_of(one_customer(1)));
  center.interfere = [](const HttpRequest&, const std::string& method, int) {
    if (method != "VServers.GetVServers") return as_usual;
    return std::optional(HttpReply{
        200, {}, R"({"PxgRetVal":[{"type":"params","value":{"KLVSRV_ID":3,"KLVSRV_DN":"Contoso"}}]})"});
  };
  const auto tenants = center.source()->tenants();
  REQUIRE(tenants.has_value());
  CHECK(tenants->tenants[0].uid == TenantUid("UID-3"));
}

TEST_CASE("a list that shows one id twice, or is no list, is refused") {
  RunningCenter center(world_of(one_customer(1)));
  const std::string row =
      R"({"type":"params","value":{"KLVSRV_ID":3,"KLVSRV_UID":"U","KLVSRV_DN":"Contoso","KLVSRV_ENABLED":true}})";
  for (const auto& body : {R"({"PxgRetVal":[)" + row + "," + row + "]}", std::string(R"({"PxgRetVal":{}})"),
                           std::string("{}"), std::string("<html>")}) {
    center.interfere = [&body](const HttpRequest&, const std::string& method, int) {
      return method == "VServers.GetVServers" ? std::optional(HttpReply{200, {}, body}) : as_usual;
    };
    const auto tenants = center.source()->tenants();
    REQUIRE_FALSE(tenants.has_value());
    CHECK(tenants.error().kind == ErrorKind::refused);
  }
  CHECK(center.still_open() == 0);
}

TEST_CASE("a service that is down is unavailable") {
  SecurityCenterConnection connection;
  connection.url = "http://127.0.0.1:" + std::to_string(testing::closed_port());
  connection.user = Secret("clerk");
  const auto source = make_usage_source(
      connection,
      {[](std::chrono::milliseconds) {}, [](std::uint64_t) { return 0ULL; }, [] { return noon; }});
  REQUIRE(source.has_value());
  const auto tenants = (*source)->tenants();
  REQUIRE_FALSE(tenants.has_value());
  CHECK(tenants.error().kind == ErrorKind::unavailable);
}

TEST_CASE("a connection that cannot work is a wrong setting, said before any request") {
  SecurityCenterConnection connection;
  connection.url = "http://ksc.example:13299";
  connection.user = Secret("clerk");
  CHECK(make_usage_source(connection).error().kind == ErrorKind::invalid);
  connection.url = "https://ksc.example:13299";
  connection.trust.pins = {"sha256/short"};
  CHECK(make_usage_source(connection).error().kind == ErrorKind::invalid);
  connection.trust.pins.clear();
  connection.user = Secret();
  CHECK(make_usage_source(connection).error().kind == ErrorKind::invalid);
}

}  // namespace
}  // namespace tariff::security_center
