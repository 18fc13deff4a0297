#include "adapters/tigerpaw/api.hpp"

#include <string>

#include <doctest/doctest.h>

#include "text/time.hpp"

namespace {

using namespace tariff;
using namespace tariff::tigerpaw;

TigerpawConnection vector_keys() {
  TigerpawConnection keys;
  keys.public_key = Secret("11111111-2222-3333-4444-555555555555");
  keys.private_key = Secret("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");
  return keys;
}

Result<Json> answered(int status, const std::string& body) {
  http::Reply reply;
  reply.status = status;
  reply.body = body;
  return read_answer(reply, "GET /api/x");
}

/// Kind and message of a failed read.
ErrorKind kind_of(int status, const std::string& body) {
  const auto result = answered(status, body);
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().message.find("GET /api/x") != std::string::npos);
  return result.error().kind;
}

}  // namespace

TEST_CASE("a request is signed as the test vector is") {
  const auto headers = signed_headers(vector_keys(), "GET", "/api/agreements/12345/additionalcharges",
                                      read_instant("2015-06-18T07:25:43Z").value());
  const Headers expected{{"Accept", "application/json"},
                         {"Authorization",
                          "TSI "
                          "MTExMTExMTEtMjIyMi0zMzMzLTQ0NDQtNTU1NTU1NTU1NTU1OkFlZUtOZnIvazNhTkt2cmQzZ0VNTExiQk"
                          "VoR3RhRDQ3a2R6OXdtaEhN"
                          "TEU9"},
                         {"X-TSI-Date", "Thu, 18 Jun 2015 07:25:43 GMT"}};
  CHECK(headers == expected);
}

TEST_CASE("the signature does not depend on the letter case of method and path") {
  const auto keys = vector_keys();
  CHECK(authorization(keys, "get", "/api/a", "S") == authorization(keys, "GET", "/API/A", "s"));
  CHECK(authorization(keys, "GET", "/api/a", "s") != authorization(keys, "POST", "/api/a", "s"));
}

TEST_CASE("a good reply is 2xx without a Success or with a true one") {
  CHECK(answered(200, R"({"AccountNumber":5})").has_value());
  CHECK(answered(201, R"({"Success":true})").has_value());
  CHECK(answered(200, R"({"Success":null})").has_value());
  CHECK(answered(200, "[]").has_value());
}

TEST_CASE("Success false with status 200 is refused in Tigerpaw's words") {
  const auto result = answered(200, R"({"Success":false,"Message":"No rights."})");
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().kind == ErrorKind::refused);
  CHECK(result.error().message.find("No rights.") != std::string::npos);
  CHECK(kind_of(200, R"({"Success":"yes"})") == ErrorKind::refused);
}

TEST_CASE("what is not there, what is refused and what may pass are told apart") {
  CHECK(kind_of(404, R"({"Message":"gone"})") == ErrorKind::not_found);
  CHECK(kind_of(200, "null") == ErrorKind::not_found);
  CHECK(kind_of(200, "") == ErrorKind::not_found);
  CHECK(kind_of(400, "") == ErrorKind::refused);
  CHECK(kind_of(302, "") == ErrorKind::refused);
  CHECK(kind_of(429, "") == ErrorKind::unavailable);
  CHECK(kind_of(500, "<html></html>") == ErrorKind::unavailable);
  CHECK(kind_of(503, "") == ErrorKind::unavailable);
  CHECK(kind_of(200, "<html><body>Sign in</body></html>") == ErrorKind::refused);
  CHECK(kind_of(200, R"({"AccountNumber":5)") == ErrorKind::refused);
}

TEST_CASE("401 and 403 say what to check") {
  const auto unauthorized = answered(401, R"({"Message":"Denied."})");
  REQUIRE_FALSE(unauthorized.has_value());
  CHECK(unauthorized.error().kind == ErrorKind::refused);
  CHECK(unauthorized.error().hint.find("transposed") != std::string::npos);
  const auto forbidden = answered(403, "");
  REQUIRE_FALSE(forbidden.has_value());
  CHECK(forbidden.error().hint.find("role") != std::string::npos);
}
