#pragma once

#include "app/plan.hpp"
#include "snapshot/snapshot.hpp"

namespace tariff::app {

/// Reads all that a plan of the file reads, and keeps every answer.
///
/// Shape: problems instead of a snapshot where the file stops everything. Cost: as make_plan. Fails: as
/// make_plan.
struct Taken {
  std::optional<snapshot::Snapshot> snapshot;
  Diagnostics problems;
};
Result<Taken> take_snapshot(const PlanPorts& ports, const PlanSettings& settings);

/// What a plan on a snapshot still asks for; as in PlanPorts.
struct LocalPorts {
  ConfigFile& config_file;
  ConfigFile* base_file = nullptr;
  CommitLog* commits = nullptr;
};

/// The plan of the file on what was kept: no network, no secret, no clock.
///
/// Shape: of the settings the scope, the guards and the program are used. What the file asks for and the
/// snapshot does not hold is unread. The same file and the same snapshot make the same plan. Fails: as
/// make_plan; invalid: the snapshot is of another installation.
Result<Planned> plan_from(const snapshot::Kept& kept, const LocalPorts& ports, PlanSettings settings);

}  // namespace tariff::app
