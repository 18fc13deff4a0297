#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/ready.hpp"

namespace tariff::app {

/// What is known of one account, found without a search over all.
struct AccountFacts {
  std::string name;
  std::string tenant;
  std::vector<const Mapping*> mappings;  ///< without those that are dormant
  std::vector<const plan::Row*> rows;
  std::vector<const plan::SetAside*> set_aside;
  std::vector<const Diagnostic*> errors;  ///< of its mappings
};

/// The sources by account and agreement. Cost: one pass over each. Requires: the sources outlive it and do
/// not change.
class ReadyIndex {
 public:
  explicit ReadyIndex(const ReadySources& sources);

  /// Empty facts where nothing is known of that account.
  const AccountFacts& of(AccountNumber account) const;
  /// What the ledger knows of an agreement's charges, ascending by item.
  std::vector<std::pair<const ChargeKey*, const ChargeState*>> charges_of(AgreementNumber agreement) const;
  /// nullptr where the ledger does not know it.
  const ChargeState* charge_at(const ChargeKey& key) const;
  /// nullptr where it was not read.
  const Agreement* agreement(AgreementNumber number) const;

 private:
  void add_mappings();
  void add_names();

  const ReadySources& sources_;
  std::map<AccountNumber, AccountFacts> accounts_;
  AccountFacts nothing_;
};

}  // namespace tariff::app
