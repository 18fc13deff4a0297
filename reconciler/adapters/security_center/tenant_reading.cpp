#include "adapters/security_center/tenant_reading.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "adapters/security_center/convert.hpp"
#include "adapters/security_center/rows.hpp"
#include "adapters/security_center/usage_assembly.hpp"
#include "base/inert.hpp"

namespace tariff::security_center {
namespace {

constexpr std::int64_t reading_seconds_max = 600;

Json names(std::initializer_list<std::string_view> texts) {
  Json list = Json::array();
  for (const auto text : texts) list.push(Json::string(text));
  return list;
}

Json server_fields() { return names({"KLVSRV_ID", "KLVSRV_UID", "KLVSRV_DN", "KLVSRV_ENABLED"}); }

Json key_arguments() {
  return Json::object(
      {{"pFields",
        names({"KLLIC_SERIAL", "KLLIC_PROD_NAME", "KLLIC_APP_ID", "KLLIC_PROD_SUITE_ID", "KLLIC_KEY_TYPE",
               "KLLIC_LIC_COUNT", "KLLIC_LIMIT_DATE", "KLLIC_NEAREST_EXPIRATION_DATE",
               "KLLIC_NHOSTS_ASCURRENT", "KLLIC_NHOSTS_ASNEXT", "KLLIC_LICTYPE_IS_SUBSCRIPTION",
               "KLLIC_SUBSCRINFO_STATE", "KLLIC_SUBSCRINFO_ENDDATETYPE", "KLLIC_SUBSCRINFO_ENDDATE",
               "KLLIC_SUBSCRINFO_GRACETERM", "KLLIC_PART_NUMBER", "KLLICSRV_KEY_INSTALLED",
               "KLLICSRV_AUTOKEY"})},
       {"pFieldsToOrder", Json::array()},
       {"pOptions", Json::object({{"KLLICSRV_ENOPT_INSTALLED_ONLY", Json::boolean(false)}})},
       {"lTimeoutSec", Json::number(reading_seconds_max)}});
}

Json key_host_arguments(const LicenceSerial& serial) {
  return Json::object({{"pInData", Json::object({{"KLLIC_SERIAL", Json::string(serial.value())}})},
                       {"pFields", names({"KLLICSRV_HOSTNAME", "KLLICSRV_HOST_CURRENT", "KLLICSRV_PRODUCT",
                                          "KLLICSRV_VERSION"})},
                       {"pFieldsToOrder", Json::array()},
                       {"pOptions", Json::object()},
                       {"lTimeoutSec", Json::number(reading_seconds_max)}});
}

Json host_arguments() {
  return Json::object(
      {{"wstrFilter", Json::string("")},
       {"vecFieldsToReturn", names({"KLHST_WKS_HOSTNAME", "KLHST_WKS_DN", "KLHST_WKS_OS_NAME",
                                    "KLHST_WKS_CTYPE", "KLHST_WKS_PTYPE", "KLHST_WKS_LAST_VISIBLE"})},
       {"vecFieldsToOrder", Json::array()},
       {"pParams", Json::object({{"KLSRVH_SLAVE_REC_DEPTH", Json::number(0)},
                                 {"KLGRP_FIND_FROM_CUR_VS_ONLY", Json::boolean(true)}})},
       {"lMaxLifeTime", Json::number(reading_seconds_max)}});
}

Error twice(std::string_view method, const std::string& id) {
  return {ErrorKind::conflict, std::string(method) + " gave " + inert(id, 60) + " twice.",
          "Try again; the list may have changed while it was read."};
}

/// Converts every row; the path in messages names the method and the row.
template <class T>
Result<std::vector<T>> converted(const std::vector<Json>& rows, const std::string& method,
                                 Result<T> (*convert)(const JsonView&)) {
  std::vector<T> values;
  values.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto value = convert(JsonView(rows[i], method + "[" + std::to_string(i) + "]"));
    if (!value) return value.error();
    values.push_back(*std::move(value));
  }
  return values;
}

Error wrong_server(const Tenant& wanted, bool is_virtual, std::int64_t found) {
  const std::string where = is_virtual ? "virtual server " + std::to_string(found) : "the main server";
  return {
      ErrorKind::not_found,
      "The log-in to the virtual server \"" + inert(wanted.name, 200) + "\" (id " + wanted.id.text() +
          ") landed on " + where + ".",
      "Log-in is by display name: give each virtual server a display name of its own in Security Center."};
}

/// An empty or unknown name lands on the main server, which would bill one customer for all.
Status prove_scope(Session& session, const Tenant& wanted) {
  const auto reply =
      session.call("HostGroup.GetStaticInfo",
                   Json::object({{"pValues", names({"KLADMSRV_IS_VIRTUAL", "KLADMSRV_VSID"})}}));
  if (!reply) return reply.error();
  const auto answer = JsonView(*reply, "HostGroup.GetStaticInfo").at("PxgRetVal");
  const auto is_virtual = answer.boolean("KLADMSRV_IS_VIRTUAL");
  if (!is_virtual) return is_virtual.error();
  const auto id = *is_virtual ? answer.whole("KLADMSRV_VSID") : answer.whole_or("KLADMSRV_VSID", 0);
  if (!id) return id.error();
  if (!*is_virtual || TenantId(*id).local != wanted.id.local) return wrong_server(wanted, *is_virtual, *id);
  return done();
}

/// The keys whose devices are billed or, where the file says so, may be, and those that expired.
struct Keys {
  std::vector<LicenceKey> counting;
  std::vector<LicenceKey> in_grace;
  std::vector<LapsedKey> lapsed;
};

Result<Keys> read_keys(Session& session, Instant now) {
  const auto rows = read_forward(session, "LicenseKeys.EnumKeys", key_arguments());
  if (!rows) return rows.error();
  const auto keys = converted<LicenceKey>(*rows, "LicenseKeys.EnumKeys", to_licence_key);
  if (!keys) return keys.error();
  std::set<LicenceSerial> seen;
  Keys out;
  for (const auto& key : *keys) {
    if (!seen.insert(key.serial).second) return twice("LicenseKeys.EnumKeys", key.serial.text());
    const auto does_count = counts(key, now);
    if (!does_count) return does_count.error();
    if (*does_count) out.counting.push_back(key);
    if (!*does_count && is_in_grace(key, now)) out.in_grace.push_back(key);
    if (key.expires && *key.expires <= now && key.hosts.value_or(0) > 0)
      out.lapsed.push_back(
          {key.serial, key.product_name, *key.expires, *key.hosts, key.suite_id, key.part_number});
  }
  return out;
}

Result<KeyUse> read_key_use(Session& session, const LicenceKey& key) {
  const auto rows = read_forward(session, "LicenseKeys.AcquireKeyHosts", key_host_arguments(key.serial));
  if (!rows) return rows.error();
  const auto hosts = converted<KeyHost>(*rows, "LicenseKeys.AcquireKeyHosts", to_key_host);
  if (!hosts) return hosts.error();
  KeyUse use{key, {}};
  for (const auto& host : *hosts)
    if (host.current) use.devices.insert(host.device);
  return use;
}

Status read_key_uses(Session& session, const std::vector<LicenceKey>& keys, bool in_grace,
                     std::vector<KeyUse>& uses) {
  for (const auto& key : keys) {
    auto use = read_key_use(session, key);
    if (!use) return use.error();
    use->in_grace = in_grace;
    uses.push_back(*std::move(use));
  }
  return done();
}

Result<std::map<DeviceId, Host>> read_hosts(Session& session) {
  const auto rows = read_accessor(session, "HostGroup.FindHosts", host_arguments());
  if (!rows) return rows.error();
  const auto hosts = converted<Host>(*rows, "HostGroup.FindHosts", to_host);
  if (!hosts) return hosts.error();
  std::map<DeviceId, Host> by_id;
  for (const auto& host : *hosts)
    if (!by_id.emplace(host.id, host).second) return twice("HostGroup.FindHosts", host.id.text());
  return by_id;
}

bool is_anything_used(const std::vector<KeyUse>& uses) {
  return std::any_of(uses.begin(), uses.end(), [](const KeyUse& use) { return !use.devices.empty(); });
}

/// GetVServers documents no list of attributes, so a row may lack what we need: then it is asked for by id.
Result<Tenant> read_virtual_server(Session& session, const JsonView& row) {
  if (row.has("KLVSRV_UID") && row.has("KLVSRV_DN") && row.has("KLVSRV_ENABLED"))
    return to_virtual_server(row);
  const auto id = row.whole("KLVSRV_ID");
  if (!id) return id.error();
  const auto reply =
      session.call("VServers.GetVServerInfo",
                   Json::object({{"lVServer", Json::number(*id)}, {"pFields2Return", server_fields()}}));
  if (!reply) return reply.error();
  auto server = to_virtual_server(JsonView(*reply, "VServers.GetVServerInfo").at("PxgRetVal"));
  if (server && server->id != TenantId(*id))
    return Error{ErrorKind::refused,
                 "Asked for virtual server " + std::to_string(*id) + ", got " + server->id.text() + ".",
                 "Try again."};
  return server;
}

}  // namespace

Result<std::vector<Tenant>> read_virtual_servers(const Center& center) {
  auto session = Session::open(center, "");
  if (!session) return session.error();
  const auto reply =
      session->call("VServers.GetVServers", Json::object({{"lParentGroup", Json::number(-1)}}));
  if (!reply) return reply.error();
  const auto rows = JsonView(*reply, "VServers.GetVServers").list("PxgRetVal");
  if (!rows) return rows.error();
  std::map<TenantId, Tenant> by_id;
  for (const auto& row : *rows) {
    const auto server = read_virtual_server(*session, row);
    if (!server) return server.error();
    if (!by_id.emplace(server->id, *server).second)
      return Error{ErrorKind::refused,
                   "Security Center lists virtual server " + server->id.text() + " twice.",
                   "Two servers cannot share an id; see whether Security Center is well."};
  }
  std::vector<Tenant> servers;
  for (auto& [id, server] : by_id) servers.push_back(std::move(server));
  return servers;
}

Result<TenantUsage> read_tenant(const Center& center, const Tenant& server, Instant now) {
  auto session = Session::open(center, server.name);
  if (!session) return session.error();
  const auto proof = prove_scope(*session, server);
  if (!proof) return proof.error();
  auto keys = read_keys(*session, now);
  if (!keys) return keys.error();
  std::vector<KeyUse> uses;
  if (const auto read = read_key_uses(*session, keys->counting, false, uses); !read) return read.error();
  if (const auto read = read_key_uses(*session, keys->in_grace, true, uses); !read) return read.error();
  std::map<DeviceId, Host> hosts;
  if (is_anything_used(uses)) {
    auto listed = read_hosts(*session);
    if (!listed) return listed.error();
    hosts = std::move(listed).value();
  }
  auto usage = assembled(server, uses, hosts);
  if (usage) usage->lapsed = std::move(keys->lapsed);
  return usage;
}

}  // namespace tariff::security_center
