#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "ports/ledger.hpp"

namespace tariff::test {

/// Opens one and the same ledger once more, as another process would; the first call finds it empty.
using OpenLedger = std::function<std::unique_ptr<Ledger>()>;

/// What every ledger promises. Requires: called once for each fresh ledger.
void starts_empty_and_folds_what_it_took(const OpenLedger& open);
void refuses_a_head_that_has_moved(const OpenLedger& open);
void takes_all_events_of_an_append_or_none(const OpenLedger& open);
void keeps_every_kind_of_event(const OpenLedger& open);
void gives_every_reader_the_same_head(const OpenLedger& open);
/// All of the above.
const std::vector<std::function<void(const OpenLedger&)>>& every_promise();
/// Several writers at once, each reading again after a conflict; `writers` times `appends` events arrive.
void loses_no_append(const OpenLedger& open, int writers, int appends);

/// One event of each kind, with names that are hard to write down.
std::vector<Event> one_of_each();

}  // namespace tariff::test
