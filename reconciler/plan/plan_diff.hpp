#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"

namespace tariff::plan {

/// How a row of one plan differs from the same row of another.
enum class DifferenceKind {
  appeared,
  gone,
  intent,    ///< whom it bills for what, at which level and price, by which action or cause
  quantity,  ///< only what was counted
  hold,      ///< it waits now, or waits no longer
};
std::string_view difference_kind_name(DifferenceKind kind);

/// Shape: `before` and `after` are what the row shows in either plan: "12 x 3.50", "" where it is not there.
/// The amounts are what the row moves per `period`.
struct RowDifference {
  DifferenceKind kind = DifferenceKind::appeared;
  std::string address;
  std::string tenant;
  AccountNumber account;
  std::string before;
  std::string after;
  Money amount_before;
  Money amount_after;
  std::string period;
  bool operator==(const RowDifference&) const = default;
};

/// What moved between two plans. Shape: `rows` by address; `is_same_intent` where a review of the old one
/// holds for the new one; the deltas are of each plan, by billing period.
struct PlanDifference {
  std::vector<RowDifference> rows;
  bool is_same_intent = false;
  std::map<std::string, Money> delta_before;
  std::map<std::string, Money> delta_after;
};
PlanDifference difference_of(const Plan& before, const Plan& after);

}  // namespace tariff::plan
