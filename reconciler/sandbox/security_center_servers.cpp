#include <set>

#include "sandbox/security_center_method.hpp"

namespace tariff::sandbox {
namespace {

constexpr std::string_view created = "2024-05-01T09:00:00Z";
constexpr std::int64_t all_groups = -1;
constexpr std::int64_t top_group = 0;
constexpr std::int64_t main_server = 0;
constexpr std::int64_t whole_hierarchy = -1;

std::int64_t count(std::size_t size) { return static_cast<std::int64_t>(size); }

Json attributes_of(const VirtualServer& server) {
  return Json::object({{"KLVSRV_ID", Json::number(server.id)},
                       {"KLVSRV_UID", Json::string(server.uid)},
                       {"KLVSRV_DN", Json::string(server.name)},
                       {"KLVSRV_GRP", Json::number(top_group)},
                       {"KLVSRV_GROUPS", Json::number(server.id * 10 + 1)},
                       {"KLVSRV_SUPER", Json::number(server.id * 10 + 2)},
                       {"KLVSRV_UNASSIGNED", Json::number(server.id * 10 + 3)},
                       {"KLVSRV_ENABLED", Json::boolean(server.enabled)},
                       {"KLVSRV_LIC_ENABLED", Json::boolean(true)},
                       {"KLVSRV_CREATED", datetime(created)},
                       {"KLVSRV_NEW_HOSTS_PROHIBITED", Json::boolean(false)},
                       {"KLVSRV_TOO_MUCH_HOSTS", Json::boolean(false)}});
}

/// ASSUMED: a session on a virtual server may not ask about virtual servers.
Answer list_servers(const MethodCall& call) {
  if (call.session.is_virtual()) return not_permitted();
  const auto group = call.arguments.number("lParentGroup");
  if (!group) return no_such_parameter("lParentGroup");
  Json rows = Json::array();
  if (*group == all_groups || *group == top_group)
    for (const auto& server : call.kaspersky.servers) rows.push(params(attributes_of(server)));
  return returning(std::move(rows));
}

Answer server_information(const MethodCall& call) {
  if (call.session.is_virtual()) return not_permitted();
  const auto id = call.arguments.number("lVServer");
  const auto fields = call.arguments.texts("pFields2Return");
  if (!id) return no_such_parameter("lVServer");
  if (!fields) return no_such_parameter("pFields2Return");
  const VirtualServer* server = server_of(call.kaspersky, *id);
  if (!server) return object_not_found("virtual server");
  return returning(chosen(attributes_of(*server), *fields));
}

void add_licences(Json& licences, const VirtualServer& server) {
  for (const auto& key : server.keys)
    licences.push(params(Json::object({{"KLLIC_SERIAL", Json::string(key.serial)},
                                       {"KLLIC_PROD_NAME", Json::string(key.product_name)},
                                       {"KLLIC_KEY_TYPE", Json::number(key.key_type)},
                                       {"KLLIC_LIMIT_DATE", datetime(key.limit_date)}})));
}

using HostsByVersion = std::map<std::string, std::int64_t>;

void count_products(std::map<std::string, HostsByVersion>& products, const Host& host) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& use : host.keys)
    if (seen.emplace(use.product, use.version).second) ++products[use.product][use.version];
}

/// Hosts per product and version: what is installed, whatever key it uses.
std::map<std::string, HostsByVersion> installed_products(const std::vector<const VirtualServer*>& servers) {
  std::map<std::string, HostsByVersion> products;
  for (const auto* server : servers)
    for (const auto& host : server->hosts) count_products(products, host);
  return products;
}

Json product_members(const std::vector<const VirtualServer*>& servers) {
  Json products = Json::object();
  for (const auto& [product, versions] : installed_products(servers)) {
    Json members = Json::object();
    for (const auto& [version, hosts] : versions)
      members.set(version, params(Json::object({{"KLVSRV_PROD_CNT", Json::number(hosts)},
                                                {"KLVSRV_PROD_DN", Json::string(product)},
                                                {"KLVSRV_PROD_DV", Json::string(version)}})));
    products.set(product, params(std::move(members)));
  }
  return products;
}

Json statistic_of(const std::vector<const VirtualServer*>& servers) {
  std::int64_t hosts = 0;
  Json licences = Json::array();
  for (const auto* server : servers) {
    hosts += count(server->hosts.size());
    add_licences(licences, *server);
  }
  return Json::object({{"KLVSRV_CREATED", datetime(created)},
                       {"KLVSRV_GROUPS", Json::number(2)},
                       {"KLVSRV_HOSTS", Json::number(hosts)},
                       {"KLVSRV_USERS", Json::number(0)},
                       {"KLVSRV_MOBILIES", Json::number(0)},
                       {"KLVSRV_MDMIOS", Json::number(0)},
                       {"KLVSRV_LICENSES", std::move(licences)},
                       {"KLVSRV_PRODUCTS", params(product_members(servers))},
                       {"KLVSRV_PRODUCTS_2", params(Json::object())},
                       {"KLVSRV_AGENTS", Json::number(hosts)}});
}

Answer statistic(const MethodCall& call) {
  if (call.session.is_virtual()) return not_permitted();
  const auto id = call.arguments.number("lVsId");
  if (!id) return no_such_parameter("lVsId");
  // No host of the world stands directly on the main server.
  if (*id == main_server) return returning(statistic_of({}));
  const VirtualServer* server = server_of(call.kaspersky, *id);
  if (!server) return object_not_found("virtual server");
  return returning(statistic_of({server}));
}

Answer statistic_2(const MethodCall& call) {
  if (call.session.is_virtual()) return not_permitted();
  if (!call.arguments.number("nMaxAgentInactivityDays")) return no_such_parameter("nMaxAgentInactivityDays");
  if (call.arguments.number("lVsId") != whole_hierarchy) return statistic(call);
  return returning(statistic_of(servers_in_scope(call)));
}

Json statistics_row(const VirtualServer& server) {
  bool trial = false;
  bool commercial = false;
  for (const auto& key : server.keys) (key.key_type == 3 ? trial : commercial) = true;
  return Json::object({{"KLSRV_ST_VIRT_SERVER_ID", long_number(server.id)},
                       {"KLSRV_ST_VIRT_SERVER_NAME", Json::string(server.name)},
                       {"KLSRV_ST_VSERVER_HOST_COUNT", Json::number(count(server.hosts.size()))},
                       {"KLSRV_ST_VSERVER_REAL_HOST_COUNT", Json::number(count(server.hosts.size()))},
                       {"KLSRV_ST_VSERVER_TRIAL_LIC_EXISTS", Json::boolean(trial)},
                       {"KLSRV_ST_VSERVER_COM_LIC_EXISTS", Json::boolean(commercial)},
                       {"KLSRV_ST_VSERVER_CREATION_DATE", datetime(created)}});
}

/// ASSUMED: an empty list of fields asks for all of them.
Answer instance_statistics(const MethodCall& call) {
  if (call.session.is_virtual()) return not_permitted();
  const auto fields = call.arguments.texts("vecFilterFields");
  if (!fields) return no_such_parameter("vecFilterFields");
  std::int64_t hosts = 0;
  Json rows = Json::array();
  for (const auto& server : call.kaspersky.servers) {
    hosts += count(server.hosts.size());
    rows.push(params(statistics_row(server)));
  }
  const Json all =
      Json::object({{"KLSRV_ST_VIRT_SERVER_COUNT", Json::number(count(call.kaspersky.servers.size()))},
                    {"KLSRV_ST_TOTAL_HOSTS_COUNT", Json::number(hosts)},
                    {"KLSRV_ST_VIRT_SERVERS_DETAILS", std::move(rows)}});
  return returning(fields->empty() ? all : chosen(all, *fields));
}

Answer static_information(const MethodCall& call) {
  const auto names = call.arguments.texts("pValues");
  if (!names) return no_such_parameter("pValues");
  const Json all = Json::object({{"KLADMSRV_PRODUCT_NAME", Json::string("Kaspersky Security Center sandbox")},
                                 {"KLADMSRV_PRODUCT_FULL_VERSION", Json::string("15.1.0.0")},
                                 {"KLADMSRV_SERVER_VERSION_ID", Json::number(15)},
                                 {"KLADMSRV_IS_VIRTUAL", Json::boolean(call.session.is_virtual())},
                                 {"KLADMSRV_VSID", Json::number(call.session.server)}});
  return returning(chosen(all, *names));
}

}  // namespace

const VirtualServer* server_of(const Kaspersky& kaspersky, std::int64_t id) {
  for (const auto& server : kaspersky.servers)
    if (server.id == id) return &server;
  return nullptr;
}

std::vector<const VirtualServer*> servers_in_scope(const MethodCall& call) {
  std::vector<const VirtualServer*> servers;
  for (const auto& server : call.kaspersky.servers)
    if (!call.session.is_virtual() || server.id == call.session.server) servers.push_back(&server);
  return servers;
}

void add_server_methods(Methods& methods) {
  methods.emplace("VServers.GetVServers", list_servers);
  methods.emplace("VServers.GetVServerInfo", server_information);
  methods.emplace("VServers2.GetVServerStatistic", statistic);
  methods.emplace("VServers2.GetVServerStatistic2", statistic_2);
  methods.emplace("HostGroup.GetInstanceStatistics", instance_statistics);
  methods.emplace("HostGroup.GetStaticInfo", static_information);
}

}  // namespace tariff::sandbox
