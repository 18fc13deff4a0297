#include "sandbox/world.hpp"

#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;

TEST_CASE("a world that is written and read is the same world") {
  World world = two_customers();
  world.kaspersky.servers[0].keys[1].subscription_state = 0;
  world.kaspersky.chunk_rows_max = 7;
  world.tigerpaw = world_of(R"({"tigerpaw": {
      "items": [{"number": 7, "id": "KES", "prices": {"1": "4.10", "2": 3.9000}}],
      "accounts": [{"number": 10010, "name": "Contoso \"Ltd\"", "cross_references": [{"id": 701, "external_id": "C"}]}],
      "agreements": [{"number": 50001, "account": 10010, "start": "2024-01-01",
                      "charges": [{"detail_id": 9001, "item_id": "KES", "quantity": 3, "price": "4.10"}]}]}})")
                       .tigerpaw;
  const auto text = write_world(world);
  const auto read = read_world(text, noon);
  REQUIRE(read.has_value());
  CHECK(write_world(*read) == text);
  CHECK(read->tigerpaw.items[0].prices.at(2) == "3.9000");
  CHECK(read->tigerpaw.agreements[0].charges[0].price == "4.10");
  CHECK(read->kaspersky.servers[1].hosts[0].computer_type == 0x9007);
}

TEST_CASE("members that are left out keep their defaults") {
  const auto world = read_world(R"({"kaspersky":{"servers":[{"id":3,"name":"Contoso"}]}})", noon);
  REQUIRE(world.has_value());
  CHECK(world->kaspersky.session_idle_seconds == 180);
  CHECK(world->kaspersky.servers[0].enabled);
  CHECK_FALSE(world->kaspersky.unknown_server_is_main);
}

TEST_CASE("relative dates count from today at midnight") {
  const auto world = read_world(R"({"kaspersky":{"servers":[{"keys":[
      {"limit_date":"+10d"},{"limit_date":"-22d"},{"limit_date":"today"},{"limit_date":"2027-01-31"},{"limit_date":""}]}]},
      "tigerpaw":{"agreements":[{"start":"-1d","end":"2026-12-31T00:00:00.000"}]}})",
                                noon);
  REQUIRE(world.has_value());
  const auto& keys = world->kaspersky.servers[0].keys;
  CHECK(keys[0].limit_date == "2026-12-02T00:00:00Z");
  CHECK(keys[1].limit_date == "2026-10-31T00:00:00Z");
  CHECK(keys[2].limit_date == "2026-11-22T00:00:00Z");
  CHECK(keys[3].limit_date == "2027-01-31T00:00:00Z");
  CHECK(keys[4].limit_date.empty());
  CHECK(world->tigerpaw.agreements[0].start == "2026-11-21T00:00:00");
  CHECK(world->tigerpaw.agreements[0].end == "2026-12-31T00:00:00.000");
}

TEST_CASE("an unknown member, a wrong type and a broken date are refused by their path") {
  const auto unknown = read_world(R"({"kaspersky":{"servers":[{},{"hots":[]}]}})", noon);
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().message.find("kaspersky.servers[1].hots") != std::string::npos);
  CHECK(unknown.error().hint.find("hosts") != std::string::npos);

  const auto wrong = read_world(R"({"tigerpaw":{"accounts":[{"number":"10010"}]}})", noon);
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().message.find("tigerpaw.accounts[0].number") != std::string::npos);

  const auto date = read_world(R"({"tigerpaw":{"agreements":[{"end":"tomorrow"}]}})", noon);
  REQUIRE_FALSE(date.has_value());
  CHECK(date.error().message.find("agreements[0].end") != std::string::npos);

  CHECK_FALSE(read_world("[]", noon).has_value());
  CHECK_FALSE(read_world("not json", noon).has_value());
}
