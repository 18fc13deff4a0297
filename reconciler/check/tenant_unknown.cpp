#include "check/rules.hpp"

namespace tariff::check {
namespace {

constexpr std::string_view where_to_look = "`tariff list tenants` shows them all.";

std::string hint_for_id(const Facts& facts, const Mapping& wanted) {
  const auto named = facts.resolver().tenants_of_name(wanted.virtual_server);
  if (named.size() != 1) return std::string(where_to_look);
  return "The virtual server " + quoted(wanted.virtual_server) + " has the id " + named.front()->id.text() +
         ".";
}

void check_tenant_unknown(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const Mapping& wanted = mapping.mapping();
  // Who left may have left Security Center, too.
  if (!mapping.live.tenant_candidates.empty() || wanted.leaving) return;
  if (wanted.virtual_server_id) {
    findings.error_if_counted(
        mapping,
        {"virtual_server_id", "No virtual server has the id " + wanted.virtual_server_id->text() + ".",
         hint_for_id(facts, wanted)});
  } else if (!wanted.virtual_server.empty()) {
    findings.error_if_counted(
        mapping, {"virtual_server", "No virtual server is named " + quoted(wanted.virtual_server) + ".",
                  both(findings.tenant_names().hint_for(wanted.virtual_server), where_to_look)});
  }
}

}  // namespace

const MappingRule tenant_unknown{"tenant-unknown", check_tenant_unknown};

}  // namespace tariff::check
