#include "base/inert.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_count_differs(const Facts&, const MappingFacts& mapping, Findings& findings) {
  if (mapping.usage == nullptr || !mapping.is_counted()) return;
  for (const auto& note : mapping.usage->notes)
    findings.warning(
        mapping,
        {"tenant", "The " + noun_of(mapping) + " " + quoted(mapping.live.tenant->name) + ": " + inert(note),
         ""});
}

}  // namespace

const MappingRule count_differs{"count-differs", check_count_differs};

}  // namespace tariff::check
