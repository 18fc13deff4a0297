#include "base/inert.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

constexpr std::string_view where_to_look = "`tariff list tenants` shows them all.";

std::string hint_for_id(const Facts& facts, const Mapping& wanted) {
  const auto named = facts.resolver().tenants_of_name(wanted);
  if (named.size() != 1) return std::string(where_to_look);
  return "The " + std::string(tenant_noun(wanted.kind)) + " " + quoted(wanted.tenant) + " has the id " +
         named.front()->id.text() + ".";
}

void check_tenant_unknown(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const Mapping& wanted = mapping.mapping();
  // Who left may have left Security Center, too.
  if (!mapping.live.source_is_read || !mapping.live.tenant_candidates.empty() || wanted.leaving) return;
  if (wanted.tenant_id) {
    findings.error_if_counted(
        mapping, {"tenant_id", "No " + noun_of(mapping) + " has the id " + inert(*wanted.tenant_id, 80) + ".",
                  hint_for_id(facts, wanted)});
  } else if (!wanted.tenant.empty()) {
    findings.error_if_counted(
        mapping, {"tenant", "No " + noun_of(mapping) + " is named " + quoted(wanted.tenant) + ".",
                  both(findings.tenant_names().hint_for(wanted.tenant), where_to_look)});
  }
}

}  // namespace

const MappingRule tenant_unknown{"tenant-unknown", check_tenant_unknown};

}  // namespace tariff::check
