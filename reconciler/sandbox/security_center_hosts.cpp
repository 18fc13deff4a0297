#include "sandbox/security_center_method.hpp"

namespace tariff::sandbox {
namespace {

constexpr std::int64_t lifetime_seconds_max = 7200;
constexpr std::int64_t visible_managed_protected = 29;  ///< as on a captured host

Json attributes_of(const Host& host, const VirtualServer& server, Instant now) {
  return Json::object({{"KLHST_WKS_HOSTNAME", Json::string(host.id)},
                       {"KLHST_WKS_DN", Json::string(host.name)},
                       {"KLHST_WKS_OS_NAME", Json::string(host.os_name)},
                       {"KLHST_WKS_CTYPE", Json::number(host.computer_type)},
                       {"KLHST_WKS_PTYPE", Json::number(host.platform)},
                       {"KLHST_WKS_STATUS", Json::number(visible_managed_protected)},
                       {"KLHST_WKS_GROUPID", Json::number(server.id * 10 + 1)},
                       {"KLHST_WKS_LAST_VISIBLE", datetime(now)}});
}

/// On a virtual server only with KLGRP_FIND_FROM_CUR_VS_ONLY its own hosts; otherwise those of the whole
/// hierarchy.
///
/// ASSUMED: a search on the main server covers the hierarchy with the option too (the world has no host that
/// is directly on it). That is the trap: a session that landed there by mistake sees everybody's hosts.
bool searches_own_server_only(const MethodCall& call) {
  return call.session.is_virtual() &&
         call.arguments.part("pParams").boolean("KLGRP_FIND_FROM_CUR_VS_ONLY").value_or(false);
}

/// ASSUMED: the order of rows is that of the world, whatever vecFieldsToOrder says; a filter is not
/// understood.
Answer find_hosts(const MethodCall& call) {
  const auto fields = call.arguments.texts("vecFieldsToReturn");
  const auto lifetime = call.arguments.number("lMaxLifeTime");
  if (!fields) return no_such_parameter("vecFieldsToReturn");
  if (!lifetime) return no_such_parameter("lMaxLifeTime");
  if (*lifetime < 0 || *lifetime > lifetime_seconds_max) return limit_violated("lMaxLifeTime");
  if (!call.arguments.text("wstrFilter").value_or("").empty())
    return bad_format("the sandbox knows only an empty wstrFilter");
  const bool own_only = searches_own_server_only(call);
  RowSet found{{}, 0, std::chrono::seconds(*lifetime), call.now};
  for (const auto& server : call.kaspersky.servers) {
    if (own_only && server.id != call.session.server) continue;
    for (const auto& host : server.hosts)
      found.rows.push_back(chosen(attributes_of(host, server, call.now), *fields));
  }
  const auto count = static_cast<std::int64_t>(found.rows.size());
  return Json::object({{"strAccessor", Json::string(call.session.accessors.keep(std::move(found)))},
                       {"PxgRetVal", Json::number(count)}});
}

struct FoundHost {
  const VirtualServer* server = nullptr;
  const Host* host = nullptr;
};

FoundHost host_named(const MethodCall& call, const std::string& id) {
  for (const auto* server : servers_in_scope(call))
    for (const auto& host : server->hosts)
      if (host.id == id) return {server, &host};
  return {};
}

Answer host_information(const MethodCall& call) {
  const auto id = call.arguments.text("strHostName");
  const auto fields = call.arguments.texts("pFields2Return");
  if (!id) return no_such_parameter("strHostName");
  if (!fields) return no_such_parameter("pFields2Return");
  const auto found = host_named(call, *id);
  if (!found.host) return object_not_found("host");
  return returning(chosen(attributes_of(*found.host, *found.server, call.now), *fields));
}

Json product_details(const KeyUse& use) {
  return Json::object(
      {{"DisplayName", Json::string(use.product)}, {"ConnProdVersion", Json::string(use.version)}});
}

Answer host_products(const MethodCall& call) {
  const auto id = call.arguments.text("strHostName");
  if (!id) return no_such_parameter("strHostName");
  const auto found = host_named(call, *id);
  if (!found.host) return object_not_found("host");
  std::map<std::string, Json> products;
  for (const auto& use : found.host->keys)
    products.try_emplace(use.product, Json::object())
        .first->second.set(use.version, params(product_details(use)));
  Json members = Json::object();
  for (auto& [product, versions] : products) members.set(product, params(std::move(versions)));
  return returning(std::move(members));
}

const KeyUse* use_of(const Host& host, const KeyUse& wanted) {
  for (const auto& use : host.keys)
    if (use.product == wanted.product && use.version == wanted.version && use.current == wanted.current)
      return &use;
  return nullptr;
}

Answer keys_for_product(const MethodCall& call) {
  const auto id = call.arguments.text("szwHostName");
  const auto product = call.arguments.text("szwProduct");
  const auto version = call.arguments.text("szwVersion");
  if (!id) return no_such_parameter("szwHostName");
  if (!product) return no_such_parameter("szwProduct");
  if (!version) return no_such_parameter("szwVersion");
  const auto found = host_named(call, *id);
  if (!found.host) return object_not_found("host");
  const KeyUse* active = use_of(*found.host, {"", true, *product, *version});
  const KeyUse* reserve = use_of(*found.host, {"", false, *product, *version});
  return Json::object({{"wstrActiveKey", Json::string(active ? active->serial : "")},
                       {"wstrReservedKey", Json::string(reserve ? reserve->serial : "")}});
}

}  // namespace

void add_host_methods(Methods& methods) {
  methods.emplace("HostGroup.FindHosts", find_hosts);
  methods.emplace("HostGroup.GetHostInfo", host_information);
  methods.emplace("HostGroup.GetHostProducts", host_products);
  methods.emplace("LicenseInfoSync.AcquireKeysForProductOnHost", keys_for_product);
}

}  // namespace tariff::sandbox
