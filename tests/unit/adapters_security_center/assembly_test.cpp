#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "adapters/security_center/usage_assembly.hpp"

namespace tariff::security_center {
namespace {

const Tenant contoso{TenantId(3), TenantUid("V3"), "Contoso", true};

KeyUse use(const std::string& serial, const std::vector<std::string>& devices) {
  KeyUse made;
  made.key.serial = LicenceSerial(serial);
  made.key.product_name = "Select";
  for (const auto& device : devices) made.devices.insert(DeviceId(device));
  return made;
}

std::map<DeviceId, Host> hosts(const std::vector<std::string>& ids) {
  std::map<DeviceId, Host> made;
  for (const auto& id : ids) made[DeviceId(id)] = Host{DeviceId(id), "PC " + id, 0x1001, 2, ""};
  return made;
}

TEST_CASE("devices are those that use a key, ascending, and licences point at them, ascending") {
  const auto usage =
      assembled(contoso, {use("K2", {"c", "a"}), use("K1", {"c"})}, hosts({"d", "c", "b", "a"}));
  REQUIRE(usage.has_value());
  REQUIRE(usage->devices.size() == 2);
  CHECK(usage->devices[0].id == DeviceId("a"));
  CHECK(usage->devices[1].name == "PC c");
  REQUIRE(usage->licences.size() == 2);
  CHECK(usage->licences[0].serial == LicenceSerial("K1"));
  CHECK(usage->licences[0].devices == std::vector<std::uint32_t>{1});
  CHECK(usage->licences[1].devices == std::vector<std::uint32_t>{0, 1});
  CHECK(usage->notes.empty());
}

TEST_CASE("devices of another server do not count, and a note says so") {
  const auto usage = assembled(contoso, {use("K", {"a", "x", "y"})}, hosts({"a"}));
  REQUIRE(usage.has_value());
  CHECK(usage->licences[0].devices.size() == 1);
  CHECK(usage->notes ==
        std::vector<std::string>{
            "Key K: 2 devices of 3 listed are not on this virtual server and do not count here."});
}

TEST_CASE("the server's own figure is compared, and the list counts") {
  auto key = use("K", {"a"});
  key.key.hosts = 2;
  const auto usage = assembled(contoso, {key}, hosts({"a"}));
  REQUIRE(usage.has_value());
  CHECK(usage->licences[0].devices.size() == 1);
  CHECK(usage->notes ==
        std::vector<std::string>{
            "Key K: Security Center's own figure is 2, its list has 1 device; the list counts."});
}

TEST_CASE("only a device that counts must have a category") {
  auto known = hosts({"a"});
  known[DeviceId("b")] = Host{DeviceId("b"), "Ghost", {}, {}, ""};
  CHECK(assembled(contoso, {use("K", {"a"})}, known).has_value());
  CHECK_FALSE(assembled(contoso, {use("K", {"b"})}, known).has_value());
}

TEST_CASE("a key that nobody uses is a licence without devices") {
  const auto usage = assembled(contoso, {use("K", {})}, {});
  REQUIRE(usage.has_value());
  CHECK(usage->devices.empty());
  REQUIRE(usage->licences.size() == 1);
  CHECK(usage->licences[0].devices.empty());
}

}  // namespace
}  // namespace tariff::security_center
