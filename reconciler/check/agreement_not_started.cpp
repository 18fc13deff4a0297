#include "check/rules.hpp"
#include "text/time.hpp"

namespace tariff::check {
namespace {

void check_agreement_not_started(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.is_counted()) return;
  for (const auto& named : mapping.agreements) {
    if (!mapping.is_of_account(named.found)) continue;
    const auto& summary = named.found->summary;
    if (!summary.start || *summary.start <= facts.observed().today) continue;
    findings.error(mapping,
                   {"agreement",
                    "The agreement " + summary.number.text() + " starts on " + write_day(*summary.start) +
                        "; today is " + write_day(facts.observed().today) + ".",
                    "Name the agreement that runs now, or wait for that day.", *named.place});
  }
}

}  // namespace

const MappingRule agreement_not_started{"agreement-not-started", check_agreement_not_started};

}  // namespace tariff::check
