#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "domain/desired.hpp"
#include "domain/observed.hpp"
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
};

/// The difference between what the file wants and what stands, as rows. Pure and total.
///
/// Cost: O(mappings x products + lines), no request, one UsageCounter for all tenants.
Plan build(const Inputs& inputs);

}  // namespace tariff::plan
