#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "plan/plan.hpp"

namespace tariff::plan {

/// Which part of a plan somebody wants. Shape: `targets` and `excludes` are account numbers, names of virtual
/// servers, or addresses of rows; empty `targets` and `only` mean everything.
struct Narrowing {
  std::vector<std::string> targets;
  std::vector<std::string> excludes;
  std::vector<Cause> only;
  std::optional<std::int64_t> rows_max;  ///< those that move the most money; links do not count
  bool is_asked() const { return !targets.empty() || !excludes.empty() || !only.empty() || rows_max; }
  /// As on the command line, for the plan to say.
  std::string words() const;
};

/// Leaves rows out of a plan. What the ledger would be told of their accounts is left out too: nobody has
/// agreed to all of it. The link of an account stays as long as another row of it does.
///
/// Shape: gives the number of rows left out.
std::int64_t leave_out(Plan& plan, const std::function<bool(const Row&)>& goes);

/// Leaves out what nobody asked for; the plan says so in `narrowed`.
void narrow(Plan& plan, const Narrowing& narrowing);

/// Of the plan of a request, keeps the rows whose intent the plan of its base does not have, and says in
/// `background` what follows anyway. Source: issue "plans that people can review", part 3.
void keep_caused(Plan& plan, const Plan& base);

}  // namespace tariff::plan
