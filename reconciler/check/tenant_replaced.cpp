#include <algorithm>

#include "check/rules.hpp"

namespace tariff::check {
namespace {

bool has_moved(const Desired& desired, const TenantUid& from, const TenantUid& to) {
  return std::any_of(desired.moved.begin(), desired.moved.end(),
                     [&](const Moved& moved) { return moved.from == from && moved.to == to; });
}

void check_tenant_replaced(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const VirtualServer* tenant = mapping.live.tenant;
  if (tenant == nullptr || !mapping.is_counted()) return;
  const auto bound = facts.bound_tenants(mapping.mapping().account);
  if (bound.empty()) return;
  for (const auto& [number, known] : bound)
    if (known->uid == tenant->uid || has_moved(facts.desired(), known->uid, tenant->uid)) return;
  Finding finding{"virtual_server",
                  "The virtual server " + quoted(tenant->name) + " (id " + tenant->id.text() +
                      ") has the UID " + quoted(tenant->uid.value()) + "; this account was billed for " +
                      quoted(bound.front().second->name) + " with the UID " +
                      quoted(bound.front().second->uid.value()) + ".",
                  "Find out whether this is the same customer. If it is, add [[moved]] virtual_server = " +
                      quoted(mapping.mapping().virtual_server) +
                      ", from = " + quoted(bound.front().second->uid.value()) +
                      ", to = " + quoted(tenant->uid.value()) + "; until then its lines stay as they are."};
  if (mapping.mapping().billing == Billing::on) {
    findings.error(mapping, std::move(finding));
  } else {
    findings.warning(mapping, std::move(finding));
  }
}

}  // namespace

const MappingRule tenant_replaced{"tenant-replaced", check_tenant_replaced};

}  // namespace tariff::check
