#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "plan/plan.hpp"

namespace tariff::plan {

/// The figures of a plan. Shape: `delta` by billing period as Tigerpaw words it, of rows that are not held.
struct Summary {
  std::int64_t creates = 0;
  std::int64_t updates = 0;
  std::int64_t replaces = 0;
  std::int64_t retires = 0;
  std::int64_t adopts = 0;
  std::int64_t links = 0;
  std::int64_t releases = 0;
  std::int64_t observed_rows = 0;
  std::int64_t held = 0;       ///< for a person, a suspect count, an awaited invoice run, a guard
  std::int64_t scheduled = 0;  ///< for a moment that the file names
  std::int64_t unknown = 0;
  std::map<std::string, Money> delta;

  std::int64_t changes() const { return creates + updates + replaces + retires + adopts + links + releases; }
};

Summary summary_of(const Plan& plan);

/// What an action of a row moves in money, by billing period; of a part of the row, what that part moves.
std::map<std::string, Money> delta_of(const Action& action, const std::string& row_period);

/// True where there is no row to apply and none waits.
bool is_empty(const Plan& plan);

/// True where a run has something for the ledger, whether or not a line changes.
bool has_entries(const Plan& plan);

/// Exit codes. Source: interface.md section 3.
enum class Exit {
  ok = 0,
  error = 1,
  changes = 2,
  invalid = 3,
  refused = 4,
  stale = 5,
  locked = 6,
  partial = 7,
  unknown = 8,
  unread = 9,
  usage = 64,
  bug = 70,
  interrupted = 130,
  terminated = 143,
};
std::string_view exit_class(Exit code);
/// The graver of two. Source: interface.md section 3, last paragraph.
Exit graver(Exit left, Exit right);
Exit exit_for(ErrorKind kind);

/// What `tariff plan` ends with. `detailed` is --detailed-exitcode.
Exit exit_of(const Plan& plan, bool detailed);

}  // namespace tariff::plan
