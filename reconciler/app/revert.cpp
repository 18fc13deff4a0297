#include "app/revert.hpp"

#include "plan/revert.hpp"

namespace tariff::app {
namespace {

Result<RunChanges> read_changes(StoredLedger* ledger, const RunId& run, Instant now) {
  if (ledger == nullptr)
    return Error{ErrorKind::refused, "There is no ledger, so nobody can say what that run changed.",
                 "Name it under [ledger] url in connections.toml."};
  RunChangesFold fold(run);
  const auto read = ledger->each_entry([&](const LedgerEntry& entry) { return fold.take(entry); });
  if (!read) return read.error();
  RunChanges changes = std::move(fold).finish(now);
  if (const auto may = plan::may_revert(changes); !may) return may.error();
  return changes;
}

/// Lines of customers who have left the file stand on agreements that nothing else asks for.
void read_agreements(TigerpawReader& tigerpaw, const RunChanges& changes, Observed& observed) {
  for (const auto& [key, change] : changes.lines)
    if (!observed.agreements.contains(key.agreement))
      observed.agreements.emplace(key.agreement, tigerpaw.agreement(key.agreement));
}

}  // namespace

Result<Planned> make_revert(const PlanPorts& ports, const PlanSettings& settings, const RunId& run) {
  const auto changes = read_changes(ports.ledger, run, settings.now);
  if (!changes) return changes.error();
  PlanSettings whole = settings;
  whole.guards.reset();
  whole.narrowing = {};
  auto planned = make_plan(ports, whole);
  if (!planned || !planned->plan) return planned;
  if (changes->head != planned->ledger->head)
    return Error{ErrorKind::conflict, "Another run has moved the ledger while it was read.", "Revert again."};
  if (!planned->plan->epoch.empty())
    return Error{ErrorKind::refused, "The ledger may not be the newest: " + planned->plan->epoch,
                 "Run apply once first; it looks at what stands."};
  read_agreements(ports.tigerpaw, *changes, *planned->observed);
  planned->plan =
      plan::revert({*changes, planned->ledger->state, *planned->desired, *planned->observed, *planned->plan});
  return planned;
}

}  // namespace tariff::app
