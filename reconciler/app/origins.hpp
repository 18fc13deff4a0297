#pragma once

#include <string_view>

#include "domain/commit.hpp"
#include "domain/desired.hpp"
#include "ledger/state.hpp"
#include "plan/plan.hpp"

namespace tariff::app {

/// Says of each row of a plan which commit caused it, and on which line.
///
/// A row follows from its mapping; where the file asks for something else, or takes a line over, also from
/// the products of its counts, the defaults that its mapping uses and the blocks that name its account. The
/// newest commit of all these lines counts. What the last run has already told the ledger is taken from
/// there, and blame goes back no further; what is new goes into the bookkeeping. A line that was deleted has
/// no commit. Where the history cannot be read no row has one, and the problem `origin-unknown` warns.
/// Requires: `text` is what `plan.config.commit` holds, and `lines` are CommitLog::origins() of that commit
/// since the ledger's `origins_commit`.
void name_origins(plan::Plan& plan, std::string_view text, const Desired& desired, const LedgerState& ledger,
                  const Result<LineOrigins>& lines);

}  // namespace tariff::app
