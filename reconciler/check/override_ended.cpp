#include "base/inert.hpp"
#include "check/rules.hpp"
#include "text/time.hpp"

namespace tariff::check {
namespace {

void check_override_ended(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.is_counted()) return;
  for (const auto& word : facts.desired().overrides) {
    if (word.account != mapping.mapping().account || word.until >= facts.observed().today) continue;
    findings.error(mapping,
                   {"account",
                    "The [[override]] of item " + quoted(word.item.text()) + " in line " +
                        std::to_string(word.place.line) + " ended on " + write_day(word.until) + " (" +
                        inert(word.reason, 80) + ").",
                    "Delete it, so that the count and the price book hold again, or give it a new end."});
  }
}

}  // namespace

const MappingRule override_ended{"override-ended", check_override_ended};

}  // namespace tariff::check
