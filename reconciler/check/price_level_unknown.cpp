#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_price_level_unknown(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const auto& wanted = mapping.mapping().price_level;
  if (!wanted || !mapping.is_counted() || !mapping.live.level_candidates.empty()) return;
  std::vector<std::string> names;
  for (const auto& level : facts.observed().levels) names.push_back(level.name);
  findings.error(
      mapping, {"price_level", "Tigerpaw has no price level " + quoted(*wanted) + ".",
                both(did_you_mean(*wanted, std::move(names)), "`tariff list price-levels` shows them all.")});
}

}  // namespace

const MappingRule price_level_unknown{"price-level-unknown", check_price_level_unknown};

}  // namespace tariff::check
