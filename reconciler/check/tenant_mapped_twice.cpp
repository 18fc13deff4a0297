#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_tenant_mapped_twice(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (mapping.live.tenant == nullptr) return;
  for (const auto& [key, index] : facts.mappings_of(*mapping.live.tenant)) {
    if (index == mapping.live.index) continue;
    const Mapping& other = facts.mappings()[index].mapping();
    findings.error(mapping,
                   {"tenant",
                    "The " + noun_of(mapping) + " " + quoted(mapping.live.tenant->name) + " (id " +
                        mapping.live.tenant->id.text() + ") is mapped twice: also in line " +
                        std::to_string(place_of(other, "tenant").line) + ".",
                    "One " + noun_of(mapping) + " is billed to one account; keep one of the mappings."});
    return;
  }
  // One identity in two sources, as of a server that was restored beside itself.
  const auto first = facts.mapping_of_uid(mapping.live.tenant->uid.value());
  if (first && *first != mapping.live.index)
    findings.error(mapping, {"tenant",
                             "The " + noun_of(mapping) + " " + quoted(mapping.live.tenant->name) +
                                 " has the UID of the one in line " +
                                 std::to_string(facts.mappings()[*first].mapping().place.line) + ".",
                             "One tenant is billed once; keep one of the mappings."});
}

}  // namespace

const MappingRule tenant_mapped_twice{"tenant-mapped-twice", check_tenant_mapped_twice};

}  // namespace tariff::check
