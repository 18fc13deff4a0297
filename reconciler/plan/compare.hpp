#pragma once

#include <optional>

#include "plan/build.hpp"
#include "plan/lines.hpp"
#include "plan/rows.hpp"

namespace tariff::plan {

/// What becomes of one key: a row, an entry for the ledger, or (all empty) nothing.
struct Decision {
  std::optional<Row> row;
  std::optional<ChargeConfirmed> confirmed{};
  std::optional<ChargeHeld> held{};  ///< what the ledger is told before anything else
  std::optional<CountSuspected> suspected{};
  std::optional<InvoiceAwaited> awaited{};
};

/// Decides a line of ours that the file wants: the three-way compare of last confirmed, wanted and live.
/// Source: charge-protocol.md section 4, "set".
Decision decide_owned(const Customer& customer, const WantedLine& wanted, const OwnedLine& owned,
                      const Inputs& inputs);

/// Decides a line that the ledger does not bind: create, adopt, or wait.
/// `state` is what the ledger says of the key; nullptr where it says nothing. Source: charge-protocol.md
/// section 1.
Decision decide_unowned(const Customer& customer, const WantedLine& wanted, const ChargeState* state,
                        const Inputs& inputs);

/// True where a field of the line has a value that this program neither proved nor sent.
bool is_edited(const ChargeState& state, const LineValue& live);

/// Decides a line of ours that the file no longer wants.
Decision decide_unwanted(const Customer& customer, const OwnedLine& owned, const Inputs& inputs);

/// Compares a line that is only observed; nothing where both agree.
std::optional<Row> observe_line(const Customer& customer, const WantedLine& wanted);

}  // namespace tariff::plan
