#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const VirtualServer* tenant = mapping.live.tenant;
  if (tenant == nullptr || !mapping.is_counted()) return;
  const auto bound = facts.bound_tenants(mapping.mapping().account);
  if (bound.empty()) return;
  for (const auto& [number, known] : bound)
    if (known->uid == tenant->uid) return;
  Finding finding{"virtual_server",
                  "The virtual server " + quoted(tenant->name) + " (id " + tenant->id.text() +
                      ") has the UID " + quoted(tenant->uid.value()) + "; this account was billed for " +
                      quoted(bound.front().second->name) + " with the UID " +
                      quoted(bound.front().second->uid.value()) + ".",
                  "Find out whether this is the same customer. Until a mapping can say that a tenant moved, "
                  "its lines stay as they are; billing = \"observe\" releases them."};
  if (mapping.mapping().billing == Billing::on) {
    findings.error(mapping, std::move(finding));
  } else {
    findings.warning(mapping, std::move(finding));
  }
}

}  // namespace

const MappingRule tenant_replaced{"tenant-replaced", check};

}  // namespace tariff::check
