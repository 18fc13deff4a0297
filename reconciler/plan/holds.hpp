#pragma once

#include <optional>
#include <string>

#include "plan/build.hpp"
#include "plan/lines.hpp"

namespace tariff::plan {

/// Why a person must look at one of our lines first; `why` is empty where nobody must. Shape: `record` is
/// what the ledger does not know of it yet.
struct HeldLine {
  std::string why;
  std::optional<ChargeHeld> record;
};

/// A line is held where the ledger holds its key, where another line bills the same item, and where the
/// invoice run came while nobody could say which of two values stood there. Source: charge-protocol.md
/// sections 4 and 6.
HeldLine held_line(const Customer& customer, const OwnedLine& owned, const Inputs& inputs);

/// Why a line that nobody wants any more must not go yet: a copy of it, of our source, would go on billing
/// and no later run would look there. A line that somebody else made is theirs. Source: tests/year, seed 5.
std::string copy_beside(const Customer& customer, const OwnedLine& owned, const Inputs& inputs);

}  // namespace tariff::plan
