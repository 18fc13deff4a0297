#pragma once

#include <chrono>
#include <optional>

#include "base/instant.hpp"
#include "domain/desired.hpp"
#include "domain/observed.hpp"
#include "ledger/state.hpp"
#include "plan/plan.hpp"
#include "plan/summary.hpp"
#include "report/ready.hpp"

namespace tariff::app {

/// What a plan was made from, and the plan. `ledger` is nullptr where ownership is unknown, or none is kept.
struct ReadySources {
  const plan::Plan& plan;
  const Desired& desired;
  const Observed& observed;
  const LedgerState* ledger = nullptr;
};

/// The day to invoice on, in Tigerpaw's time zone, and how old a count may be.
struct ReadyWish {
  Day on{};
  std::chrono::seconds age_max{0};
};

/// Whether each agreement that bills on that day may be invoiced as its lines stand now. Pure.
///
/// An agreement bills then where that is its billing day, or, for a day up to today, where an earlier billing
/// day's invoice is still awaited. A complete count agrees with a line now where the plan has no row for it;
/// else the last time was when the ledger last confirmed it. A count that moved behind the begin of a freeze
/// does not stop the invoice where the line held a good one, and a run of `apply` began within `age_max`; nor
/// does what the file itself puts off.
report::Readiness readiness_of(const ReadySources& sources, const ReadyWish& wish);

/// 0 where all that bill then are ready; else the gravest of 8 (unproven), 9 (unread) and 4.
plan::Exit exit_of(const report::Readiness& readiness);

}  // namespace tariff::app
