#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/observed.hpp"
#include "ledger/state.hpp"
#include "plan/plan.hpp"

namespace tariff::plan {

/// What stands now, beside the plan that was made from it.
struct Present {
  const Observed& observed;
  const LedgerState& ledger;
};

/// How a reviewed plan meets what would be done now.
///
/// Shape: `stale` are reviewed rows that are other ones now, with a reason; `satisfied` are reviewed rows
/// that already stand as reviewed; `unreviewed` rows were not in the reviewed plan and are left for another
/// run; `moved` says of a row that it is applied as counted now, beside the reviewed figure.
struct ReviewedMatch {
  struct Note {
    std::string address;
    std::string tenant;
    std::string text;
    bool operator==(const Note&) const = default;
  };
  std::vector<Note> stale;
  std::vector<Note> moved;
  std::int64_t satisfied = 0;
  std::int64_t unreviewed = 0;
};

/// Makes of today's plan what of a reviewed one may be applied.
///
/// Row by row: the intent must be the same; a quantity may have moved within `usage_drift`, and is then
/// applied as counted now. Rows that nobody reviewed are left out of `current`; stale ones stay in it with
/// Hold::stale, those that nothing asks for any more are added so. A replace goes as a whole.
/// Source: interface.md section 6.
ReviewedMatch take_reviewed(Plan& current, const Plan& reviewed, const Present& present);

}  // namespace tariff::plan
