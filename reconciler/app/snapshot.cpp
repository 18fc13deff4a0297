#include "app/snapshot.hpp"

#include "app/snapshot_ports.hpp"
#include "base/inert.hpp"

namespace tariff::app {

Result<Taken> take_snapshot(const PlanPorts& ports, const PlanSettings& settings) {
  Observed of_kaspersky;
  Observed kept;
  RecordingSource kaspersky(ports.kaspersky, of_kaspersky);
  RecordingTigerpaw tigerpaw(ports.tigerpaw, kept);
  PlanSettings wanted = settings;
  wanted.guards.reset();
  wanted.narrowing = {};
  auto planned = make_plan({ports.config_file, kaspersky, tigerpaw, ports.ledger}, wanted);
  if (!planned) return planned.error();
  if (!planned->plan) return Taken{std::nullopt, std::move(planned->problems)};
  kept.sources = std::move(of_kaspersky.sources);
  kept.tenants = std::move(of_kaspersky.tenants);
  kept.usage = std::move(of_kaspersky.usage);
  return Taken{snapshot::Snapshot{settings.program,
                                  planned->plan->installation,
                                  settings.now,
                                  {settings.time_zone, settings.quiet_period, settings.observes_only,
                                   settings.any_ledger_will_do, settings.unmapped_usage},
                                  std::move(planned->ledger),
                                  std::move(kept)},
               std::move(planned->plan->problems)};
}

Result<Planned> plan_from(const snapshot::Kept& kept, const LocalPorts& ports, PlanSettings settings) {
  const snapshot::Snapshot& held = kept.snapshot;
  settings.now = held.taken;
  settings.time_zone = held.settings.time_zone;
  settings.quiet_period = held.settings.quiet_period;
  settings.observes_only = held.settings.observes_only;
  settings.any_ledger_will_do = held.settings.any_ledger_will_do;
  settings.unmapped_usage = held.settings.unmapped_usage;
  settings.witness.reset();
  settings.applies = false;
  KeptSource kaspersky(held.observed);
  KeptTigerpaw tigerpaw(held.observed);
  std::optional<KeptLedger> ledger;
  if (held.ledger) ledger.emplace(*held.ledger);
  auto planned = make_plan(
      {ports.config_file, kaspersky, tigerpaw, ledger ? &*ledger : nullptr, ports.base_file, ports.commits},
      settings);
  if (!planned || !planned->plan) return planned;
  if (planned->plan->installation != held.installation)
    return Error{ErrorKind::invalid,
                 "The snapshot is of the installation " + inert(held.installation.text(), 60) +
                     ", the file is of " + planned->plan->installation.text() + ".",
                 "Take a snapshot with this file."};
  planned->plan->snapshot = plan::FromSnapshot{held.taken, kept.digest};
  return planned;
}

}  // namespace tariff::app
