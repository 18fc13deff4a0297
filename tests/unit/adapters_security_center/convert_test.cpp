#include "adapters/security_center/convert.hpp"

#include <string>

#include "unit/adapters_security_center/rows.hpp"

namespace tariff::security_center {
namespace {

Result<Tenant> server_of(std::string_view text) {
  const auto row = plain(text);
  return to_virtual_server(view_of(row));
}

Category category(const std::string& members) {
  const auto row = plain(R"({"KLHST_WKS_HOSTNAME":"A-1","KLHST_WKS_DN":"PC")" + members + "}");
  const auto host = to_host(view_of(row));
  REQUIRE(host.has_value());
  const auto found = category_of(*host);
  REQUIRE(found.has_value());
  return *found;
}

TEST_CASE("a virtual server has id, uid, name and state, its name in any script") {
  const auto server = server_of(
      R"({"KLVSRV_ID":{"type":"long","value":3},"KLVSRV_UID":"V3","KLVSRV_DN":"Bäckerei Żółć 株式会社","KLVSRV_ENABLED":false})");
  REQUIRE(server.has_value());
  CHECK(*server == Tenant{TenantId(3), TenantUid("V3"), "Bäckerei Żółć 株式会社", false});
}

TEST_CASE("a virtual server is read strictly") {
  for (const auto* text : {R"({"KLVSRV_UID":"V","KLVSRV_DN":"A","KLVSRV_ENABLED":true})",
                           R"({"KLVSRV_ID":0,"KLVSRV_UID":"V","KLVSRV_DN":"A","KLVSRV_ENABLED":true})",
                           R"({"KLVSRV_ID":-3,"KLVSRV_UID":"V","KLVSRV_DN":"A","KLVSRV_ENABLED":true})",
                           R"({"KLVSRV_ID":3.5,"KLVSRV_UID":"V","KLVSRV_DN":"A","KLVSRV_ENABLED":true})",
                           R"({"KLVSRV_ID":3,"KLVSRV_UID":"","KLVSRV_DN":"A","KLVSRV_ENABLED":true})",
                           R"({"KLVSRV_ID":3,"KLVSRV_UID":"V","KLVSRV_DN":"","KLVSRV_ENABLED":true})",
                           R"({"KLVSRV_ID":3,"KLVSRV_UID":"V","KLVSRV_DN":"A","KLVSRV_ENABLED":1})"}) {
    const auto server = server_of(text);
    REQUIRE_FALSE(server.has_value());
    CHECK(server.error().kind == ErrorKind::refused);
  }
}

TEST_CASE("the category comes from the bits of the computer and its platform") {
  CHECK(category(R"(,"KLHST_WKS_CTYPE":36871,"KLHST_WKS_PTYPE":2)") == Category::server);
  CHECK(category(R"(,"KLHST_WKS_CTYPE":4097,"KLHST_WKS_PTYPE":2)") == Category::workstation);
  CHECK(category(R"(,"KLHST_WKS_CTYPE":4097,"KLHST_WKS_PTYPE":0)") == Category::workstation);
  CHECK(category(R"(,"KLHST_WKS_CTYPE":4097)") == Category::workstation);
  CHECK(category(R"(,"KLHST_WKS_CTYPE":4099,"KLHST_WKS_PTYPE":2)") == Category::workstation);
  CHECK(category(R"(,"KLHST_WKS_CTYPE":2099200,"KLHST_WKS_PTYPE":6)") == Category::other);
  CHECK(category(R"(,"KLHST_WKS_CTYPE":2099200,"KLHST_WKS_PTYPE":2)") == Category::other);
  CHECK(category(R"(,"KLHST_WKS_CTYPE":1,"KLHST_WKS_PTYPE":10)") == Category::other);
  CHECK(category(R"(,"KLHST_WKS_CTYPE":34816,"KLHST_WKS_PTYPE":2)") == Category::other);
}

TEST_CASE("without bits the platform and the name of the operating system say it") {
  CHECK(category(R"(,"KLHST_WKS_PTYPE":12)") == Category::other);
  CHECK(category(R"(,"KLHST_WKS_OS_NAME":"Microsoft Windows Server 2016")") == Category::server);
  CHECK(category(R"(,"KLHST_WKS_OS_NAME":"Microsoft Windows 11")") == Category::workstation);
  CHECK(category(R"(,"KLHST_WKS_OS_NAME":"Debian 12")") == Category::other);
}

TEST_CASE("a device of which nothing is known has no category") {
  const auto row = plain(R"({"KLHST_WKS_HOSTNAME":"A-1","KLHST_WKS_DN":"PC"})");
  const auto host = to_host(view_of(row));
  REQUIRE(host.has_value());
  const auto found = category_of(*host);
  REQUIRE_FALSE(found.has_value());
  CHECK(found.error().message.find("PC (a-1)") != std::string::npos);
}

TEST_CASE("a host and its use of a key meet whatever the case of the GUID") {
  const auto host_row = plain(R"({"KLHST_WKS_HOSTNAME":"4328E16F-BF83","KLHST_WKS_DN":"PC"})");
  const auto use_row = plain(R"({"KLLICSRV_HOSTNAME":"4328e16f-bf83","KLLICSRV_HOST_CURRENT":true})");
  CHECK(to_host(view_of(host_row))->id == to_key_host(view_of(use_row))->device);
}

TEST_CASE("a use of a key without a host, or without saying whether it is active, is refused") {
  for (const auto* text :
       {R"({"KLLICSRV_HOST_CURRENT":true})", R"({"KLLICSRV_HOSTNAME":"","KLLICSRV_HOST_CURRENT":true})",
        R"({"KLLICSRV_HOSTNAME":"a"})", R"({"KLLICSRV_HOSTNAME":"a","KLLICSRV_HOST_CURRENT":"yes"})"}) {
    const auto row = plain(text);
    CHECK_FALSE(to_key_host(view_of(row)).has_value());
  }
}

}  // namespace
}  // namespace tariff::security_center
