#include "check/rules.hpp"

namespace tariff::check {
namespace {

void report(const Facts& facts, const MappingFacts& mapping, const std::string& wanted, const Place& place,
            Findings& findings) {
  std::vector<std::string> names;
  for (const auto& level : facts.observed().levels) names.push_back(level.name);
  findings.error(
      mapping,
      {"price_level", "Tigerpaw has no price level " + quoted(wanted) + ".",
       both(did_you_mean(wanted, std::move(names)), "`tariff list price-levels` shows them all."), place});
}

void check_price_level_unknown(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.is_counted()) return;
  const auto& wanted = mapping.mapping().price_level;
  if (wanted && mapping.live.level_candidates.empty())
    report(facts, mapping, *wanted, place_of(mapping.mapping(), "price_level"), findings);
  for (const auto& terms : mapping.live.own)
    if (terms.own->price_level && terms.level_candidates.empty())
      report(facts, mapping, *terms.own->price_level, place_of(*terms.own, "price_level"), findings);
}

}  // namespace

const MappingRule price_level_unknown{"price-level-unknown", check_price_level_unknown};

}  // namespace tariff::check
