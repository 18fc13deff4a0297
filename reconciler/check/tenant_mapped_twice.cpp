#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_tenant_mapped_twice(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (mapping.live.tenant == nullptr) return;
  for (const auto& [key, index] : facts.mappings_of(*mapping.live.tenant)) {
    if (index == mapping.live.index) continue;
    const Mapping& other = facts.mappings()[index].mapping();
    findings.error(mapping, {"virtual_server",
                             "The virtual server " + quoted(mapping.live.tenant->name) + " (id " +
                                 mapping.live.tenant->id.text() + ") is mapped twice: also in line " +
                                 std::to_string(place_of(other, "virtual_server").line) + ".",
                             "One virtual server is billed to one account; keep one of the mappings."});
    return;
  }
}

}  // namespace

const MappingRule tenant_mapped_twice{"tenant-mapped-twice", check_tenant_mapped_twice};

}  // namespace tariff::check
