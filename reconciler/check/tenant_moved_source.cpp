#include <algorithm>

#include "check/rules.hpp"

namespace tariff::check {
namespace {

/// Counted by one source up to now, by another from now on: one line goes on, and its invoice bills what
/// stands there then.
void check_tenant_moved_source(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const Tenant* tenant = mapping.live.tenant;
  if (tenant == nullptr || !mapping.is_counted()) return;
  const auto bound = facts.bound_tenants(mapping.mapping().account);
  for (const auto& [account, known] : bound)
    if (known->uid == tenant->uid) return;
  for (const auto& entry : bound) {
    const TenantBound& known = *entry.second;
    const auto is_of = [&](const Moved& moved) { return moved.from == known.uid && moved.to == tenant->uid; };
    const auto& moves = facts.desired().moved;
    if (known.id.source == tenant->id.source || std::none_of(moves.begin(), moves.end(), is_of)) continue;
    findings.warning(
        mapping, {"tenant",
                  "The " + noun_of(mapping) + " " + quoted(tenant->name) +
                      " takes over from another source in the middle of a billing period; the invoice bills "
                      "what stands on the lines when it is made, once.",
                  "Make sure that the customer's devices have left the old source."});
    return;
  }
}

}  // namespace

const MappingRule tenant_moved_source{"tenant-moved-source", check_tenant_moved_source};

}  // namespace tariff::check
