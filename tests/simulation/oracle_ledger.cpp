#include <algorithm>

#include "domain/charge_lines.hpp"
#include "simulation/bounds.hpp"
#include "simulation/oracle.hpp"

namespace tariff::simulation {

void Oracle::appended(const std::vector<Event>& events) {
  for (const auto& event : events) {
    if (const auto* bound = std::get_if<ChargeBound>(&event.body)) {
      expect_alone(event, *bound);
      ours_.insert(bound->detail);
    } else if (const auto* intended = std::get_if<ChargeIntended>(&event.body)) {
      intended_.emplace(intended->key, event.at);
    } else if (const auto* confirmed = std::get_if<ChargeConfirmed>(&event.body)) {
      intended_.erase(confirmed->key);
      expect_no_invoice(event, confirmed->key, events);
      const auto run = runs_.find(event.run);
      const auto known = ledger_.charges.find(confirmed->key);
      if (run != runs_.end() && known != ledger_.charges.end() && known->second.detail)
        take_plan(*run->second.facts, known->second.account, confirmed->key,
                  {*known->second.detail, confirmed->value.quantity});
    } else if (const auto* released = std::get_if<ChargeReleased>(&event.body)) {
      const auto found = ledger_.charges.find(released->key);
      if (found == ledger_.charges.end() || !found->second.detail) continue;
      ours_.erase(*found->second.detail);
      deleted_.erase(released->key);
      touched(found->second.account, Touch::released);
    } else if (const auto* held = std::get_if<ChargeHeld>(&event.body)) {
      expect_reason(event, *held);
    }
  }
}

/// A run may hold a key only where the invoice run came between, or two lines bill it.
void Oracle::expect_reason(const Event& event, const ChargeHeld& held) {
  const Agreement& agreement = tigerpaw_.agreement(held.key.agreement);
  touched(agreement.summary.account, Touch::held);
  const auto invoice = last_invoiced_.find(held.key.agreement);
  // An earlier run's set may have met the invoice run, too, at any time since it was intended.
  const auto intended = intended_.find(held.key);
  const Instant began = runs_[event.run].at;
  const Instant since =
      intended == intended_.end() ? began : std::min(began, intended->second - clock_error_max - lag_max);
  const bool was_invoiced = invoice != last_invoiced_.end() && invoice->second >= since - lag_max;
  const auto lines = lines_with(agreement, held.key.item);
  const auto billing =
      std::count_if(lines.begin(), lines.end(), [](const ChargeLine* line) { return line->quantity != 0; });
  // A ledger that went back does not know what was confirmed before the invoice run.
  const AccountNumber account = agreement.summary.account;
  const bool is_excused =
      is_touched(account, Touch::lines) || is_touched(account, Touch::overdue) || has_forgotten_;
  if (!was_invoiced && billing < 2 && !is_excused)
    fail(event.run.text() + " holds " + address_of(held.key) + " without a reason: " + held.reason);
}

void Oracle::take_plan(const RunFacts& run, AccountNumber account, const ChargeKey& key,
                       const Stands& stands) {
  const auto counted = run.counted.find(key);
  const auto plan = run.plans.find(account);
  if (counted == run.counted.end() || plan == run.plans.end()) return;
  if (counted->second.quantity == stands.quantity) plan_of_[stands.line] = plan->second;
}

/// A line is only adopted where no other could be meant.
void Oracle::expect_alone(const Event& event, const ChargeBound& bound) {
  const auto run = runs_.find(event.run);
  if (run == runs_.end() || !bound.adopted) return;
  const auto seen = run->second.facts->seen.find(bound.key.agreement);
  if (seen != run->second.facts->seen.end() && lines_with(seen->second, bound.key.item).size() > 1)
    fail(event.run.text() + " adopts line " + bound.detail.text() + " and has seen another with its item.");
}

/// Which of two values was invoiced nobody can say where the invoice run came between.
void Oracle::expect_no_invoice(const Event& event, const ChargeKey& key, const std::vector<Event>& with) {
  const auto run = runs_.find(event.run);
  if (run == runs_.end() || !run->second.facts->invoiced_meanwhile.contains(key)) return;
  const bool is_held = std::any_of(with.begin(), with.end(), [&](const Event& other) {
    const auto* held = std::get_if<ChargeHeld>(&other.body);
    return held != nullptr && held->key == key;
  });
  if (!is_held)
    fail(event.run.text() + " confirms " + address_of(key) + ", and has seen an invoice between.");
}

void Oracle::began(std::shared_ptr<const RunFacts> run) {
  const RunId id = run->id;
  runs_[id] = {timeline_.now(), std::move(run)};
}

void Oracle::invoiced(const Agreement& agreement) {
  const AccountNumber account = agreement.summary.account;
  last_invoiced_[agreement.summary.number] = timeline_.now();
  for (const Touch touch : {Touch::overdue, Touch::place, Touch::forgotten})
    if (is_touched(account, touch)) return;
  for (const auto& line : agreement.lines) {
    if (!ours_.contains(line.id) || edited_.contains(line.id) || line.quantity == 0) continue;
    const auto known = ledger_.charges.find({agreement.summary.number, line.item});
    const bool is_bound = known != ledger_.charges.end() && known->second.detail == line.id;
    const auto holds = [&](const LineValue& value) { return value.quantity == line.quantity; };
    const bool is_known =
        is_bound && ((known->second.confirmed && holds(*known->second.confirmed)) ||
                     std::any_of(known->second.unproven.begin(), known->second.unproven.end(), holds));
    if (!is_known)
      fail("Line " + line.id.text() + " of agreement " + agreement.summary.number.text() +
           " was invoiced at " + std::to_string(line.quantity) + ", which the ledger does not know.");
  }
}

}  // namespace tariff::simulation
