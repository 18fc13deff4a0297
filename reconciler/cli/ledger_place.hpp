#pragma once

#include <memory>
#include <optional>

#include "base/result.hpp"
#include "cli/arguments.hpp"
#include "domain/connections.hpp"
#include "ports/ledger.hpp"

/// Which store `[ledger] url` means.
namespace tariff::cli {

/// The ledger that the connections name; nullptr where they name none, where none has been made there yet, or
/// where `writer = "none"`. With Tigerpaw on loopback one in a file is made. Fails: as the store's open
/// function.
Result<std::unique_ptr<StoredLedger>> connect_ledger(const Common& common, const Connections& connections);

/// The same; one that is not there is an error here. Fails: refused: there is none.
Result<std::unique_ptr<StoredLedger>> existing_ledger(const Common& common, const Connections& connections);

/// What the ledger holds that the connections name; nullopt where none has been made there yet. Makes none,
/// whatever the writer. Requires: they name one. Fails: as the store's open function and its read().
Result<std::optional<LedgerSnapshot>> look_at_ledger(const Common& common, const Connections& connections);

/// Makes the ledger that the connections name. Fails: conflict: there is one; invalid: none is named.
Result<LedgerId> make_ledger(const Common& common, const Connections& connections);

}  // namespace tariff::cli
