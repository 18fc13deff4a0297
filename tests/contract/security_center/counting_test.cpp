#include <string>
#include <thread>
#include <vector>

#include "contract/security_center/worlds.hpp"

namespace tariff::security_center {
namespace {

std::vector<std::string> licences_of(const TenantUsage& usage) {
  std::vector<std::string> found;
  for (const auto& licence : usage.licences)
    found.push_back(licence.serial.text() + " " + std::to_string(licence.devices.size()));
  return found;
}

TEST_CASE("every virtual server is listed, ascending by id, with its name in any script") {
  RunningCenter center(world_of(three_customers()));
  const auto tenants = center.source()->tenants();
  REQUIRE(tenants.has_value());
  REQUIRE(tenants->tenants.size() == 4);
  CHECK(tenants->tenants[0] == Tenant{TenantId(3), TenantUid("UID-3"), "Contoso", true});
  CHECK(tenants->tenants[2].name == "Bäckerei Żółć");
  CHECK_FALSE(tenants->tenants[3].enabled);
  CHECK(center.all_calls() == 3);
  CHECK(center.still_open() == 0);
}

TEST_CASE("a host with two products counts once, reserve and trial keys not at all") {
  RunningCenter center(world_of(three_customers()));
  const auto usage = center.read(3);
  REQUIRE(usage.has_value());
  CHECK(licences_of(*usage) == std::vector<std::string>{"RESERVE 0", "SHARED 3"});
  REQUIRE(usage->devices.size() == 3);
  CHECK(usage->devices[0] == Device{DeviceId("host-a"), "PC", Category::workstation, noon});
  CHECK(usage->devices[1] == Device{DeviceId("host-b"), "SRV", Category::server, noon});
  CHECK(usage->devices[2] == Device{DeviceId("host-c"), "LINUX", Category::other, noon});
  CHECK(usage->licences[0].marks() == LicenceMarks{"Select", 2200, "KL4867XAKFS"});
  CHECK(usage->licences[1].marks() == LicenceMarks{"Select"});
  CHECK(usage->licences[1].devices == std::vector<std::uint32_t>{0, 1, 2});
  CHECK(usage->notes.empty());
  CHECK(center.still_open() == 0);
}

TEST_CASE("a key of several virtual servers counts each customer's own devices") {
  RunningCenter center(world_of(three_customers()));
  const auto usage = center.read(4);
  REQUIRE(usage.has_value());
  CHECK(licences_of(*usage) == std::vector<std::string>{"SHARED 1"});
  CHECK(usage->devices[0].id == DeviceId("host-e"));
}

/// Two rows, one of a device that is another customer's.
constexpr auto foreign_rows =
    R"({"bEOF":true,"PxgRetVal":2,"pData":{"KLCSP_ITERATOR_ARRAY":[
        {"type":"params","value":{"KLLICSRV_HOSTNAME":"HOST-E","KLLICSRV_HOST_CURRENT":true}},
        {"type":"params","value":{"KLLICSRV_HOSTNAME":"host-a","KLLICSRV_HOST_CURRENT":true}}]}})";

TEST_CASE("rows of other customers' devices fall away, and a note says so") {
  RunningCenter center(world_of(three_customers()));
  center.interfere = [](const sandbox::HttpRequest&, const std::string& method, int count) {
    std::optional<sandbox::HttpReply> reply;
    if (method == "LicenseKeys.AcquireKeyHosts")
      reply = sandbox::HttpReply{200, {}, R"({"lKeyCount":2,"wstrIterator":"any"})"};
    if (method == "GroupSyncIterator.GetNextItems" && count == 2)
      reply = sandbox::HttpReply{200, {}, foreign_rows};
    return reply;
  };
  const auto usage = center.read(4);
  REQUIRE(usage.has_value());
  CHECK(licences_of(*usage) == std::vector<std::string>{"SHARED 1"});
  REQUIRE(usage->notes.size() == 2);
  CHECK(usage->notes[1].find("1 device of 2 listed are not on this virtual server") != std::string::npos);
}

TEST_CASE("an empty virtual server is read completely and has nothing") {
  RunningCenter center(world_of(three_customers()));
  const auto usage = center.read(5);
  REQUIRE(usage.has_value());
  CHECK(usage->devices.empty());
  CHECK(usage->licences.empty());
  CHECK(center.all_calls() == 5);
}

TEST_CASE("the server's own figure may differ; the list counts and a note says so") {
  RunningCenter center(world_of(R"("servers":[{"id":3,"uid":"U","name":"Contoso",
    "keys":[{"serial":"KEY","product_name":"Select","limit_date":"2027-01-31","hosts_as_current":7}],
    "hosts":[{"id":"a","name":"A","keys":[{"serial":"KEY"}]}]}])"));
  const auto usage = center.read(3);
  REQUIRE(usage.has_value());
  CHECK(licences_of(*usage) == std::vector<std::string>{"KEY 1"});
  REQUIRE(usage->notes.size() == 1);
  CHECK(usage->notes[0].find("own figure is 7") != std::string::npos);
}

TEST_CASE("a key that cannot be judged leaves its tenant unread, and only that one") {
  RunningCenter center(world_of(R"("servers":[
    {"id":3,"uid":"U","name":"Contoso","keys":[{"serial":"ODD","product_name":"Select","limit_date":""}]},
    {"id":4,"uid":"V","name":"Fabrikam","keys":[{"serial":"EVER","product_name":"Select","key_type":6,"limit_date":"",
       "is_subscription":true,"subscription_state":0,"subscription_end_type":1}]}])"));
  const auto unread = center.read(3);
  REQUIRE_FALSE(unread.has_value());
  CHECK(unread.error().kind == ErrorKind::refused);
  CHECK(unread.error().message.find("KLLIC_LIMIT_DATE") != std::string::npos);
  const auto read = center.read(4);
  REQUIRE(read.has_value());
  CHECK(licences_of(*read) == std::vector<std::string>{"EVER 0"});
  CHECK(center.still_open() == 0);
}

TEST_CASE("one key in use costs twelve requests") {
  RunningCenter center(world_of(one_customer(40)));
  REQUIRE(center.read(3).has_value());
  CHECK(center.all_calls() == 12);
}

TEST_CASE("small chunks and the end-of-file quirk change nothing but the number of requests") {
  for (const auto* settings :
       {R"("chunk_rows_max":7,)", R"("chunk_rows_max":7,"eof_is_false_on_last_chunk":true,)",
        R"("chunk_rows_max":1,"eof_is_false_on_last_chunk":true,)",
        R"("eof_is_false_on_last_chunk":true,)"}) {
    RunningCenter center(world_of(one_customer(49, settings)));
    const auto usage = center.read(3);
    REQUIRE(usage.has_value());
    CHECK(licences_of(*usage) == std::vector<std::string>{"KEY 49"});
    CHECK(usage->devices.size() == 49);
    CHECK(center.opened() == 1);
    CHECK(center.calls("GroupSyncIterator.ReleaseIterator") == 2);
    CHECK(center.calls("ChunkAccessor.Release") == 1);
  }
}

TEST_CASE("readings run side by side, each with a session of its own and one request at a time") {
  RunningCenter center(world_of(three_customers()));
  const auto source = center.source();
  const auto tenants = source->tenants();
  REQUIRE(tenants.has_value());
  std::vector<std::thread> threads;
  std::vector<std::size_t> devices(24, 99);
  for (std::size_t i = 0; i < devices.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto usage = source->usage(tenants->tenants[i % 3], noon);
      if (usage) devices[i] = usage->devices.size();
    });
  }
  for (auto& thread : threads) thread.join();
  for (std::size_t i = 0; i < devices.size(); ++i)
    CHECK(devices[i] == std::vector<std::size_t>{3, 1, 0}[i % 3]);
  CHECK(center.overlaps() == 0);
  CHECK(center.opened() == 25);
  CHECK(center.still_open() == 0);
}

}  // namespace
}  // namespace tariff::security_center
