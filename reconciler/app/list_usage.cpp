#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "app/list_rows.hpp"
#include "app/reading.hpp"
#include "domain/counting.hpp"
#include "domain/resolution.hpp"
#include "text/json.hpp"

namespace tariff::app {
namespace {

using report::Cell;
using report::ColumnKind;
using report::Table;

using Tenants = std::vector<Tenant>;
/// The account that each mapped virtual server belongs to.
using MappedTenants = std::map<TenantId, AccountNumber>;

MappedTenants mapped_tenants(const Desired* desired, const TenantList& listed) {
  MappedTenants found;
  if (desired == nullptr) return found;
  Observed observed;
  observed.tenants = listed.tenants;
  observed.sources = listed.sources;
  const Resolver resolver(*desired, observed);
  for (std::size_t i = 0; i < desired->mappings.size(); ++i)
    for (const auto* tenant : resolver.resolve(i).tenant_candidates)
      found.emplace(tenant->id, desired->mappings[i].account);
  return found;
}

/// Without those that are disabled: nobody can sign in to them.
using Readings = std::map<TenantId, Result<TenantUsage>>;

Readings readings_of(UsageSource& source, const Tenants& tenants, Instant now) {
  std::vector<const Tenant*> enabled;
  for (const auto& tenant : tenants)
    if (tenant.enabled) enabled.push_back(&tenant);
  const std::function<void(const ReadProgress&)> silent;
  Meter meter(silent);
  Readings readings;
  read_usage(source, enabled, now, meter, readings);
  return readings;
}

/// A list lacks the tenants of a source that could not be read.
void tell_failures(const TenantList& listed, Table& table) {
  for (const auto& source : listed.sources)
    if (source.failure) table.unread.push_back(source.failure->message);
}

/// A virtual server's id is a number, a company's is not.
Cell id_cell(const TenantId& id) {
  const auto number = whole_number(id.local);
  return number ? Cell(*number) : Cell(id.local);
}

/// Numbers stand to the right.
ColumnKind id_kind(const Tenants& tenants) {
  const auto is_number = [](const Tenant& tenant) { return whole_number(tenant.id.local).has_value(); };
  return std::all_of(tenants.begin(), tenants.end(), is_number) ? ColumnKind::number : ColumnKind::text;
}

std::string unread_sentence(const TenantList& listed, const Tenant& tenant, const Error& error) {
  return "The " + std::string(tenant_noun(kind_of_source(listed.sources, tenant.id.source))) + " \"" +
         tenant.name + "\": " + error.message;
}

/// "Virtual servers" where all sources have them, else "Tenants".
std::string title_of(const TenantList& listed) {
  for (const auto& source : listed.sources)
    if (source.kind != SourceKind::security_center) return "Tenants";
  return "Virtual servers";
}

/// Which source could not be listed and, where there are several, of which each row is.
void tell_sources(const TenantList& listed, const Tenants& tenants, Table& table) {
  tell_failures(listed, table);
  if (listed.sources.size() < 2) return;
  table.columns.insert(table.columns.begin(), {"source", "SOURCE", ColumnKind::text});
  for (std::size_t i = 0; i < tenants.size(); ++i)
    table.rows[i].insert(table.rows[i].begin(), Cell(tenants[i].id.source.value()));
}

Table unmapped_tenants(UsageSource& source, const TenantList& listed, const Tenants& tenants,
                       const ListOptions& options) {
  Table table{"tenants",
              title_of(listed) + " that no mapping names",
              {{"id", "ID", id_kind(tenants)},
               {"name", "NAME", ColumnKind::text},
               {"uid", "UID", ColumnKind::text},
               {"enabled", "ENABLED", ColumnKind::text},
               {"devices", "DEVICES", ColumnKind::number}},
              {},
              {}};
  const Readings readings = readings_of(source, tenants, options.now);
  for (const auto& tenant : tenants) {
    const auto found = readings.find(tenant.id);
    const auto* usage = found == readings.end() ? nullptr : &found->second;
    if (usage != nullptr && !*usage) table.unread.push_back(unread_sentence(listed, tenant, usage->error()));
    table.rows.push_back({id_cell(tenant.id), tenant.name, tenant.uid.value(), tenant.enabled,
                          usage != nullptr && *usage ? Cell(licensed_devices(**usage)) : Cell()});
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
  for (const auto& licence : usage.licences) {
    if (licence.used() == 0) continue;
    by_licence[licence.marks()].insert(licence.devices.begin(), licence.devices.end());
    if (licence.figures) totals[licence.marks()].devices += licence.used();
  }
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
Tenants tenants_to_read(const Desired* desired, const TenantList& listed) {
  const auto mapped = mapped_tenants(desired, listed);
  Tenants chosen;
  for (const auto& tenant : listed.tenants)
    if (tenant.enabled && (mapped.empty() || mapped.contains(tenant.id))) chosen.push_back(tenant);
  return chosen;
}

}  // namespace

Result<Table> list_tenants(UsageSource& source, const Desired* desired, const ListOptions& options) {
  if (options.unmapped && desired == nullptr) return nothing_to_compare();
  const auto listed = source.tenants();
  if (!listed) return listed.error();
  const auto mapped = mapped_tenants(desired, *listed);
  Tenants chosen;
  for (const auto& tenant : listed->tenants)
    if (is_searched(options, {tenant.name}) && !(options.unmapped && mapped.contains(tenant.id)))
      chosen.push_back(tenant);
  if (options.unmapped) {
    Table table = unmapped_tenants(source, *listed, chosen, options);
    tell_sources(*listed, chosen, table);
    return table;
  }
  Table table{"tenants",
              title_of(*listed),
              {{"id", "ID", id_kind(chosen)},
               {"name", "NAME", ColumnKind::text},
               {"uid", "UID", ColumnKind::text},
               {"enabled", "ENABLED", ColumnKind::text},
               {"account", "ACCOUNT", ColumnKind::number}},
              {},
              {}};
  for (const auto& tenant : chosen) {
    const auto account = mapped.find(tenant.id);
    table.rows.push_back({id_cell(tenant.id), tenant.name, tenant.uid.value(), tenant.enabled,
                          account == mapped.end() ? Cell() : Cell(account->second.value())});
  }
  tell_sources(*listed, chosen, table);
  return table;
}

Result<Table> list_products(UsageSource& source, const Desired* desired, const ListOptions& options) {
  if (options.unmapped && desired == nullptr) return nothing_to_compare();
  const auto listed = source.tenants();
  if (!listed) return listed.error();
  const Tenants chosen = tenants_to_read(desired, *listed);
  const Readings readings = readings_of(source, chosen, options.now);
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
  tell_failures(*listed, table);
  for (const auto& tenant : chosen) {
    const auto& usage = readings.at(tenant.id);
    if (usage) {
      add_tenant(*usage, totals);
    } else {
      table.unread.push_back(unread_sentence(*listed, tenant, usage.error()));
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
