#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "domain/desired.hpp"
#include "domain/observed.hpp"
#include "domain/resolution.hpp"
#include "ledger/state.hpp"
#include "plan/plan.hpp"

namespace tariff::plan {

/// What `build` stands on. `ledger` is nullptr where ownership is unknown: then only observed mappings have
/// rows.
///
/// Shape: `set_aside`, `unread` and `product_set_aside` have one entry per mapping, as check::Review has
/// them.
struct Inputs {
  const Desired& desired;
  const Observed& observed;
  const LedgerState* ledger = nullptr;
  std::chrono::seconds quiet_period{0};
  std::vector<bool> set_aside;
  std::vector<bool> unread;
  std::vector<bool> product_set_aside;
  Diagnostics problems;
  std::string discontinuity{};  ///< as LedgerSnapshot has it
};

/// Why a new epoch of the ledger begins with this plan; empty where none does: the log may not be the newest,
/// or it has never seen a run and Tigerpaw already holds lines of our source. Source: charge-protocol.md
/// section 2.
std::string new_epoch(const Inputs& inputs, const Resolver& resolver);

/// The difference between what the file wants and what stands, as rows. Pure and total.
///
/// Cost: O(mappings x products + lines), no request, one UsageCounter for all tenants.
Plan build(const Inputs& inputs);

}  // namespace tariff::plan
