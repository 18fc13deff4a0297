#pragma once

#include <cstddef>
#include <vector>

#include "domain/desired.hpp"
#include "domain/observed.hpp"

namespace tariff {

/// The virtual servers that a mapping can mean: by its id where it has one, else by its name.
/// Shape: ascending by id; empty where none is meant, more than one where the name is ambiguous.
std::vector<const VirtualServer*> tenants_named(const Mapping& mapping,
                                                const std::vector<VirtualServer>& tenants);

/// The price levels that a name or an id means; a name wins over an id of the same digits.
std::vector<const PriceLevel*> levels_named(const std::string& name_or_id,
                                            const std::vector<PriceLevel>& levels);

/// The External Product of that name; nullptr where there is none.
const ExternalProduct* external_product_named(const std::string& name,
                                              const std::vector<ExternalProduct>& products);

/// One mapping beside the live things it names. A null pointer means: not named, not found, not asked for, or
/// ambiguous.
///
/// Requires: `desired` and `observed` outlive it.
struct ResolvedMapping {
  const Mapping* mapping = nullptr;
  std::size_t index = 0;
  std::vector<const VirtualServer*> tenant_candidates;
  const VirtualServer* tenant = nullptr;
  const Result<TenantUsage>* usage = nullptr;
  const Result<Account>* account = nullptr;
  const Result<std::vector<AgreementSummary>>* agreements = nullptr;
  const Result<Agreement>* agreement = nullptr;
  std::vector<const PriceLevel*> level_candidates;
  const PriceLevel* level = nullptr;
};

ResolvedMapping resolve(const Desired& desired, std::size_t mapping_index, const Observed& observed);

}  // namespace tariff
