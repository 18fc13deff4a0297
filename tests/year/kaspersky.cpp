#include "year/kaspersky.hpp"

#include <algorithm>

namespace tariff::year {
namespace {

tariff::Tenant server_of(const Tenant& tenant) {
  return {tenant.id, TenantUid(tenant.uid), tenant.name, true};
}

LicenceUse use_of(const Tenant& tenant, std::size_t key) {
  LicenceUse use{LicenceSerial(tenant.keys[key].serial), tenant.keys[key].name, tenant.keys[key].expires, {}};
  for (std::size_t i = 0; i < tenant.machines.size(); ++i) {
    const auto& keys = tenant.machines[i].keys;
    if (std::find(keys.begin(), keys.end(), key) != keys.end())
      use.devices.push_back(static_cast<std::uint32_t>(i));
  }
  return use;
}

/// An expired key counts nothing, and Security Center still shows where it stands.
void take_key(const Tenant& tenant, std::size_t key, Instant now, TenantUsage& out) {
  LicenceUse use = use_of(tenant, key);
  if (*use.expires > now) {
    out.licences.push_back(std::move(use));
  } else if (!use.devices.empty()) {
    out.lapsed.push_back(
        {use.serial, use.product_name, *use.expires, static_cast<std::int64_t>(use.devices.size())});
  }
}

}  // namespace

Result<TenantList> Kaspersky::tenants() {
  if (!world_.kaspersky_answers)
    return Error{ErrorKind::unavailable, "The main server did not answer.", "Run again."};
  TenantList listed;
  auto& out = listed.tenants;
  for (const auto& tenant : world_.tenants)
    if (!tenant.is_gone) out.push_back(server_of(tenant));
  std::sort(out.begin(), out.end(), [](const auto& left, const auto& right) { return left.id < right.id; });
  return listed;
}

Result<TenantUsage> Kaspersky::usage(const tariff::Tenant& server, Instant now) {
  const auto found = std::find_if(world_.tenants.begin(), world_.tenants.end(), [&](const Tenant& tenant) {
    return tenant.id == server.id && !tenant.is_gone;
  });
  if (found == world_.tenants.end()) return Error{ErrorKind::not_found, "No such virtual server.", ""};
  if (!found->answers) return Error{ErrorKind::unavailable, "Its hosts were not read to the end.", ""};
  TenantUsage out;
  out.tenant = server;
  for (const auto& machine : found->machines) {
    const std::string name = "host-" + std::to_string(1'000'000 + machine.number);
    out.devices.push_back({DeviceId(name), name, machine.category});
  }
  for (std::size_t i = 0; i < found->keys.size(); ++i) take_key(*found, i, now, out);
  return out;
}

}  // namespace tariff::year
