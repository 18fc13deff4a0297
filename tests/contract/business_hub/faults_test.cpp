#include "contract/business_hub/running_hub.hpp"

namespace tariff::business_hub {
namespace {

using sandbox::Delivery;
using sandbox::HttpReply;
using sandbox::HttpRequest;

const std::string licences_route = "GET /v1/companies/{id}/licences";

/// The first `times` calls of the route are answered with that.
RunningHub::Interference answering(const std::string& route, const HttpReply& reply, int times) {
  return [=](const HttpRequest&, const std::string& called, int count) -> std::optional<HttpReply> {
    if (called != route || count > times) return std::nullopt;
    return reply;
  };
}

/// What becomes of reading Acme's licences where each answer is that.
Error error_with(const HttpReply& reply) {
  RunningHub hub;
  hub.interfere = answering(licences_route, reply, 100);
  const auto licences = hub.api()->licences("c-acme");
  REQUIRE_FALSE(licences.has_value());
  return licences.error();
}

TEST_CASE("over its requests of a minute the client waits as long as it is told") {
  RunningHub hub("\"requests_per_minute\": 3,");
  const auto api = hub.api();
  CHECK(api->integrations().has_value());
  hub.interfere = answering("GET /v1/companies", {429, {{"retry-after", "7"}}, ""}, 1);
  CHECK(api->companies("").has_value());
  CHECK(hub.waited() == std::chrono::seconds(7));
  // The fourth of the minute: the hub says 53 s, the client waits 30 s at most, and then the other 23 s.
  hub.interfere = nullptr;
  CHECK(api->licences("c-acme").has_value());
  CHECK(hub.waited() == std::chrono::seconds(60));
}

TEST_CASE("a service that is down for a moment is asked again, also for the sign-in") {
  RunningHub hub;
  hub.interfere = answering(licences_route, {503, {}, "<html>Busy</html>"}, 2);
  CHECK(hub.api()->licences("c-acme").has_value());
  CHECK(hub.calls(licences_route) == 3);
  RunningHub other;
  other.interfere = answering("POST /v1/auth/token", {502, {}, ""}, 1);
  CHECK(other.api()->licences("c-acme").has_value());
  CHECK(other.sign_ins() == 2);
}

TEST_CASE("a service that stays down, and one that fails, are unavailable") {
  CHECK(error_with({503, {}, ""}).kind == ErrorKind::unavailable);
  CHECK(error_with({429, {{"retry-after", "1"}}, ""}).kind == ErrorKind::unavailable);
  const auto failed = error_with({500, {}, write_error({Refusal::internal, "Out of \x1B[31mluck."}).text()});
  CHECK(failed.kind == ErrorKind::unavailable);
  CHECK(failed.message.find('\x1B') == std::string::npos);
}

TEST_CASE("half a reply is asked for again, and never taken for a whole one") {
  RunningHub hub;
  hub.interfere = [&hub](const HttpRequest& request, const std::string& route,
                         int count) -> std::optional<HttpReply> {
    if (route != licences_route || count > 1) return std::nullopt;
    auto reply = hub.serve(request);
    reply.delivery.ending = Delivery::Ending::half_then_close;
    return reply;
  };
  CHECK(hub.api()->licences("c-acme")->size() == 2);
  CHECK(hub.calls(licences_route) == 2);
  CHECK(error_with({200, {}, "{\"companyId\":\"c-acme\",\"licences\":[{\"licen"}).kind == ErrorKind::refused);
}

TEST_CASE("what is none of Business Hub's answers is refused") {
  CHECK(error_with({200, {}, "<html>Please sign in</html>"}).kind == ErrorKind::refused);
  CHECK(error_with({200, {}, ""}).kind == ErrorKind::refused);
  CHECK(error_with({204, {}, ""}).kind == ErrorKind::refused);
  CHECK(error_with({302, {{"location", "http://127.0.0.1:1/"}}, ""}).hint.find("redirect") !=
        std::string::npos);
  CHECK(error_with({403, {}, ""}).kind == ErrorKind::refused);
  // A gateway's page says nothing about the company.
  CHECK(error_with({404, {}, "<html>Not here</html>"}).kind == ErrorKind::refused);
}

TEST_CASE("a reply about another company is refused, with what was asked") {
  const auto error = error_with({200, {}, write_licences("c/beta", {}).text()});
  CHECK(error.kind == ErrorKind::refused);
  CHECK(error.message ==
        "Business Hub's reply to GET /v1/companies/c-acme/licences cannot be used. Found the text \"c/beta\" "
        "at "
        "companyId, expected c-acme.");
}

TEST_CASE("a sign-in page in the place of a token is refused") {
  RunningHub hub;
  hub.interfere = answering("POST /v1/auth/token", {200, {}, "<html>Please sign in</html>"}, 1);
  const auto signed_in = hub.api()->sign_in();
  REQUIRE_FALSE(signed_in.has_value());
  CHECK(signed_in.error().kind == ErrorKind::refused);
  CHECK(signed_in.error().message.find("the sign-in") != std::string::npos);
}

TEST_CASE("a service that quotes the credentials in its errors is not quoted") {
  RunningHub hub;
  std::string token;
  hub.interfere = [&token](const HttpRequest& request, const std::string& route,
                           int) -> std::optional<HttpReply> {
    if (route != licences_route) return std::nullopt;
    token = std::string(token_of(request.header("authorization")));
    return HttpReply{
        500, {}, write_error({Refusal::internal, "clerk@msp.example open sesame " + token}).text()};
  };
  const auto licences = hub.api()->licences("c-acme");
  REQUIRE_FALSE(licences.has_value());
  CHECK(licences.error().kind == ErrorKind::unavailable);
  CHECK(
      licences.error().message ==
      "Business Hub answered GET /v1/companies/c-acme/licences with status 500: (hidden) (hidden) (hidden).");
  CHECK(token.size() == 40);
}

}  // namespace
}  // namespace tariff::business_hub
