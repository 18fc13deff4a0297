#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/catalogue.hpp"

namespace tariff {

/// The read half of Tigerpaw. Safe to call from several threads at once.
///
/// Fails, each call: not_found: no such thing; unavailable: not read, asking again may help;
/// refused: rights, keys, or a reply of another shape. A list is complete or an error.
class TigerpawReader {
 public:
  virtual ~TigerpawReader() = default;

  virtual Result<std::vector<PriceLevel>> price_levels() = 0;
  virtual Result<std::vector<ExternalProduct>> external_products() = 0;
  virtual Result<std::vector<AccountSummary>> accounts() = 0;
  virtual Result<std::vector<ItemSummary>> items() = 0;
  virtual Result<Account> account(AccountNumber number) = 0;
  /// The active agreements of that account, and of that account only.
  virtual Result<std::vector<AgreementSummary>> agreements_of(AccountNumber number) = 0;
  virtual Result<Agreement> agreement(AgreementNumber number) = 0;
  virtual Result<std::vector<ChargeLine>> charges(AgreementNumber number) = 0;
  virtual Result<PriceBookItem> item(const ItemId& id) = 0;
  virtual Result<std::vector<CrossReference>> cross_references(AccountNumber number) = 0;

  virtual std::size_t parallel_max() const = 0;
};

}  // namespace tariff
