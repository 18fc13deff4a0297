#pragma once

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "domain/counting.hpp"
#include "domain/resolution.hpp"
#include "plan/build.hpp"

namespace tariff::plan {

/// Which mapping a line belongs to: to its account's only one, or, where the account holds a tenant of each
/// of several sources, to the one whose tenant it counts.
///
/// Cost: nothing for an account of one mapping; a count of each tenant of a shared one. Requires: what it was
/// made from outlives it.
class LineOwners {
 public:
  LineOwners(const Inputs& inputs, const Resolver& resolver, UsageCounter& counter);

  bool is_of(std::size_t mapping, const ChargeKey& key) const;
  /// Whether that mapping asks for the account's cross-reference, which is the account's only one.
  bool links(std::size_t mapping) const;
  /// The lines that the ledger binds for the mapping, ascending by key.
  std::vector<std::pair<ChargeKey, const ChargeState*>> bound_lines(std::size_t mapping) const;

 private:
  std::size_t owner_of(const std::vector<std::size_t>& mappings, const ChargeKey& key) const;
  bool is_counted_in(const ChargeState& charge, std::size_t mapping) const;
  void count_shared(const Resolver& resolver, UsageCounter& counter);
  void count_one(const ResolvedMapping& at, UsageCounter& counter);

  const Inputs& inputs_;
  std::map<AccountNumber, std::vector<std::pair<ChargeKey, const ChargeState*>>> bound_;
  std::map<AccountNumber, std::vector<std::size_t>> mappings_;  ///< those that are not dormant
  std::map<std::size_t, TenantUid> uids_;                       ///< of mappings of shared accounts
  std::map<std::size_t, std::set<ChargeKey>> used_;             ///< of mappings of shared accounts
};

}  // namespace tariff::plan
