#include <algorithm>

#include "check/rules.hpp"

namespace tariff::check {
namespace {

bool bills(const MappingFacts& mapping, const TenantBound& known) {
  return mapping.mapping().source == known.id.source ||
         (mapping.live.tenant != nullptr && mapping.live.tenant->uid == known.uid);
}

/// The account's tenant of another source, which another mapping goes on billing.
bool is_of_another_mapping(const Facts& facts, const MappingFacts& mapping, const TenantBound& known) {
  for (const auto& [account, index] : facts.mappings_of(mapping.mapping().account))
    if (index != mapping.live.index && bills(facts.mappings()[index], known)) return true;
  return false;
}

bool has_moved(const Desired& desired, const TenantUid& from, const TenantUid& to) {
  return std::any_of(desired.moved.begin(), desired.moved.end(),
                     [&](const Moved& moved) { return moved.from == from && moved.to == to; });
}

void check_tenant_replaced(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const Tenant* tenant = mapping.live.tenant;
  if (tenant == nullptr || !mapping.is_counted()) return;
  const TenantBound* before = nullptr;
  for (const auto& [number, known] : facts.bound_tenants(mapping.mapping().account)) {
    if (known->uid == tenant->uid || has_moved(facts.desired(), known->uid, tenant->uid)) return;
    if (before == nullptr && !is_of_another_mapping(facts, mapping, *known)) before = known;
  }
  if (before == nullptr) return;
  Finding finding{"tenant",
                  "The " + noun_of(mapping) + " " + quoted(tenant->name) + " (id " + tenant->id.text() +
                      ") has the UID " + quoted(tenant->uid.value()) + "; this account was billed for " +
                      quoted(before->name) + " with the UID " + quoted(before->uid.value()) + ".",
                  "Find out whether this is the same customer. If it is, add [[moved]] " +
                      std::string(tenant_key(mapping.mapping().kind)) + " = " +
                      quoted(mapping.mapping().tenant) + ", from = " + quoted(before->uid.value()) +
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
