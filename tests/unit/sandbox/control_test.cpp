#include "sandbox/control.hpp"

#include <zlib.h>

#include "sandbox/layers.hpp"
#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;

namespace {

HttpRequest request_to(const std::string& method, const std::string& path, const std::string& body = "") {
  return {method, path, {}, {}, body, 1};
}

HttpReply empty_reply(const HttpRequest&) { return {}; }

std::string inflated(const std::string& packed) {
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, 15 + 32) == Z_OK);
  std::string in = packed;
  std::string out(1U << 16U, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

RequestKind built_in_kind(const HttpRequest& request) { return tigerpaw_kind(request, WriterProfile{}); }

}  // namespace

TEST_CASE("requests are counted by kind, with numbers left out and writes counted by themselves") {
  SharedWorld shared;
  const auto handler = with_control(empty_reply, shared, shared.tigerpaw_requests, built_in_kind);
  handler(request_to("GET", "/api/agreements/50001/details"));
  handler(request_to("GET", "/api/agreements/50002/details"));
  handler(request_to("POST", "/api/accounts/search"));
  handler(request_to("POST", "/api/rmm/tsiWS.asmx"));
  handler(request_to("GET", "/api/accounts/10010/service/externalproducts"));
  handler(request_to("POST", "/api/accounts/10010/service/externalproducts"));
  const auto counts = *read_json(handler(request_to("GET", "/sandbox/requests")).body);
  CHECK(at(counts, {"requests", "GET /api/agreements/{n}/details"}) == "2");
  CHECK(at(counts, {"total"}) == "6");
  CHECK(at(counts, {"writes"}) == "2");
  CHECK(at(counts, {"parallel_max"}) == "1");
  handler(request_to("POST", "/sandbox/requests/reset"));
  CHECK(at(*read_json(handler(request_to("GET", "/sandbox/requests")).body), {"total"}) == "0");
}

TEST_CASE("requests to Security Center are counted by method") {
  CHECK(security_center_kind(request_to("POST", "/api/v1.0/Main.LicenseKeys.EnumKeys")).name ==
        "LicenseKeys.EnumKeys");
  CHECK(security_center_kind(request_to("GET", "/elsewhere")).name == "GET /elsewhere");
}

TEST_CASE("two requests at once on one session are noticed") {
  RequestLog log;
  HttpRequest request = request_to("POST", "/api/v1.0/Session.Ping");
  request.headers["x-ksc-session"] = "abc";
  log.begin(request, {"Session.Ping", false});
  log.begin(request, {"Session.Ping", false});
  log.end(request);
  log.end(request);
  log.begin(request, {"Session.Ping", false});
  CHECK(at(log.summary(), {"session_overlaps"}) == "1");
  CHECK(at(log.summary(), {"parallel_max"}) == "2");
}

TEST_CASE("the world can be read and replaced, and a broken one changes nothing") {
  SharedWorld shared;
  shared.world = two_customers();
  int changes = 0;
  shared.changed = [&] { ++changes; };
  const auto handler = with_control(empty_reply, shared, shared.tigerpaw_requests, built_in_kind);
  const auto text = handler(request_to("GET", "/sandbox/world")).body;
  CHECK(text == write_world(two_customers()));
  CHECK(handler(request_to("POST", "/sandbox/world", R"({"kaspersky":1})")).status == 400);
  CHECK(changes == 0);
  CHECK(handler(request_to("POST", "/sandbox/world", R"({"kaspersky":{"user":"other"}})")).status == 200);
  CHECK(shared.world.kaspersky.user == "other");
  CHECK(changes == 1);
}

TEST_CASE("a reply is compressed only when the request asks for it") {
  const auto handler = with_compression([](const HttpRequest&) {
    return HttpReply{200, {}, std::string(5000, 'a')};
  });
  CHECK(handler(request_to("POST", "/")).body.size() == 5000);
  HttpRequest request = request_to("POST", "/");
  request.headers["accept-encoding"] = "deflate, gzip";
  const auto gzip = handler(request);
  CHECK(gzip.headers.at("Content-Encoding") == "gzip");
  CHECK(gzip.body.size() < 200);
  CHECK(inflated(gzip.body) == std::string(5000, 'a'));
  request.headers["accept-encoding"] = "deflate";
  const auto deflate = handler(request);
  CHECK(deflate.headers.at("Content-Encoding") == "deflate");
  CHECK(inflated(deflate.body) == std::string(5000, 'a'));
}

TEST_CASE("the rules can be read and replaced, and broken ones change nothing") {
  SharedWorld shared;
  const auto handler = with_control(empty_reply, shared, shared.tigerpaw_requests, built_in_kind);
  const std::string rules = R"({"rules":[{"call":"SOAP *","nth":1,"fault":"reset"}]})";
  CHECK(handler(request_to("POST", "/sandbox/faults", rules)).status == 200);
  CHECK(handler(request_to("POST", "/sandbox/faults", R"({"rules":[{"call":"x"}]})")).status == 400);
  shared.faults.next("SOAP create");
  const auto counts = *read_json(handler(request_to("GET", "/sandbox/faults")).body);
  REQUIRE(counts.find("rules")->items().size() == 1);
  CHECK(at(counts.find("rules")->items()[0], {"fired"}) == "1");
  CHECK(at(counts, {"late"}) == "0");
}
