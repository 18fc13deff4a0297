#include <algorithm>
#include <map>

#include "check/rules.hpp"

namespace tariff::check {
namespace {

/// One licence name and the mappings that use it.
struct Use {
  const AmbiguousLicence* licence = nullptr;
  std::vector<std::size_t> mappings;
};

bool is_used(const MappingFacts& mapping, std::string_view licence_name) {
  for (const auto& licence : mapping.usage->licences)
    if (licence.product_name == licence_name && licence.used() > 0) return true;
  return false;
}

/// Two keys of one name are one use.
void take(Use& use, const AmbiguousLicence& licence, std::size_t mapping) {
  use.licence = &licence;
  if (use.mappings.empty() || use.mappings.back() != mapping) use.mappings.push_back(mapping);
}

const Place& place_of_match(const Facts& facts, const std::string& product) {
  const auto& products = facts.desired().products;
  const auto found = std::find_if(products.begin(), products.end(),
                                  [&](const Product& known) { return known.name == product; });
  return place_of(found == products.end() ? products.front() : *found, "match");
}

void report(const Facts& facts, const Use& use, Findings& findings) {
  const auto count = static_cast<std::int64_t>(use.mappings.size());
  findings.product(place_of_match(facts, use.licence->second_product), use.mappings,
                   {"",
                    "The licence " + quoted(use.licence->licence_name) + " matches two products, " +
                        quoted(use.licence->first_product) + " and " + quoted(use.licence->second_product) +
                        "; " + counted(count, "mapping") + (count == 1 ? " uses it." : " use it."),
                    "Narrow the globs so that only one of them matches."});
}

void check_licence_ambiguous(const Facts& facts, Findings& findings) {
  std::map<std::string_view, Use> uses;
  for (const auto& mapping : facts.mappings())
    for (const auto& licence : mapping.ambiguous)
      if (is_used(mapping, licence.licence_name))
        take(uses[licence.licence_name], licence, mapping.live.index);
  for (const auto& [name, use] : uses) report(facts, use, findings);
}

}  // namespace

const FileRule licence_ambiguous{"licence-ambiguous", check_licence_ambiguous};

}  // namespace tariff::check
