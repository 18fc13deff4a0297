#include <doctest/doctest.h>

#include "unit/sandbox_tigerpaw/small_world.hpp"

using namespace tariff;
using namespace tariff::sandbox;
using namespace tariff::sandbox::tiny;

namespace {

/// The synthetic vector of the fact sheet, section 3.1.
HttpRequest vector_request() {
  HttpRequest request;
  request.method = "GET";
  request.path = "/api/agreements/12345/additionalcharges";
  request.headers["authorization"] =
      "TSI "
      "MTExMTExMTEtMjIyMi0zMzMzLTQ0NDQtNTU1NTU1NTU1NTU1OkFlZUtOZnIvazNhTkt2cmQzZ0VNTExiQkVoR3RhRDQ3a2R6OXdtaE"
      "hNTEU9";
  request.headers["date"] = "Thu, 18 Jun 2015 07:25:43 GMT";
  return request;
}

}  // namespace

TEST_CASE("the test vector's signature opens the door") {
  Stage stage;
  stage.now = read_instant("2015-06-18T07:25:43Z").value();
  CHECK(stage.service.handle(vector_request()).status == 200);
}

TEST_CASE("X-TSI-Date is believed over Date") {
  Stage stage;
  stage.now = read_instant("2015-06-18T07:25:43Z").value();
  auto request = vector_request();
  request.headers["x-tsi-date"] = request.headers["date"];
  request.headers["date"] = "Thu, 18 Jun 2015 01:00:00 GMT";
  CHECK(stage.service.handle(request).status == 200);
  request.headers["date"] = request.headers["x-tsi-date"];
  request.headers["x-tsi-date"] = "Thu, 18 Jun 2015 07:25:44 GMT";
  CHECK(stage.service.handle(request).status == 401);
}

TEST_CASE("the query is not signed and the letter case of the path does not matter") {
  Stage stage;
  stage.now = read_instant("2015-06-18T07:25:43Z").value();
  auto request = vector_request();
  request.path = "/API/Agreements/12345/AdditionalCharges";
  request.query["activeonly"] = "true";
  CHECK(stage.service.handle(request).status == 200);
}

TEST_CASE("a clock may differ by the skew and not by a second more") {
  Stage stage;
  const auto signed_at = read_instant("2015-06-18T07:25:43Z").value();
  stage.now = signed_at + std::chrono::seconds(900);
  CHECK(stage.service.handle(vector_request()).status == 200);
  stage.now = signed_at + std::chrono::seconds(901);
  CHECK(stage.service.handle(vector_request()).status == 401);
  stage.now = signed_at - std::chrono::seconds(901);
  CHECK(stage.service.handle(vector_request()).status == 401);
}

TEST_CASE("another path, method, key or no signature at all is a 401 with a JSON body") {
  Stage stage;
  stage.now = read_instant("2015-06-18T07:25:43Z").value();
  auto other_path = vector_request();
  other_path.path = "/api/agreements/12345/details";
  auto other_method = vector_request();
  other_method.method = "POST";
  auto nothing = vector_request();
  nothing.headers.erase("authorization");
  auto basic = vector_request();
  basic.headers["authorization"] = "Basic dXNlcjpwYXNzd29yZA==";
  for (const auto& request : {other_path, other_method, nothing, basic}) {
    const auto reply = stage.service.handle(request);
    CHECK(reply.status == 401);
    CHECK(read_json(reply.body).value().find("Message") != nullptr);
  }
  stage.world.tigerpaw.private_key = "another";
  CHECK(stage.service.handle(vector_request()).status == 401);
}

TEST_CASE("keys that were transposed are a 401") {
  Stage stage;
  auto request = stage.signed_request("GET", "/api/mastertables/pricelevels");
  std::swap(stage.world.tigerpaw.public_key, stage.world.tigerpaw.private_key);
  CHECK(stage.service.handle(request).status == 401);
}
