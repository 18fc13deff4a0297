#include "check/rules.hpp"
#include "text/time.hpp"

namespace tariff::check {
namespace {

void check_agreement_ended(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.is_counted()) return;
  for (const auto& named : mapping.agreements) {
    if (!mapping.is_of_account(named.found)) continue;
    const auto& summary = named.found->summary;
    if (!summary.end || *summary.end >= facts.observed().today) continue;
    findings.error(mapping,
                   {"agreement",
                    "The agreement " + summary.number.text() + " ended on " + write_day(*summary.end) +
                        "; today is " + write_day(facts.observed().today) + ".",
                    "Name the agreement that follows it, or extend it in Tigerpaw.", *named.place});
  }
}

}  // namespace

const MappingRule agreement_ended{"agreement-ended", check_agreement_ended};

}  // namespace tariff::check
