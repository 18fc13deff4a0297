#pragma once

#include "base/diagnostic.hpp"
#include "domain/desired.hpp"
#include "ledger/state.hpp"

namespace tariff::app {

/// True where a problem of the whole file is among them.
bool stops_everything(const Diagnostics& problems);

/// With writer = "none" every mapping that bills is observed instead.
void observe_instead(Desired& desired);

/// The file as it holds on that day, and what the ledger knows of those who left it.
///
/// Shape: the mappings of the file keep their places. One that has ended bills nothing, so that its lines are
/// retired; one that has not begun, or that another mapping of its account has followed, is dormant. Own
/// terms whose last day has passed are over. Each
/// [[removed]] is one mapping more behind them, of the account that the ledger bound that tenant to. Adds to
/// `problems`: removed-unknown (warning): the ledger binds no such tenant; removed-ambiguous: it binds
/// several. Without a ledger nobody who left is known.
Desired effective(Desired desired, const LedgerState* ledger, Day today, Diagnostics& problems);

}  // namespace tariff::app
