#pragma once

#include "base/result.hpp"
#include "domain/desired.hpp"
#include "ledger/state.hpp"

namespace tariff::app {

/// Whether this is the ledger of the file's installation. `any_ledger_will_do` where the file need not name
/// it. Fails: refused: it is another one, another installation's, or the file names none and bills.
Status check_identity(const Desired& desired, const LedgerSnapshot& ledger, bool any_ledger_will_do);

}  // namespace tariff::app
