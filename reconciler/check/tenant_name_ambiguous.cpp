#include "base/inert.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

std::string ids_of(const std::vector<const Tenant*>& tenants) {
  constexpr std::size_t shown_max = 5;
  std::string out;
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    if (i == shown_max) return out + " and others";
    out += (i == 0 ? "" : ", ") + tenants[i]->id.text();
  }
  return out;
}

void check_tenant_name_ambiguous(const Facts&, const MappingFacts& mapping, Findings& findings) {
  const auto& live = mapping.live;
  if (live.tenant_candidates.size() > 1) {
    findings.error_if_counted(
        mapping,
        {"tenant",
         counted(static_cast<std::int64_t>(live.tenant_candidates.size()), noun_of(mapping)) + " are named " +
             quoted(mapping.mapping().tenant) + ": ids " + ids_of(live.tenant_candidates) + ".",
         "Add " + std::string(tenant_key(mapping.mapping().kind)) +
             "_id with the id of the one that is meant."});
  } else if (live.usage != nullptr && !*live.usage && live.usage->error().kind == ErrorKind::not_found) {
    findings.error_if_counted(
        mapping,
        {"tenant",
         "Signing in to the " + noun_of(mapping) + " " + quoted(live.tenant->name) + " (id " +
             live.tenant->id.text() + ") did not lead to it: " + inert(live.usage->error().message),
         both(live.usage->error().hint, "Give the " + noun_of(mapping) + " a name that no other one has.")});
  }
}

}  // namespace

const MappingRule tenant_name_ambiguous{"tenant-name-ambiguous", check_tenant_name_ambiguous};

}  // namespace tariff::check
