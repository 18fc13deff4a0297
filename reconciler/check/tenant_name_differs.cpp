#include "check/rules.hpp"

namespace tariff::check {
namespace {

bool is_bound_to(const Facts& facts, AccountNumber account, const TenantUid& uid) {
  for (const auto& [number, bound] : facts.bound_tenants(account))
    if (bound->uid == uid) return true;
  return false;
}

void check_tenant_name_differs(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const Mapping& wanted = mapping.mapping();
  const Tenant* tenant = mapping.live.tenant;
  if (tenant == nullptr || wanted.tenant.empty() || tenant->name == wanted.tenant) return;
  Finding finding{"tenant",
                  "The " + noun_of(mapping) + " with the id " + tenant->id.text() + " is named " +
                      quoted(tenant->name) + ", not " + quoted(wanted.tenant) + ".",
                  "If it was renamed, write its new name."};
  const auto named = facts.resolver().tenants_of_name(wanted);
  if (named.empty() || is_bound_to(facts, wanted.account, tenant->uid)) {
    findings.warning(mapping, std::move(finding));
    return;
  }
  finding.message += " That name belongs to the id " + named.front()->id.text() + ".";
  finding.hint = "Correct the name or the id, so that both mean one " + noun_of(mapping) + ".";
  findings.error_if_counted(mapping, std::move(finding));
}

}  // namespace

const MappingRule tenant_name_differs{"tenant-name-differs", check_tenant_name_differs};

}  // namespace tariff::check
