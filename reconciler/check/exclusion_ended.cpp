#include "base/inert.hpp"
#include "check/rules.hpp"
#include "text/time.hpp"

namespace tariff::check {
namespace {

constexpr std::chrono::days told_before{14};

std::string the_exclusion(const MappingProduct& own) {
  return "The exclusion of the product " + quoted(own.name) + " (" + inert(own.reason, 80) + ")";
}

/// What was left out comes back by itself, so it is told before and behind its last day.
void check_exclusion_ended(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.is_counted()) return;
  const auto told_until = std::chrono::sys_days(facts.observed().today) + told_before;
  for (const auto& own : mapping.mapping().products) {
    if (!own.until || told_until < std::chrono::sys_days(*own.until)) continue;
    const std::string day = write_day(*own.until);
    if (own.is_over) {
      findings.warning(mapping, {"", the_exclusion(own) + " ended on " + day + "; it is billed again.",
                                 "Delete the block, or give it a new end.", place_of(own, "until")});
    } else {
      findings.warning(mapping, {"", the_exclusion(own) + " ends after " + day + "; then it is billed again.",
                                 "Give it a new end if it is to go on.", place_of(own, "until")});
    }
  }
}

}  // namespace

const MappingRule exclusion_ended{"exclusion-ended", check_exclusion_ended};

}  // namespace tariff::check
