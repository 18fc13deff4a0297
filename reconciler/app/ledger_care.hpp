#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/desired.hpp"
#include "ports/ledger.hpp"
#include "ports/tigerpaw_reader.hpp"

namespace tariff::app {

/// Reads the whole log, and compares its fold with what `read()` gives. Fails: refused: damaged, or a
/// checkpoint that says something else than the log; as the ledger.
Result<LedgerSnapshot> verify_ledger(StoredLedger& ledger);

/// Every entry as one line of JSON: {"sequence":…,"hash":…,"event":{…}}.
Status export_ledger(StoredLedger& ledger, const std::function<void(const std::string&)>& line);

/// Whether this log holds the head that an earlier run has printed; "" where it does, else why it may be an
/// older one. Source: charge-protocol.md section 2, "lost or rolled back".
Result<std::string> compare_with_witness(StoredLedger& ledger, const LedgerHead& witness);

/// What a rebuild has found.
struct Rebuilt {
  std::vector<ChargeKey> bound;
  std::vector<std::string> left_out;  ///< sentences
};

/// Binds again what stands: on each agreement that a billing mapping names, the one line of each priced item
/// that our External Product's API user has made. Begins an epoch; writes nothing to Tigerpaw.
///
/// Cost: one request an agreement. Fails: refused: the ledger binds lines already; as the ports.
Result<Rebuilt> rebuild_ledger(const Desired& desired, TigerpawReader& tigerpaw, Ledger& ledger, Instant now,
                               const RunId& run);

}  // namespace tariff::app
