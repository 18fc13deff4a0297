#include "check/rules.hpp"
#include "text/time.hpp"

namespace tariff::check {
namespace {

void check_agreement_not_started(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.has_own_agreement() || !mapping.is_counted()) return;
  const auto& summary = mapping.agreement->summary;
  if (!summary.start || *summary.start <= facts.observed().today) return;
  findings.error(mapping,
                 {"agreement",
                  "The agreement " + summary.number.text() + " starts on " + write_day(*summary.start) +
                      "; today is " + write_day(facts.observed().today) + ".",
                  "Name the agreement that runs now, or wait for that day."});
}

}  // namespace

const MappingRule agreement_not_started{"agreement-not-started", check_agreement_not_started};

}  // namespace tariff::check
