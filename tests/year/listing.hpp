#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apply/run.hpp"
#include "plan/plan.hpp"

namespace tariff::year {

/// What a run said of a key, or of an account, that it left as it was. Shape: neither is empty.
struct Told {
  std::string kind;    ///< for the table: "waiting: config", "set aside: agreement-ended", …
  std::string reason;  ///< for the person who is to send the invoice
};

/// The lines that an action would write to.
std::vector<ChargeKey> keys_of(const plan::Action& action);

/// Everything that the last run left undone, as its plan and its report tell it.
class Listing {
 public:
  Listing() = default;
  /// `accounts` are those of the file's mappings, in its order.
  Listing(const plan::Plan& plan, const apply::Report& report, const std::vector<AccountNumber>& accounts);
  /// A later run could not begin: nothing is known to be right any more, and what was said before still
  /// holds.
  void doubt(Told everything) { everything_ = std::move(everything); }

  /// Why the amount of that key may be another one; nullptr where nothing was said. `is_under`: the invoice
  /// has less than it should have.
  const Told* on(const ChargeKey& key, AccountNumber account, bool is_under) const;

 private:
  void take_row(const plan::Row& row, const apply::RowOutcome* outcome);

  std::optional<Told> everything_;
  std::map<ChargeKey, Told> keys_;
  std::map<AgreementNumber, Told> scheduled_;  ///< they stay as they are until a day or an invoice
  std::map<AccountNumber, Told> accounts_;
  std::map<AccountNumber, Told> unpriced_;
};

}  // namespace tariff::year
