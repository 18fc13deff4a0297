#pragma once

#include <optional>

#include "plan/plan.hpp"

namespace tariff::plan {

/// Which causes the person or pipeline that applies has agreed to. Source: interface.md section 5.
struct Consent {
  bool usage = false;
  bool config = false;
  bool catalogue = false;
  bool adoption = false;
  bool hand = false;  ///< the file's policy, not a word of the command line
  bool any() const { return usage || config || catalogue || adoption; }
};

/// A plan that nobody has answered yet shows all that could be consented to.
inline constexpr Consent every_consent{true, true, true, true, false};

/// What was consented to, with what the plan's file says of hand edits: that ours is written over them again
/// needs the consent to usage and no word of its own.
Consent with_policy(const Plan& plan, Consent consent);

/// What of a row may be applied.
///
/// Shape: without `action` the whole row waits. `part_waits` is true where fields of an update keep their
/// live value because their cause was not consented to. `why` says in words what is missing, empty where
/// nothing is.
struct Consented {
  std::optional<Action> action;
  bool part_waits = false;
  std::string why;
};
Consented consented(const Row& row, const Consent& consent);

/// True for a row that somebody could apply, now or later; observed rows are none.
bool is_change(const Row& row);

}  // namespace tariff::plan
