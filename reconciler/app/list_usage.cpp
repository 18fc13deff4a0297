#include <map>
#include <set>
#include <utility>

#include "app/list_rows.hpp"
#include "app/parallel.hpp"
#include "domain/counting.hpp"
#include "domain/resolution.hpp"

namespace tariff::app {
namespace {

using report::Cell;
using report::ColumnKind;
using report::Table;

using Servers = std::vector<VirtualServer>;
/// The account that each mapped virtual server belongs to.
using MappedTenants = std::map<VirtualServerId, AccountNumber>;

MappedTenants mapped_tenants(const Desired* desired, const Servers& tenants) {
  MappedTenants found;
  if (desired == nullptr) return found;
  Observed observed;
  observed.tenants = tenants;
  const Resolver resolver(*desired, observed);
  for (std::size_t i = 0; i < desired->mappings.size(); ++i)
    for (const auto* tenant : resolver.resolve(i).tenant_candidates)
      found.emplace(tenant->id, desired->mappings[i].account);
  return found;
}

/// Empty for a disabled virtual server: nobody can sign in to it.
using Readings = std::vector<std::optional<Result<TenantUsage>>>;

Readings read_usage(UsageSource& source, const Servers& tenants, Instant now) {
  Readings readings(tenants.size());
  for_each_index(tenants.size(), source.parallel_max(), [&](std::size_t i) {
    if (tenants[i].enabled) readings[i] = source.usage(tenants[i], now);
  });
  return readings;
}

std::string unread_sentence(const VirtualServer& tenant, const Error& error) {
  return "The virtual server \"" + tenant.name + "\": " + error.message;
}

/// Devices that use a licence that counts.
std::int64_t licensed_devices(const TenantUsage& usage) {
  std::set<std::uint32_t> devices;
  for (const auto& licence : usage.licences) devices.insert(licence.devices.begin(), licence.devices.end());
  return static_cast<std::int64_t>(devices.size());
}

Result<Table> unmapped_tenants(UsageSource& source, const Servers& tenants, const ListOptions& options) {
  Table table{"tenants",
              "Virtual servers that no mapping names",
              {{"id", "ID", ColumnKind::number},
               {"name", "NAME", ColumnKind::text},
               {"uid", "UID", ColumnKind::text},
               {"enabled", "ENABLED", ColumnKind::text},
               {"devices", "DEVICES", ColumnKind::number}},
              {},
              {}};
  const Readings readings = read_usage(source, tenants, options.now);
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    const VirtualServer& tenant = tenants[i];
    const auto& usage = readings[i];
    if (usage && !*usage) table.unread.push_back(unread_sentence(tenant, usage->error()));
    table.rows.push_back({tenant.id.value(), tenant.name, tenant.uid.value(), tenant.enabled,
                          usage && *usage ? Cell(licensed_devices(**usage)) : Cell()});
  }
  return table;
}

/// What is in use of one kind of licence. Devices are told apart within a tenant.
struct LicenceTotals {
  std::int64_t tenants = 0;
  std::int64_t devices = 0;
};

void add_tenant(const TenantUsage& usage, std::map<LicenceMarks, LicenceTotals>& totals) {
  std::map<LicenceMarks, std::set<std::uint32_t>> by_licence;
  for (const auto& licence : usage.licences)
    if (!licence.devices.empty())
      by_licence[licence.marks()].insert(licence.devices.begin(), licence.devices.end());
  for (const auto& [marks, devices] : by_licence) {
    auto& total = totals[marks];
    ++total.tenants;
    total.devices += static_cast<std::int64_t>(devices.size());
  }
}

/// The names of the file's products that match, one after the other; empty where none does.
std::string matching_products(const Desired* desired, const LicenceMarks& licence) {
  std::string names;
  if (desired == nullptr) return names;
  for (const auto& product : desired->products)
    if (is_licence_of(product, licence)) names += (names.empty() ? "" : ", ") + product.name;
  return names;
}

/// Those that the file maps; all, where it maps none. A disabled one cannot be read.
Servers tenants_to_read(const Desired* desired, const Servers& tenants) {
  const auto mapped = mapped_tenants(desired, tenants);
  Servers chosen;
  for (const auto& tenant : tenants)
    if (tenant.enabled && (mapped.empty() || mapped.contains(tenant.id))) chosen.push_back(tenant);
  return chosen;
}

}  // namespace

Result<Table> list_tenants(UsageSource& source, const Desired* desired, const ListOptions& options) {
  if (options.unmapped && desired == nullptr) return nothing_to_compare();
  const auto tenants = source.tenants();
  if (!tenants) return tenants.error();
  const auto mapped = mapped_tenants(desired, *tenants);
  Servers chosen;
  for (const auto& tenant : *tenants)
    if (is_searched(options, {tenant.name}) && !(options.unmapped && mapped.contains(tenant.id)))
      chosen.push_back(tenant);
  if (options.unmapped) return unmapped_tenants(source, chosen, options);
  Table table{"tenants",
              "Virtual servers",
              {{"id", "ID", ColumnKind::number},
               {"name", "NAME", ColumnKind::text},
               {"uid", "UID", ColumnKind::text},
               {"enabled", "ENABLED", ColumnKind::text},
               {"account", "ACCOUNT", ColumnKind::number}},
              {},
              {}};
  for (const auto& tenant : chosen) {
    const auto account = mapped.find(tenant.id);
    table.rows.push_back({tenant.id.value(), tenant.name, tenant.uid.value(), tenant.enabled,
                          account == mapped.end() ? Cell() : Cell(account->second.value())});
  }
  return table;
}

Result<Table> list_products(UsageSource& source, const Desired* desired, const ListOptions& options) {
  if (options.unmapped && desired == nullptr) return nothing_to_compare();
  const auto tenants = source.tenants();
  if (!tenants) return tenants.error();
  const Servers chosen = tenants_to_read(desired, *tenants);
  const Readings readings = read_usage(source, chosen, options.now);
  Table table{"products",
              options.unmapped ? "Licences in use that no product of the file matches" : "Licences in use",
              {{"licence", "LICENCE", ColumnKind::text},
               {"suite_id", "SUITE", ColumnKind::number},
               {"part_number", "PART NUMBER", ColumnKind::text},
               {"product", "PRODUCT", ColumnKind::text},
               {"tenants", "TENANTS", ColumnKind::number},
               {"devices", "DEVICES", ColumnKind::number}},
              {},
              {}};
  std::map<LicenceMarks, LicenceTotals> totals;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (*readings[i]) {
      add_tenant(readings[i]->value(), totals);
    } else {
      table.unread.push_back(unread_sentence(chosen[i], readings[i]->error()));
    }
  }
  for (const auto& [licence, total] : totals) {
    const std::string product = matching_products(desired, licence);
    if (!is_searched(options, {licence.name, licence.part_number}) || (options.unmapped && !product.empty()))
      continue;
    table.rows.push_back({licence.name, licence.suite_id ? Cell(*licence.suite_id) : Cell(),
                          licence.part_number.empty() ? Cell() : Cell(licence.part_number),
                          product.empty() ? Cell() : Cell(product), total.tenants, total.devices});
  }
  return table;
}

}  // namespace tariff::app
