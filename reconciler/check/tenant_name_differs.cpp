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
  const VirtualServer* tenant = mapping.live.tenant;
  if (tenant == nullptr || wanted.virtual_server.empty() || tenant->name == wanted.virtual_server) return;
  Finding finding{"virtual_server",
                  "The virtual server with the id " + tenant->id.text() + " is named " +
                      quoted(tenant->name) + ", not " + quoted(wanted.virtual_server) + ".",
                  "If it was renamed, write its new name."};
  const auto named = facts.resolver().tenants_of_name(wanted.virtual_server);
  if (named.empty() || is_bound_to(facts, wanted.account, tenant->uid)) {
    findings.warning(mapping, std::move(finding));
    return;
  }
  finding.message += " That name belongs to the id " + named.front()->id.text() + ".";
  finding.hint = "Correct the name or the id, so that both mean one virtual server.";
  findings.error_if_counted(mapping, std::move(finding));
}

}  // namespace

const MappingRule tenant_name_differs{"tenant-name-differs", check_tenant_name_differs};

}  // namespace tariff::check
