#include "sandbox/security_center_service.hpp"
#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;

TEST_CASE("a session on a virtual server proves its scope") {
  Center center(two_customers());
  const auto id = center.session("Fabrikam");
  const auto reply =
      center.call(id, "HostGroup.GetStaticInfo", R"({"pValues":["KLADMSRV_IS_VIRTUAL","KLADMSRV_VSID"]})");
  CHECK(at(reply, {"PxgRetVal", "KLADMSRV_IS_VIRTUAL"}) == "true");
  CHECK(at(reply, {"PxgRetVal", "KLADMSRV_VSID"}) == "4");
}

TEST_CASE(
    "an ended session, an unknown one and an idle one are answered with 403, no session at all with 401") {
  Center center(two_customers());
  const auto id = center.session("");
  CHECK(center.status(id, "Session.Ping", "") == 200);
  CHECK(center.status(id, "Session.EndSession", "") == 200);
  CHECK(center.status(id, "Session.Ping", "") == 403);
  CHECK(center.status("bm9ib2R5", "Session.Ping", "") == 403);
  CHECK(center.post("Session.Ping", "", {}).status == 401);

  const auto idle = center.session("");
  center.now += std::chrono::seconds(180);
  CHECK(center.status(idle, "Session.Ping", "") == 200);
  center.now += std::chrono::seconds(181);
  CHECK(center.status(idle, "Session.Ping", "") == 403);
}

TEST_CASE("a login is bound to its connection") {
  Center center(two_customers());
  const std::string login =
      "KSCBasic user=\"" + base64("clerk") + "\", pass=\"" + base64("open sesame") + "\"";
  CHECK(center.post("login", "{}", {{"authorization", login}}).status == 200);
  CHECK(center.post("Session.Ping", "", {}).status == 200);
}

TEST_CASE("routes are case-sensitive, may name an instance, and unknown ones are not found") {
  Center center(two_customers());
  const auto id = center.session("");
  CHECK(center.status(id, "VServers.GetVServers", R"({"lParentGroup":-1})") == 200);
  CHECK(center.status(id, "Main.VServers.GetVServers", R"({"lParentGroup":-1})") == 200);
  CHECK(center.status(id, "VServers.getvservers", R"({"lParentGroup":-1})") == 404);
  CHECK(center.status(id, "VServers.FindVServers", "{}") == 404);
}

TEST_CASE("the main server lists the virtual servers, wrapped, and a virtual server may not") {
  Center center(two_customers());
  const auto list = center.call(center.session(""), "VServers.GetVServers", R"({"lParentGroup":-1})");
  const auto& rows = list.find("PxgRetVal")->items();
  REQUIRE(rows.size() == 2);
  CHECK(at(rows[0], {"type"}) == "params");
  CHECK(at(rows[0], {"value", "KLVSRV_DN"}) == "Contoso");
  CHECK(at(rows[1], {"value", "KLVSRV_UID"}) == "UID-4");
  CHECK(at(rows[1], {"value", "KLVSRV_CREATED", "type"}) == "datetime");
  const auto refused =
      center.call(center.session("Contoso"), "VServers.GetVServers", R"({"lParentGroup":-1})");
  CHECK(at(refused, {"PxgError", "code"}) == "1193");
}

TEST_CASE("a missing argument and a missing thing are method errors with status 200") {
  Center center(two_customers());
  const auto id = center.session("");
  CHECK(at(center.call(id, "VServers.GetVServers", "{}"), {"PxgError", "code"}) == "1125");
  CHECK(at(center.call(id, "VServers.GetVServerInfo", R"({"lVServer":99,"pFields2Return":["KLVSRV_DN"]})"),
           {"PxgError", "code"}) == "1186");
  CHECK(at(center.call(id, "AsyncActionStateChecker.CheckActionState", R"({"wstrActionGuid":"0"})"),
           {"PxgError", "code"}) == "1186");
}

TEST_CASE("a body that is no JSON object is answered with 400, another content type with 415") {
  Center center(two_customers());
  const auto id = center.session("");
  CHECK(center.status(id, "VServers.GetVServers", "[1]") == 400);
  CHECK(center.post("Session.Ping", "", {{"x-ksc-session", id}, {"content-type", "text/xml"}}).status == 415);
}

namespace {

const std::string all_key_fields =
    R"("pFields":["KLLIC_SERIAL","KLLIC_LIMIT_DATE","KLLIC_NHOSTS_ASCURRENT","KLLIC_NHOSTS_ASNEXT"])";

std::vector<Json> keys_of(Center& center, const std::string& server, const std::string& options) {
  const auto id = center.session(server);
  const auto begun = center.call(id, "LicenseKeys.EnumKeys", "{" + all_key_fields + options + "}");
  const auto read = center.call(id, "GroupSyncIterator.GetNextItems",
                                R"({"szwIterator":")" + at(begun, {"wstrIterator"}) + R"(","nCount":50})");
  return read.find("pData")->find("KLCSP_ITERATOR_ARRAY")->items();
}

}  // namespace

TEST_CASE("keys are those of the session's server, and the hosts on them are counted once each") {
  Center center(two_customers());
  const auto keys = keys_of(center, "Contoso", "");
  REQUIRE(keys.size() == 2);
  CHECK(at(keys[0], {"value", "KLLIC_SERIAL"}) == "KEY-1");
  CHECK(at(keys[0], {"value", "KLLIC_NHOSTS_ASCURRENT"}) == "1");
  CHECK(at(keys[0], {"value", "KLLIC_NHOSTS_ASNEXT"}) == "1");
  CHECK(at(keys[1], {"value", "KLLIC_LIMIT_DATE", "value"}).empty());
}

TEST_CASE("a shared key is one key on the main server, with everybody's hosts") {
  Center center(two_customers());
  const auto keys = keys_of(center, "", "");
  REQUIRE(keys.size() == 2);
  CHECK(at(keys[0], {"value", "KLLIC_NHOSTS_ASCURRENT"}) == "2");
}

TEST_CASE("a key that only products reported is left out when only installed keys are asked for") {
  Center center(two_customers());
  CHECK(keys_of(center, "Contoso", R"(,"pOptions":{"KLLICSRV_ENOPT_INSTALLED_ONLY":true})").size() == 1);
}

TEST_CASE("a world may overrule the count of hosts on a key") {
  Center center(two_customers());
  center.world.kaspersky.servers[0].keys[0].hosts_as_current = 40;
  CHECK(at(keys_of(center, "Contoso", "")[0], {"value", "KLLIC_NHOSTS_ASCURRENT"}) == "40");
}

namespace {

std::int64_t user_rows(Center& center, const std::string& server) {
  const auto reply =
      center.call(center.session(server), "LicenseKeys.AcquireKeyHosts",
                  R"({"pInData":{"KLLIC_SERIAL":"KEY-1"},"pFields":["KLLICSRV_HOSTNAME"],"lTimeoutSec":0})");
  return whole_number(at(reply, {"lKeyCount"})).value_or(-1);
}

std::int64_t host_rows(Center& center, const std::string& server, const std::string& own_only) {
  const auto reply =
      center.call(center.session(server), "HostGroup.FindHosts",
                  R"({"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_HOSTNAME"],"lMaxLifeTime":600,)"
                  R"("pParams":{"KLGRP_FIND_FROM_CUR_VS_ONLY":)" +
                      own_only + "}}");
  return whole_number(at(reply, {"PxgRetVal"})).value_or(-1);
}

}  // namespace

TEST_CASE("the users of a key are rows per host and product, of this server only") {
  Center center(two_customers());
  CHECK(user_rows(center, "Contoso") == 3);
  CHECK(user_rows(center, "Fabrikam") == 1);
  CHECK(user_rows(center, "") == 4);
}

TEST_CASE("hosts are those of this server only when it is asked for, and of all on the main server") {
  Center center(two_customers());
  CHECK(host_rows(center, "Contoso", "true") == 2);
  CHECK(host_rows(center, "Contoso", "false") == 3);
  CHECK(host_rows(center, "", "true") == 3);
}

TEST_CASE("the statistics of a server agree with its hosts") {
  Center center(two_customers());
  const auto id = center.session("");
  const auto one = center.call(id, "VServers2.GetVServerStatistic", R"({"lVsId":3})");
  CHECK(at(one, {"PxgRetVal", "KLVSRV_HOSTS"}) == "2");
  const auto all =
      center.call(id, "VServers2.GetVServerStatistic2", R"({"lVsId":-1,"nMaxAgentInactivityDays":0})");
  CHECK(at(all, {"PxgRetVal", "KLVSRV_HOSTS"}) == "3");
  const auto rows = center.call(id, "HostGroup.GetInstanceStatistics", R"({"vecFilterFields":[]})");
  const auto& first = rows.find("PxgRetVal")->find("KLSRV_ST_VIRT_SERVERS_DETAILS")->items()[0];
  CHECK(at(first, {"value", "KLSRV_ST_VIRT_SERVER_ID", "type"}) == "long");
}

TEST_CASE("a host tells its attributes, its products and its keys") {
  Center center(two_customers());
  const auto id = center.session("Contoso");
  const auto host =
      center.call(id, "HostGroup.GetHostInfo",
                  R"({"strHostName":"host-a","pFields2Return":["KLHST_WKS_DN","KLHST_NO_SUCH"]})");
  CHECK(host.find("PxgRetVal")->text() == R"({"KLHST_WKS_DN":"Alpha"})");
  const auto products = center.call(id, "HostGroup.GetHostProducts", R"({"strHostName":"host-a"})");
  CHECK(at(products, {"PxgRetVal", "1103", "value", "11.0.0.0", "type"}) == "params");
  const auto keys = center.call(id, "LicenseInfoSync.AcquireKeysForProductOnHost",
                                R"({"szwHostName":"host-b","szwProduct":"KES","szwVersion":"11.0.0.0"})");
  CHECK(at(keys, {"wstrActiveKey"}).empty());
  CHECK(at(keys, {"wstrReservedKey"}) == "KEY-1");
  const auto foreign = center.call(id, "HostGroup.GetHostProducts", R"({"strHostName":"host-c"})");
  CHECK(at(foreign, {"PxgError", "code"}) == "1186");
}

TEST_CASE("one key is described by the attributes that were asked for") {
  Center center(two_customers());
  const auto reply = center.call(center.session("Contoso"), "LicenseKeys.GetKeyData",
                                 R"({"pKeyInfo":{"KLLIC_SERIAL":"KEY-1","KLLIC_NHOSTS_ASCURRENT":0}})");
  CHECK(reply.find("PxgRetVal")->text() == R"({"KLLIC_SERIAL":"KEY-1","KLLIC_NHOSTS_ASCURRENT":1})");
}
