#include "simulation/oracle.hpp"

#include <algorithm>
#include <tuple>

#include "domain/charge_lines.hpp"
#include "simulation/bounds.hpp"
#include "text/time.hpp"

namespace tariff::simulation {
namespace {

LineValue value_of(const Request& request) {
  return {request.set.quantity, request.set.price, request.set.level};
}

bool contains(const std::vector<LineValue>& values, const LineValue& wanted) {
  return std::find(values.begin(), values.end(), wanted) != values.end();
}

}  // namespace

void Oracle::fail(std::string sentence) {
  if (violations_.size() < 5)
    violations_.push_back(write_instant(timeline_.now()).substr(5) + "  " + std::move(sentence));
}

void Oracle::fail_at(const Request& request, std::string_view what) {
  fail(request.run->id.text() + ", " + words_of(request) + ": " + std::string(what));
}

bool Oracle::is_overdue(const Request& request) const {
  return timeline_.now() - request.claimed > idle_close_max + execution_max;
}

bool Oracle::is_touched(AccountNumber account, Touch touch) const {
  const auto found = touched_.find(account);
  return found != touched_.end() && found->second.contains(touch);
}

std::size_t Oracle::planned(AccountNumber account, const Usage& usage) {
  planned_[account].push_back(usage);
  return planned_[account].size() - 1;
}

void Oracle::begins(const Request& request) {
  const auto slept = timeline_.now() - request.claimed;
  if (request.verb == Verb::link || request.claimed == Instant{} || slept <= decision_max) return;
  fail_at(request, "it slept behind what it had decided.");
}

void Oracle::sent(const Request& request) {
  if (!request.run->stopped_by.empty())
    fail_at(request, "a write goes out although " + request.run->stopped_by + ".");
  const ChargeKey key{request.agreement, request.item()};
  switch (request.verb) {
    case Verb::create:
      return sent_create(request, key);
    case Verb::set:
      return sent_set(request, key);
    case Verb::link:
      return sent_link(request);
  }
}

void Oracle::sent_create(const Request& request, const ChargeKey& key) {
  expect_not_held(request, key);
  expect_permission(request, key);
  if (!request.run->creates.contains(key)) fail_at(request, "its plan has no such create.");
  if (request.run->claims.erase(key) == 0) fail_at(request, "it has no claim of its own in the ledger.");
  if (deleted_.contains(key) && !is_overdue(request))
    fail_at(request, "a person has deleted this key's line, and nobody resolved it.");
  const auto seen = request.run->seen.find(key.agreement);
  if (seen != request.run->seen.end() && !lines_with(seen->second, key.item).empty())
    fail_at(request, "it has seen that a line with this item stands there.");
  auto& in_flight = creates_in_flight_[key];
  const bool is_second = std::any_of(in_flight.begin(), in_flight.end(), [&](Instant claimed) {
    return timeline_.now() - claimed <= idle_close_max + execution_max;
  });
  if (is_second && !is_overdue(request)) fail_at(request, "another create of this key is in flight.");
  in_flight.push_back(request.claimed);
}

void Oracle::landed(const Request& request) {
  const ChargeKey key{request.agreement, request.item()};
  if (request.verb == Verb::set) std::erase(sets_in_flight_[key], Flight{request.claimed, value_of(request)});
  if (request.verb != Verb::create) return;
  auto& in_flight = creates_in_flight_[key];
  const auto found = std::find(in_flight.begin(), in_flight.end(), request.claimed);
  if (found != in_flight.end()) in_flight.erase(found);
}

void Oracle::sent_set(const Request& request, const ChargeKey& key) {
  expect_not_held(request, key);
  expect_no_set_in_flight(request, key);
  expect_permission(request, key);
  expect_value(request, key);
  expect_own_line(request, key);
  expect_no_hand(request, key);
  expect_no_other_amount(request, key);
}

void Oracle::sent_link(const Request& request) {
  if (!request.run->links.contains(request.account)) fail_at(request, "its plan has no such link.");
  if (request.run->link_claims.erase(request.account) == 0)
    fail_at(request, "it has no claim of its own in the ledger.");
  const auto& account = tigerpaw_.world().accounts.at(request.account).value();
  if (!account.cross_references.empty() && !is_overdue(request))
    fail_at(request, "the account is linked already.");
}

void Oracle::expect_permission(const Request& request, const ChargeKey& key) {
  const RunFacts& run = *request.run;
  const auto account = run.accounts.find(key);
  if (account == run.accounts.end()) return fail_at(request, "its plan has no row for this key.");
  const Billing billing = run.billing.at(account->second);
  const bool empties = request.verb == Verb::set && request.set.quantity == 0;
  if (billing == Billing::observe) fail_at(request, "the mapping only observes.");
  if (billing == Billing::off && !empties) fail_at(request, "billing is off, and this is no retirement.");
  const auto seen = run.seen.find(key.agreement);
  if (seen == run.seen.end()) return fail_at(request, "it has never listed that agreement.");
  if (seen->second.summary.account != account->second)
    fail_at(request, "it has seen that the agreement belongs to another account.");
}

void Oracle::expect_value(const Request& request, const ChargeKey& key) {
  RunFacts& run = *request.run;
  const LineValue value = value_of(request);
  const auto intent = run.intents.find(key);
  if (intent == run.intents.end() || intent->second != value)
    fail_at(request, "the ledger does not know that it intends this.");
  if (intent != run.intents.end()) run.intents.erase(intent);
  if (!contains(run.values[key], value)) fail_at(request, "its plan does not want this value.");
  const LineValue counted = run.counted[key];
  const auto& stood = run.stood[key];
  const auto stands = [&](auto field) {
    return std::any_of(stood.begin(), stood.end(),
                       [&](const LineValue& before) { return before.*field == value.*field; });
  };
  const bool is_quantity = value.quantity == 0 || value.quantity == counted.quantity;
  if (!is_quantity && !stands(&LineValue::quantity)) fail_at(request, "nobody counted that many devices.");
  const bool is_price = value.price == counted.price && value.level == counted.level;
  if (!is_price && !stands(&LineValue::price)) fail_at(request, "that is no price of the item.");
}

void Oracle::expect_own_line(const Request& request, const ChargeKey& key) {
  if (!ours_.contains(request.set.detail) && !is_overdue(request))
    fail_at(request, "a person made this line, and it was not adopted.");
  const auto seen = request.run->seen.find(key.agreement);
  if (seen == request.run->seen.end()) return;
  const ChargeLine* line = line_at(seen->second, request.set.detail);
  if (line == nullptr) return fail_at(request, "it has seen that this line is gone.");
  if (line->item != key.item) fail_at(request, "it has seen that this line carries another item.");
}

/// What the ledger held when the run last looked waits for a person.
void Oracle::expect_not_held(const Request& request, const ChargeKey& key) {
  const auto known = ledger_.charges.find(key);
  if (known != ledger_.charges.end() && known->second.state == KeyState::held && !is_overdue(request))
    fail_at(request, "the ledger holds this key for a person.");
}

/// Of two values on their way the older may come last, and stay.
void Oracle::expect_no_set_in_flight(const Request& request, const ChargeKey& key) {
  auto& in_flight = sets_in_flight_[key];
  const Flight flight{request.claimed, value_of(request)};
  const bool is_other = std::any_of(in_flight.begin(), in_flight.end(), [&](const Flight& one) {
    return one.value != flight.value && timeline_.now() - one.claimed <= idle_close_max + execution_max;
  });
  if (is_other && !is_overdue(request)) fail_at(request, "another value for this key is in flight.");
  in_flight.push_back(flight);
  const auto seen = request.run->seen.find(key.agreement);
  if (seen == request.run->seen.end()) return;
  request.run->stamps[key] = {seen->second.last_billed, seen->second.next_period};
  request.run->invoiced_meanwhile.erase(key);
}

/// A quantity that a person gave stays, as long as the file does not say otherwise, where the run could see
/// it and the ledger does not take it for ours.
void Oracle::expect_no_hand(const Request& request, const ChargeKey& key) {
  const auto edited = edited_.find(request.set.detail);
  const auto seen = request.run->seen.find(key.agreement);
  if (edited == edited_.end() || seen == request.run->seen.end()) return;
  const ChargeLine* line = line_at(seen->second, request.set.detail);
  if (line == nullptr || line->quantity != edited->second || request.set.quantity == edited->second) return;
  if (request.run->file->hand_edit == HandEditRule::restore) return;
  const auto known = ledger_.charges.find(key);
  if (known == ledger_.charges.end()) return;
  const auto& [confirmed, unproven] = std::tie(known->second.confirmed, known->second.unproven);
  const auto is_it = [&](const LineValue& value) { return value.quantity == edited->second; };
  const bool may_be_ours =
      !confirmed || is_it(*confirmed) || std::any_of(unproven.begin(), unproven.end(), is_it);
  if (!may_be_ours && !is_overdue(request))
    fail_at(request, "it overwrites what it has seen a person write.");
}

void Oracle::expect_no_other_amount(const Request& request, const ChargeKey& key) {
  const auto seen = request.run->seen.find(key.agreement);
  if (seen == request.run->seen.end()) return;
  const ChargeLine* own = line_at(seen->second, request.set.detail);
  if (own == nullptr || request.set.quantity <= own->quantity) return;
  for (const auto* line : lines_with(seen->second, key.item))
    if (line->id != request.set.detail && line->quantity != 0)
      fail_at(request, "it has seen that line " + line->id.text() + " bills the same item.");
}

void Oracle::executed(const Request& request, const WriteAnswer& answer) {
  if (answer.kind != WriteClass::done) return;
  if (request.verb == Verb::link) return;
  const AccountNumber account = tigerpaw_.agreement(request.agreement).summary.account;
  if (is_overdue(request)) touched(account, Touch::overdue);
  if (request.verb == Verb::create) executed_create(request, *answer.detail);
  if (request.verb == Verb::set) {
    set_to_[request.set.detail] = request.set.quantity;
    take_plan(*request.run, account, {request.agreement, request.set.item},
              {request.set.detail, request.set.quantity});
    // A quantity that a person gave and that we leave alone is still that person's.
    const auto edited = edited_.find(request.set.detail);
    if (edited != edited_.end() && edited->second != request.set.quantity) edited_.erase(edited);
  }
  look_for_two_amounts(tigerpaw_.agreement(request.agreement));
  look_for_two_counts(account);
}

void Oracle::executed_create(const Request& request, DetailId made) {
  const Agreement& agreement = tigerpaw_.agreement(request.agreement);
  if (line_at(agreement, made)->quantity != 0) fail_at(request, "the new line bills at once.");
  const bool is_excused = is_touched(agreement.summary.account, Touch::overdue);
  for (const auto* line : lines_with(agreement, request.create.item))
    if (made_.contains(line->id) && !is_excused)
      fail_at(request, "our line " + line->id.text() + " of this key stands there already.");
  made_.insert(made);
  ours_.insert(made);
  set_to_[made] = request.quantity;
}

void Oracle::look_for_two_amounts(const Agreement& agreement) {
  std::map<ItemId, int> amounts;
  for (const auto& line : agreement.lines) {
    if (!ours_.contains(line.id) || edited_.contains(line.id) || line.quantity == 0) continue;
    if (++amounts[line.item] == 2)
      fail("Agreement " + agreement.summary.number.text() + " has two lines of ours with money for " +
           line.item.value() + ".");
  }
}

std::int64_t Oracle::billed_by_us(const ChargeLine& line) const {
  if (!ours_.contains(line.id)) return 0;
  const auto set = set_to_.find(line.id);
  return set == set_to_.end() ? line.quantity : std::min(line.quantity, set->second);
}

/// What our lines bill together may not exceed what the plans that set them counted, each source at its
/// largest: more means that a source is billed on two lines.
void Oracle::look_for_two_counts(AccountNumber account) {
  for (const Touch touch :
       {Touch::quantity, Touch::lines, Touch::released, Touch::overdue, Touch::place, Touch::forgotten})
    if (is_touched(account, touch)) return;
  const auto& plans = planned_[account];
  if (plans.empty()) return;
  std::int64_t billed = 0;
  std::size_t oldest = plans.size() - 1;
  for (const auto& [number, agreement] : tigerpaw_.world().agreements) {
    if (agreement->summary.account != account) continue;
    for (const auto& line : agreement->lines) {
      const std::int64_t quantity = billed_by_us(line);
      if (quantity == 0) continue;
      billed += quantity;
      const auto plan = plan_of_.find(line.id);
      oldest = std::min(oldest, plan == plan_of_.end() ? 0 : plan->second);
    }
  }
  Usage largest;
  for (std::size_t i = oldest; i < plans.size(); ++i)
    for (const auto& [source, count] : plans[i]) largest[source] = std::max(largest[source], count);
  std::int64_t counted = 0;
  for (const auto& [source, count] : largest) counted += count;
  if (billed > counted)
    fail("Account " + account.text() + " is billed " + std::to_string(billed) + " devices and has " +
         std::to_string(counted) + " at most.");
}

void Oracle::deleted(const ChargeKey& key) {
  const auto known = ledger_.charges.find(key);
  if (known == ledger_.charges.end()) return;
  const auto& [confirmed, unproven] = std::tie(known->second.confirmed, known->second.unproven);
  if (!unproven.empty() || (confirmed && confirmed->quantity != 0)) deleted_.insert(key);
}

void Oracle::forgot() {
  has_forgotten_ = true;
  deleted_.clear();
  // A line that was adopted is a person's again where the ledger does not say so any more.
  std::erase_if(ours_, [this](DetailId line) { return !made_.contains(line); });
  for (const auto& [key, charge] : ledger_.charges)
    if (charge.detail) ours_.insert(*charge.detail);
}

void Oracle::forgive() {
  // What stands now is what people left there; it counts as ours once we set it again.
  for (const auto& [number, agreement] : tigerpaw_.world().agreements)
    if (is_touched(agreement->summary.account))
      for (const auto& line : agreement->lines) set_to_[line.id] = 0;
  touched_.clear();
  edited_.clear();
  deleted_.clear();
}

}  // namespace tariff::simulation
