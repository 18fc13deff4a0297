#include <doctest/doctest.h>

#include "sandbox/security_center_login.hpp"
#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;

TEST_CASE("a KSCBasic header gives user and password, whatever the order and number of its attributes") {
  const auto full =
      read_basic_login(R"(KSCBasic user="Y2xlcms=", pass="b3Blbg==", domain="corp", internal="0")");
  REQUIRE(full.has_value());
  CHECK(full->user == "clerk");
  CHECK(full->password == "open");
  CHECK(full->domain == "corp");
  CHECK_FALSE(full->internal);

  const auto turned = read_basic_login(R"(KSCBasic internal=true,pass="b3Blbg==" user=Y2xlcms=)");
  REQUIRE(turned.has_value());
  CHECK(turned->user == "clerk");
  CHECK(turned->password == "open");
  CHECK(turned->internal);
}

TEST_CASE("a header of another scheme, without a password or with broken base64 is no login") {
  CHECK_FALSE(read_basic_login(R"(Basic user="Y2xlcms=", pass="b3Blbg==")").has_value());
  CHECK_FALSE(read_basic_login(R"(KSCBasic user="Y2xlcms=")").has_value());
  CHECK_FALSE(read_basic_login(R"(KSCBasic user="not base64!", pass="b3Blbg==")").has_value());
  CHECK_FALSE(read_basic_login(R"(KSCBasic user="Y2xlcms=", pass="b3Blbg)").has_value());
  CHECK_FALSE(read_basic_login("").has_value());
}

TEST_CASE("of two servers with one display name the login lands on the lower id") {
  const World world =
      world_of(R"({"kaspersky":{"servers":[{"id":9,"name":"Twin"},{"id":5,"name":"Twin"}]}})");
  CHECK(server_of_login(world.kaspersky, base64("Twin")) == 5);
}

TEST_CASE("no virtual server means the main server, a disabled one is refused") {
  const World world = world_of(R"({"kaspersky":{"servers":[{"id":5,"name":"Closed","enabled":false}]}})");
  CHECK(server_of_login(world.kaspersky, "") == 0);
  CHECK_FALSE(server_of_login(world.kaspersky, base64("Closed")).has_value());
}

TEST_CASE("an unknown name is refused, or lands on the main server where the world says so") {
  Center center(two_customers());
  CHECK(center.log_in("Nobody").status == 401);
  center.world.kaspersky.unknown_server_is_main = true;
  const auto id = center.session("Nobody");
  const auto reply =
      center.call(id, "HostGroup.GetStaticInfo", R"({"pValues":["KLADMSRV_IS_VIRTUAL","KLADMSRV_VSID"]})");
  CHECK(at(reply, {"PxgRetVal", "KLADMSRV_IS_VIRTUAL"}) == "false");
  CHECK(at(reply, {"PxgRetVal", "KLADMSRV_VSID"}) == "0");
}

TEST_CASE("a wrong password is answered with 401") {
  Center center(two_customers());
  const std::string login = "KSCBasic user=\"" + base64("clerk") + "\", pass=\"" + base64("wrong") + "\"";
  CHECK(center.post("Session.StartSession", "", {{"authorization", login}}).status == 401);
}
