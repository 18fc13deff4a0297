#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "app/observe.hpp"
#include "base/diagnostic.hpp"
#include "plan/guards.hpp"
#include "plan/narrow.hpp"
#include "plan/plan.hpp"
#include "plan/reviewed.hpp"
#include "ports/commit_log.hpp"
#include "ports/config_file.hpp"
#include "ports/ledger.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/usage_source.hpp"

namespace tariff::app {

/// What a plan is made from; the write half of Tigerpaw is not among it. `ledger` is nullptr where there is
/// none.
struct PlanPorts {
  ConfigFile& config_file;
  UsageSource& kaspersky;
  TigerpawReader& tigerpaw;
  StoredLedger* ledger = nullptr;
  ConfigFile* base_file = nullptr;  ///< of a request: the file that it changes
  CommitLog* commits = nullptr;     ///< where rows are to say which commit caused them
};

/// Who writes where: what the connections say beside the ports.
struct PlanSettings {
  Instant now;
  std::string time_zone;
  std::chrono::seconds quiet_period{0};
  std::string program;
  bool observes_only = false;           ///< writer = "none": every mapping that bills is observed instead
  bool any_ledger_will_do = false;      ///< Tigerpaw on loopback: no identity is asked of the file
  std::optional<LedgerHead> witness{};  ///< where the last run left the ledger, as far as anybody kept it
  bool applies = false;                 ///< the plan is to be applied at once, so nobody else may be applying
  std::function<void(const ReadProgress&)> on_progress{};
  bool unmapped_usage = false;  ///< read what virtual servers without a mapping use, for the report
  plan::Narrowing narrowing{};  ///< which part of what the file asks for
  /// What may be applied, as far as that is known yet, and which guards are allowed. Nullopt: no guards, for
  /// who only looks, and for plans that are made of another one.
  std::optional<plan::GuardWish> guards{};
  const plan::Plan* reviewed = nullptr;  ///< apply: only what this plan says, as far as it still holds
};

/// Shape: without `plan` the file stops everything, and `problems` say why. `ledger`, `desired` and
/// `observed` are what the plan stands on.
struct Planned {
  std::optional<plan::Plan> plan;
  Diagnostics problems;
  std::optional<LedgerSnapshot> ledger;
  std::optional<Desired> desired{};
  std::optional<Observed> observed{};
  plan::ReviewedMatch review{};  ///< how the reviewed plan meets this one
};

/// Reads the file, then both services, checks, and computes the difference. Writes nothing.
///
/// Fails: as ConfigFile::read; refused: the ledger is another one than the file names, or another
/// installation's; locked: `applies`, and another run is alive; as observe().
Result<Planned> make_plan(const PlanPorts& ports, const PlanSettings& settings);

/// Reads and checks the file alone.
Result<Planned> validate(ConfigFile& config_file);

}  // namespace tariff::app
