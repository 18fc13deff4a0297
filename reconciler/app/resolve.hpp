#pragma once

#include <chrono>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/ids.hpp"
#include "ports/ledger.hpp"
#include "ports/tigerpaw_reader.hpp"

namespace tariff::app {

/// What a person has decided about a key that waits for one.
///
/// Shape: `address` as in a plan: charge/AGREEMENT/ITEM or link/ACCOUNT. `decision`: `seen`: what stands
/// there is right to go on from; `line:ID`: that line is ours; `absent`: nothing of it stands or is on its
/// way.
struct ResolveWish {
  std::string address;
  std::string decision;
  std::string reason;
  std::string by;
  RunId run;
};

struct ResolveSettings {
  Instant now;
  std::chrono::seconds quiet_period{0};
};

/// Records the decision after looking at Tigerpaw; writes nothing there. Gives a sentence that says what
/// holds now.
///
/// Fails: invalid: no such address or decision; refused: Tigerpaw does not show what was decided, or a create
/// may still arrive; locked: a run is alive; as the ports.
Result<std::string> resolve(const ResolveWish& wish, TigerpawReader& tigerpaw, Ledger& ledger,
                            const ResolveSettings& settings);

}  // namespace tariff::app
