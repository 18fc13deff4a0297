#include <doctest/doctest.h>

#include "adapters/tigerpaw/soap_codec.hpp"
#include "unit/sandbox_tigerpaw/small_world.hpp"

using namespace tariff;
using namespace tariff::sandbox;
using namespace tariff::sandbox::tiny;

namespace {

const WriterProfile built_in{};

soap::Line a_create(const std::string& item, std::int64_t quantity = 0) {
  soap::Line line;
  line.index = 1;
  line.item_id = item;
  line.quantity = quantity;
  return line;
}

soap::Line an_update(std::int64_t detail) {
  soap::Line line;
  line.index = 1;
  line.action = soap::LineAction::update;
  line.detail_id = detail;
  return line;
}

HttpRequest soap_request(const soap::Request& request) {
  HttpRequest message;
  message.method = "POST";
  message.path = "/api/rmm/tsiWS.asmx";
  message.headers["content-type"] = std::string(soap::content_type);
  message.headers["soapaction"] = std::string(soap::action_header);
  message.body = soap::write_request(request, built_in);
  return message;
}

soap::Reply submit(Stage& stage, std::vector<soap::Line> lines, std::int64_t agreement = 12345) {
  const soap::Request request{"billing", "open sesame", agreement, std::move(lines)};
  return soap::read_reply(stage.service.handle(soap_request(request)).body, built_in).value();
}

std::vector<Charge>& charges(Stage& stage) { return stage.world.tigerpaw.agreements[0].charges; }

std::string only_message(const soap::Reply& reply) {
  REQUIRE(reply.lines.size() == 1);
  CHECK_FALSE(reply.success);
  CHECK(reply.lines[0].status == soap::LineStatus::failed);
  return reply.lines[0].message;
}

}  // namespace

TEST_CASE("a created line takes the account's level, its price and the API user's source") {
  Stage stage;
  const auto reply = submit(stage, {a_create("KES-WKS")});
  CHECK(reply.success);
  REQUIRE(reply.lines.size() == 1);
  CHECK(reply.lines[0].status == soap::LineStatus::created);
  CHECK(reply.lines[0].detail_id == 9001);
  REQUIRE(charges(stage).size() == 2);
  const auto& charge = charges(stage)[1];
  CHECK(charge.item_id == "KES-WKS");
  CHECK(charge.description == "Endpoint Security, workstations");
  CHECK(charge.quantity == 0);
  CHECK(charge.price == "3");
  CHECK(charge.level == 2);
  CHECK(charge.source == 2);
  CHECK(charge.source_description == "Kaspersky");
  CHECK(charge.date_added == "2026-11-22T10:00:00");
  CHECK_FALSE(charge.print_when_zero);
  CHECK(stage.changes == 1);
}

TEST_CASE("a flat line takes the flat price") {
  Stage stage;
  auto line = a_create("KES-WKS");
  line.use_flat_price = true;
  CHECK(submit(stage, {line}).success);
  CHECK(charges(stage)[1].price == "99");
}

TEST_CASE("two creates make two lines, for there is no idempotency key") {
  Stage stage;
  CHECK(submit(stage, {a_create("KES-WKS")}).lines[0].detail_id == 9001);
  CHECK(submit(stage, {a_create("KES-WKS")}).lines[0].detail_id == 9002);
  CHECK(charges(stage).size() == 3);
}

TEST_CASE("an update changes what it names and leaves the rest") {
  Stage stage;
  auto line = an_update(8001);
  line.quantity = 11;
  CHECK(submit(stage, {line}).success);
  CHECK(charges(stage)[0].quantity == 11);
  CHECK(charges(stage)[0].price == "7.5");
  CHECK(charges(stage)[0].source_description == "Manual");
  line.item_id = "KES-SRV";
  line.price = "8.0000";
  line.price_level_id = 1;
  CHECK(submit(stage, {line}).success);
  CHECK(charges(stage)[0].price == "8.0000");
  CHECK(charges(stage)[0].level == 1);
}

TEST_CASE("a delete removes the line") {
  Stage stage;
  auto line = an_update(8001);
  line.action = soap::LineAction::remove;
  const auto reply = submit(stage, {line});
  CHECK(reply.lines.at(0).status == soap::LineStatus::deleted);
  CHECK(charges(stage).empty());
  CHECK(only_message(submit(stage, {line})) == "Line item not found.");
}

TEST_CASE("each line that breaks a rule fails with its reason and changes nothing") {
  Stage stage;
  auto with_detail = a_create("KES-WKS");
  with_detail.detail_id = 8001;
  auto without_item = a_create("KES-WKS");
  without_item.item_id.reset();
  auto without_quantity = a_create("KES-WKS");
  without_quantity.quantity.reset();
  auto unknown_level = a_create("KES-WKS");
  unknown_level.price_level_id = 9;
  auto unpriced = a_create("KES-SRV");
  unpriced.price_level_id = 1;
  auto other_item = an_update(8001);
  other_item.item_id = "KES-WKS";
  auto without_detail = an_update(8001);
  without_detail.detail_id.reset();
  auto level_of_update = an_update(8001);
  level_of_update.price_level_id = 9;
  for (const auto& line :
       {with_detail, without_item, without_quantity, unknown_level, unpriced, other_item, without_detail,
        level_of_update, a_create("NO-SUCH"), a_create("KES-OLD"), a_create("KES-WKS", -1), an_update(1)})
    CHECK_FALSE(only_message(submit(stage, {line})).empty());
  CHECK(charges(stage).size() == 1);
  CHECK(charges(stage)[0].quantity == 4);
  CHECK(stage.changes == 0);
}

TEST_CASE("lines succeed and fail independently") {
  Stage stage;
  auto good = an_update(8001);
  good.quantity = 5;
  auto bad = an_update(1);
  bad.index = 2;
  const auto reply = submit(stage, {good, bad});
  CHECK_FALSE(reply.success);
  CHECK(reply.message == "1 of 2 line items failed.");
  CHECK(reply.lines.at(0).status == soap::LineStatus::updated);
  CHECK(charges(stage)[0].quantity == 5);
  CHECK(stage.changes == 1);
}

TEST_CASE("an account without the user's product is guarded, and linking it opens the way") {
  Stage stage;
  auto reply = submit(stage, {a_create("KES-WKS")}, 22222);
  CHECK_FALSE(reply.success);
  CHECK(reply.lines.empty());
  const auto linked =
      stage.read("POST", "/api/accounts/1050/service/externalproducts",
                 R"({"ExternalProductId":31,"ExternalProduct":"Kaspersky","ExternalId":"uid-f"})");
  CHECK(linked.find("Success")->truth());
  CHECK(linked.find("ExternalProduct")->find("AccountExternalProductId")->raw() == "702");
  stage.world.tigerpaw.accounts[1].default_level = 1;
  CHECK(submit(stage, {a_create("KES-WKS")}, 22222).success);
  CHECK(stage.changes == 2);
}

TEST_CASE("an inactive product and an unknown agreement fail as a whole") {
  Stage stage;
  CHECK_FALSE(submit(stage, {a_create("KES-WKS")}, 99).success);
  stage.world.tigerpaw.external_products[0].active = false;
  const auto reply = submit(stage, {a_create("KES-WKS")});
  CHECK_FALSE(reply.success);
  CHECK(reply.lines.empty());
  CHECK(charges(stage).size() == 1);
}

TEST_CASE("wrong credentials, another action and ill-formed XML are faults with status 500") {
  Stage stage;
  const auto good = soap_request({"billing", "open sesame", 12345, {a_create("KES-WKS")}});
  auto other_action = good;
  other_action.headers["soapaction"] = "\"http://www.tigerpawsoftware.com/Other\"";
  auto ill_formed = good;
  ill_formed.body = "<soap";
  for (const auto& request :
       {soap_request({"billing", "wrong", 12345, {a_create("KES-WKS")}}),
        soap_request({"", "", 12345, {a_create("KES-WKS")}}), other_action, ill_formed}) {
    const auto reply = stage.service.handle(request);
    CHECK(reply.status == 500);
    CHECK(reply.body.find("faultstring") != std::string::npos);
    CHECK(reply.body.find("sesame") == std::string::npos);
  }
  auto get = good;
  get.method = "GET";
  CHECK(stage.service.handle(get).status == 405);
  CHECK(stage.changes == 0);
}

TEST_CASE("a cross-reference needs an id and a product that is active") {
  Stage stage;
  for (const auto* body : {R"({"ExternalProductId":31})", R"({"ExternalProductId":31,"ExternalId":""})",
                           R"({"ExternalId":"x"})", R"({"ExternalProductId":32,"ExternalId":"x"})",
                           R"({"ExternalProduct":"Nobody","ExternalId":"x"})", "[]"}) {
    const auto reply = stage.call("POST", "/api/accounts/1050/service/externalproducts", body);
    CHECK(reply.status == 200);
    CHECK_FALSE(read_json(reply.body).value().find("Success")->truth());
  }
  CHECK(stage.changes == 0);
  CHECK(stage.call("POST", "/api/accounts/9/service/externalproducts", R"({"ExternalId":"x"})").status ==
        404);
}

TEST_CASE("cross-references are listed, changed and removed by their row id") {
  Stage stage;
  const std::string path = "/api/accounts/105/service/externalproducts";
  CHECK(stage.read("GET", path + "/701").find("ExternalProduct")->raw() == "Kaspersky");
  CHECK(stage.read("PUT", path + "/701", R"({"ExternalId":"uid-2"})").find("Success")->truth());
  CHECK(stage.read("GET", path).items().at(0).find("ExternalId")->raw() == "uid-2");
  CHECK_FALSE(stage.read("PUT", path + "/9", R"({"ExternalId":"uid-2"})").find("Success")->truth());
  CHECK(stage.read("DELETE", path, "", {{"id", "701"}}).find("Success")->truth());
  CHECK(stage.read("GET", path).items().empty());
  CHECK(stage.call("DELETE", path).status == 400);
  CHECK(stage.changes == 2);
}
