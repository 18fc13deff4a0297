#include "check/external_product.hpp"

#include <algorithm>

namespace tariff::check {

Severity severity_of_external_product(const Facts& facts) {
  const auto& mappings = facts.desired().mappings;
  const bool may_write = std::any_of(mappings.begin(), mappings.end(),
                                     [](const Mapping& mapping) { return mapping.billing == Billing::on; });
  return may_write ? Severity::error : Severity::warning;
}

const Place& place_of_external_product(const Facts& facts) {
  static const Place unknown;
  const auto& places = facts.desired().places;
  const auto found = places.find("billing.external_product");
  return found == places.end() ? unknown : found->second;
}

}  // namespace tariff::check
