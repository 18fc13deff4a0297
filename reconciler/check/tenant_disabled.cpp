#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_tenant_disabled(const Facts&, const MappingFacts& mapping, Findings& findings) {
  const Tenant* tenant = mapping.live.tenant;
  if (tenant == nullptr || tenant->enabled || !mapping.is_counted()) return;
  findings.error(mapping, {"tenant",
                           "The " + noun_of(mapping) + " " + quoted(tenant->name) + " (id " +
                               tenant->id.text() + ") is disabled; its devices cannot be counted.",
                           "Enable it in Kaspersky Security Center, or write billing = false."});
}

}  // namespace

const MappingRule tenant_disabled{"tenant-disabled", check_tenant_disabled};

}  // namespace tariff::check
