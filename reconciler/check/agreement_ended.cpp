#include "check/rules.hpp"
#include "text/time.hpp"

namespace tariff::check {
namespace {

void check_agreement_ended(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.has_own_agreement() || !mapping.is_counted()) return;
  const auto& summary = mapping.agreement->summary;
  if (!summary.end || *summary.end >= facts.observed().today) return;
  findings.error(mapping, {"agreement",
                           "The agreement " + summary.number.text() + " ended on " + write_day(*summary.end) +
                               "; today is " + write_day(facts.observed().today) + ".",
                           "Name the agreement that follows it, or extend it in Tigerpaw."});
}

}  // namespace

const MappingRule agreement_ended{"agreement-ended", check_agreement_ended};

}  // namespace tariff::check
