#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/desired.hpp"
#include "domain/observed.hpp"

namespace tariff {

/// The price levels that a name or an id means; a name wins over an id of the same digits.
std::vector<const PriceLevel*> levels_named(const std::string& name_or_id,
                                            const std::vector<PriceLevel>& levels);

/// The External Product of that name; nullptr where there is none.
const ExternalProduct* external_product_named(const std::string& name,
                                              const std::vector<ExternalProduct>& products);

/// The own terms of one product beside the price levels that they may mean, and their agreement. A null
/// pointer as in ResolvedMapping.
struct ResolvedTerms {
  const MappingProduct* own = nullptr;
  const Result<Agreement>* agreement = nullptr;
  std::vector<const PriceLevel*> level_candidates{};  ///< empty where they name none
};

/// What the lines of one product are billed at.
struct LineTerms {
  std::optional<AgreementNumber> agreement{};
  const PriceLevel* level = nullptr;  ///< nullptr as in ResolvedMapping
  std::optional<Money> price{};       ///< fixed, instead of the price book's at that level
};

/// One mapping beside the live things it names. A null pointer means: not named, not found, not asked for, or
/// ambiguous.
///
/// Requires: `desired` and `observed` outlive it.
struct ResolvedMapping {
  const Mapping* mapping = nullptr;
  std::size_t index = 0;
  const SourceReading* source = nullptr;  ///< nullptr, too, where `observed` names no sources
  bool source_is_read = true;             ///< its tenants are known: those of an unknown source are not
  std::vector<const Tenant*> tenant_candidates;
  const Tenant* tenant = nullptr;
  const Result<TenantUsage>* usage = nullptr;
  const Result<Account>* account = nullptr;
  const Result<std::vector<AgreementSummary>>* agreements = nullptr;
  const Result<Agreement>* agreement = nullptr;
  std::vector<const PriceLevel*> level_candidates;
  const PriceLevel* level = nullptr;
  std::vector<ResolvedTerms> own{};  ///< those that hold today

  LineTerms terms_of(std::string_view product) const;
  /// One of the agreements that the mapping bills on; nullptr where it is not, or was not read.
  const Agreement* agreement_numbered(AgreementNumber number) const;
};

/// Resolves the mappings of one file.
///
/// A mapping means, of its source, the tenant of its id where it has one, else of its name; where none has
/// that name, the one that the ledger knows as billed to its account, so that a renamed customer goes on
/// being counted. Cost: one pass over the tenants, then no search over all of them for a mapping. Requires:
/// `desired` and `observed` outlive it and do not change.
class Resolver {
 public:
  Resolver(const Desired& desired, const Observed& observed);

  ResolvedMapping resolve(std::size_t mapping_index) const;
  /// The tenants of the mapping's source that bear the name it writes, ascending by id.
  std::vector<const Tenant*> tenants_of_name(const Mapping& mapping) const;

 private:
  using Tenants = std::vector<const Tenant*>;
  const SourceReading* source_of(const Mapping& mapping) const;
  bool is_of_source(const Tenant& tenant, const Mapping& mapping) const;
  Tenants tenants_meant(const Mapping& mapping) const;
  Tenants tenants_bound(const Mapping& mapping) const;

  const Desired& desired_;
  const Observed& observed_;
  std::unordered_multimap<std::string_view, const Tenant*> by_name_;
  std::unordered_multimap<std::string_view, const Tenant*> by_id_;
  std::unordered_map<std::string_view, const Tenant*> by_uid_;
};

}  // namespace tariff
