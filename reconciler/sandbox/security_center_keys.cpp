#include <algorithm>
#include <set>

#include "sandbox/security_center_method.hpp"

namespace tariff::sandbox {
namespace {

constexpr std::int64_t lifetime_seconds_default = 15 * 60;
constexpr std::int64_t seconds_max = 7200;

/// How many hosts hold a key as the active one, and as the reserve.
///
/// ASSUMED: devices, not products on devices, as the text of KSC 15.4 says.
struct Holders {
  std::int64_t active = 0;
  std::int64_t reserve = 0;
};

std::map<std::string, Holders> holders_in_scope(const MethodCall& call) {
  std::map<std::string, Holders> holders;
  for (const auto* server : servers_in_scope(call)) {
    for (const auto& host : server->hosts) {
      std::set<std::pair<std::string, bool>> held;
      for (const auto& use : host.keys) held.emplace(use.serial, use.current);
      for (const auto& [serial, current] : held)
        ++(current ? holders[serial].active : holders[serial].reserve);
    }
  }
  return holders;
}

void set_subscription(Json& members, const LicenceKey& key) {
  members.set("KLLIC_LICTYPE_IS_SUBSCRIPTION", Json::boolean(key.is_subscription));
  if (!key.is_subscription) return;
  if (key.subscription_state) members.set("KLLIC_SUBSCRINFO_STATE", Json::number(*key.subscription_state));
  if (key.subscription_end_type)
    members.set("KLLIC_SUBSCRINFO_ENDDATETYPE", Json::number(*key.subscription_end_type));
  members.set("KLLIC_SUBSCRINFO_ENDDATE", datetime(key.subscription_end));
}

Json attributes_of(const LicenceKey& key, const Holders& holders) {
  Json members =
      Json::object({{"KLLIC_SERIAL", Json::string(key.serial)},
                    {"KLLIC_PROD_NAME", Json::string(key.product_name)},
                    {"KLLIC_APP_ID", Json::number(key.app_id)},
                    {"KLLIC_KEY_TYPE", Json::number(key.key_type)},
                    {"KLLIC_LIC_COUNT", Json::number(key.count)},
                    {"KLLIC_LICENSE_PERIOD", Json::number(365)},
                    {"KLLIC_LIMIT_DATE", datetime(key.limit_date)},
                    {"KLLIC_NEAREST_EXPIRATION_DATE", datetime(key.limit_date)},
                    {"KLLIC_NHOSTS_ASCURRENT", Json::number(key.hosts_as_current.value_or(holders.active))},
                    {"KLLIC_NHOSTS_ASNEXT", Json::number(holders.reserve)},
                    {"KLLICSRV_KEY_INSTALLED", Json::boolean(key.installed)},
                    {"KLLICSRV_AUTOKEY", Json::boolean(false)}});
  if (key.suite_id) members.set("KLLIC_PROD_SUITE_ID", Json::number(*key.suite_id));
  if (!key.part_number.empty()) members.set("KLLIC_PART_NUMBER", Json::string(key.part_number));
  set_subscription(members, key);
  return members;
}

/// Each serial once: on the main server a key of several virtual servers is one key.
std::vector<const LicenceKey*> keys_in_scope(const MethodCall& call) {
  std::vector<const LicenceKey*> keys;
  std::set<std::string_view> serials;
  for (const auto* server : servers_in_scope(call))
    for (const auto& key : server->keys)
      if (serials.insert(key.serial).second) keys.push_back(&key);
  return keys;
}

const LicenceKey* key_named(const MethodCall& call, const std::string& serial) {
  for (const auto* key : keys_in_scope(call))
    if (key->serial == serial) return key;
  return nullptr;
}

Answer iterating(const MethodCall& call, std::vector<Json> rows) {
  const auto asked = call.arguments.number("lTimeoutSec").value_or(0);
  if (asked < 0 || asked > seconds_max) return limit_violated("lTimeoutSec");
  const std::chrono::seconds lifetime(asked == 0 ? lifetime_seconds_default : asked);
  const auto count = static_cast<std::int64_t>(rows.size());
  const auto id = call.session.iterators.keep({std::move(rows), 0, lifetime, call.now});
  return Json::object({{"lKeyCount", Json::number(count)}, {"wstrIterator", Json::string(id)}});
}

Answer enumerate_keys(const MethodCall& call) {
  const auto fields = call.arguments.texts("pFields");
  if (!fields) return no_such_parameter("pFields");
  const bool installed_only =
      call.arguments.part("pOptions").boolean("KLLICSRV_ENOPT_INSTALLED_ONLY").value_or(false);
  auto holders = holders_in_scope(call);
  std::vector<Json> rows;
  for (const auto* key : keys_in_scope(call))
    if (key->installed || !installed_only)
      rows.push_back(chosen(attributes_of(*key, holders[key->serial]), *fields));
  return iterating(call, std::move(rows));
}

Answer key_attributes(const MethodCall& call) {
  const Arguments wanted = call.arguments.part("pKeyInfo");
  const auto serial = wanted.text("KLLIC_SERIAL");
  if (!serial) return no_such_parameter("KLLIC_SERIAL");
  const LicenceKey* key = key_named(call, *serial);
  if (!key) return object_not_found("key");
  return returning(chosen(attributes_of(*key, holders_in_scope(call)[*serial]), wanted.names()));
}

Json use_row(const KeyUse& use, const Host& host, const VirtualServer& server) {
  return Json::object({{"KLLICSRV_HOSTNAME", Json::string(host.id)},
                       {"KLLICSRV_HOSTDN", Json::string(host.name)},
                       {"KLLICSRV_HOST_GRPID", Json::string(std::to_string(server.id * 10 + 1))},
                       {"KLLICSRV_HOST_GRPNAME", Json::string("Managed devices")},
                       {"KLLICSRV_HOST_CURRENT", Json::boolean(use.current)},
                       {"KLLICSRV_INSTALL_TIME", datetime("2026-01-31T00:00:00Z")},
                       {"KLLICSRV_PRODUCT", Json::string(use.product)},
                       {"KLLICSRV_VERSION", Json::string(use.version)}});
}

void add_users(std::vector<Json>& rows, const VirtualServer& server, const LicenceKey& key,
               const std::vector<std::string>& fields) {
  for (const auto& host : server.hosts) {
    for (const auto& use : host.keys) {
      if (use.serial != key.serial) continue;
      Json row = use_row(use, host, server);
      row.set("KLLICSRV_EXPIRATION_TIME", datetime(key.limit_date));
      rows.push_back(chosen(row, fields));
    }
  }
}

/// One row per host and product; in a virtual session only this server's hosts.
///
/// ASSUMED: the scope, and that a serial nobody in scope has is not found.
Answer key_hosts(const MethodCall& call) {
  const auto serial = call.arguments.part("pInData").text("KLLIC_SERIAL");
  const auto fields = call.arguments.texts("pFields");
  if (!serial) return no_such_parameter("KLLIC_SERIAL");
  if (!fields) return no_such_parameter("pFields");
  const LicenceKey* key = key_named(call, *serial);
  if (!key) return object_not_found("key");
  std::vector<Json> rows;
  for (const auto* server : servers_in_scope(call)) add_users(rows, *server, *key, *fields);
  return iterating(call, std::move(rows));
}

}  // namespace

void add_key_methods(Methods& methods) {
  methods.emplace("LicenseKeys.EnumKeys", enumerate_keys);
  methods.emplace("LicenseKeys.GetKeyData", key_attributes);
  methods.emplace("LicenseKeys.AcquireKeyHosts", key_hosts);
}

}  // namespace tariff::sandbox
