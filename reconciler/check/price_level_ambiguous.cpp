#include "check/rules.hpp"

namespace tariff::check {
namespace {

void report(const MappingFacts& mapping, const std::string& wanted,
            const std::vector<const PriceLevel*>& found, const Place& place, Findings& findings) {
  std::string ids;
  for (const auto* level : found) ids += (ids.empty() ? "" : ", ") + level->id.text();
  findings.error(mapping, {"price_level",
                           std::to_string(found.size()) + " price levels are named " + quoted(wanted) +
                               ": ids " + ids + ".",
                           "Write the id of the one that is meant, in quotes.", place});
}

void check_price_level_ambiguous(const Facts&, const MappingFacts& mapping, Findings& findings) {
  if (!mapping.is_counted()) return;
  const Mapping& written = mapping.mapping();
  if (const auto& found = mapping.live.level_candidates; found.size() > 1)
    report(mapping, *written.price_level, found, place_of(written, "price_level"), findings);
  for (const auto& terms : mapping.live.own)
    if (terms.level_candidates.size() > 1)
      report(mapping, *terms.own->price_level, terms.level_candidates, place_of(*terms.own, "price_level"),
             findings);
}

}  // namespace

const MappingRule price_level_ambiguous{"price-level-ambiguous", check_price_level_ambiguous};

}  // namespace tariff::check
