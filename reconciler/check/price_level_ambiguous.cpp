#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_price_level_ambiguous(const Facts&, const MappingFacts& mapping, Findings& findings) {
  const auto& found = mapping.live.level_candidates;
  if (found.size() < 2 || !mapping.is_counted()) return;
  std::string ids;
  for (const auto* level : found) ids += (ids.empty() ? "" : ", ") + level->id.text();
  findings.error(mapping, {"price_level",
                           std::to_string(found.size()) + " price levels are named " +
                               quoted(*mapping.mapping().price_level) + ": ids " + ids + ".",
                           "Write the id of the one that is meant, in quotes."});
}

}  // namespace

const MappingRule price_level_ambiguous{"price-level-ambiguous", check_price_level_ambiguous};

}  // namespace tariff::check
