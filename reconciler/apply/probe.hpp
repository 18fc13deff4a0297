#pragma once

#include "domain/checkup.hpp"
#include "domain/desired.hpp"
#include "ledger/state.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/tigerpaw_writer.hpp"

namespace tariff::apply {

/// What tells that an agreement is nobody's. Shape: `ledger` is null where none has been made yet.
struct ProbeGuard {
  const Desired& desired;
  const LedgerState* ledger = nullptr;
};

/// Whether Tigerpaw takes a line of quantity 0: makes one on an agreement that was made for trying things
/// out, reads it back, and deletes it again. The line says how it went, and of what is not proven the line's
/// number and what to do by hand.
///
/// The line is as every create makes it, of the first active item of the file that has a price. Nothing is
/// sent where the file or the ledger knows the agreement, its account or that account's parent, where the
/// account is not cross-referenced to the External Product, or where a line with an item of the file stands
/// there already: an earlier probe may have left it. Cost: at most one create and one delete, each sent once,
/// and six reads. Source: charge-protocol.md sections 4 and 5.
CheckLine probe_quantity_zero(AgreementNumber number, const ProbeGuard& guard, TigerpawReader& reader,
                              TigerpawWriter& writer);

}  // namespace tariff::apply
