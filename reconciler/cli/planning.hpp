#pragma once

#include <memory>
#include <optional>

#include "app/plan.hpp"
#include "app/snapshot.hpp"
#include "cli/arguments.hpp"
#include "cli/terminal.hpp"
#include "cli/wiring.hpp"
#include "ports/ledger.hpp"

namespace tariff::cli {

/// A plan with everything that it was made from still open, so that apply can go on from it.
struct PlanningDone {
  Connections connections;
  ReadPorts ports;
  std::unique_ptr<StoredLedger> ledger;
  plan::Plan plan;
  std::optional<LedgerSnapshot> snapshot;
  std::optional<Desired> desired{};    ///< what the plan was made from; always there
  std::optional<Observed> observed{};  ///< as `desired`
  plan::ReviewedMatch review{};
};

/// What is read, and for what: `choice` of the text, `needed` of the secrets.
struct PlanningWish {
  TextChoice choice = TextChoice::work_tree;
  config::Secrets needed = config::Secrets::reads;
  std::string witness{};  ///< a file name; empty for none
  bool applies = false;   ///< nobody else may be applying
  bool unmapped_usage = false;
  std::optional<RunId> reverts{};  ///< take this run back, instead of what the file wants
  ScopeWords scope{};
  plan::Consent consent = plan::every_consent;  ///< what may be applied, as far as that is known
  const plan::Plan* reviewed = nullptr;
  bool is_guarded = false;  ///< plan and apply alone; who only looks is stopped by nothing
};

/// Loads, connects and plans. Without a result everything has been printed and `failure` is how the process
/// ends.
struct Planning {
  std::optional<PlanningDone> done;
  plan::Exit failure = plan::Exit::ok;
};
Planning make_plan(const Common& common, const PlanningWish& wish, Terminal& terminal);

/// Loads, connects, and keeps what a plan would read. Without a result as Planning.
struct Snapping {
  std::optional<snapshot::Snapshot> taken;
  plan::Exit failure = plan::Exit::ok;
};
Snapping take_snapshot(const Common& common, const PlanningWish& wish, Terminal& terminal);

/// Plans on the snapshot in that file, without connections. Without a result as Planning; with one it has a
/// plan.
struct PlanningOnSnapshot {
  std::optional<app::Planned> done;
  plan::Exit failure = plan::Exit::ok;
};
PlanningOnSnapshot make_plan_on(const std::string& path, const Common& common, const PlanningWish& wish,
                                Terminal& terminal);

}  // namespace tariff::cli
