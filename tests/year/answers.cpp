#include "year/answers.hpp"

#include <algorithm>
#include <vector>

#include "domain/charge_lines.hpp"
#include "year/year.hpp"

namespace tariff::year {
namespace {

/// Whoever comes to work looks at each thing that waits with this chance in a thousand.
constexpr std::int64_t looked_at = 350;

bool is_bound(const LedgerState& ledger, DetailId line) {
  return std::any_of(ledger.charges.begin(), ledger.charges.end(),
                     [&](const auto& entry) { return entry.second.detail == line; });
}

/// Removes what nobody can tell from our own lines.
void remove_strangers(Year& year, AccountNumber account) {
  for (auto& [number, agreement] : year.world.tigerpaw.agreements)
    if (agreement.summary.account == account)
      std::erase_if(agreement.lines,
                    [&](const ChargeLine& line) { return !is_bound(year.office.ledger(), line.id); });
}

/// Puts the price of a line back to what was agreed on it.
void put_price_back(Year& year, AccountNumber account) {
  for (const auto& [key, charge] : year.office.ledger().charges) {
    if (charge.account != account || !charge.confirmed) continue;
    for (auto& line : year.world.tigerpaw.agreements.at(key.agreement).lines)
      if (line.id == charge.detail && line.level == charge.confirmed->level)
        line.price = charge.confirmed->price;
  }
}

/// Says of each key of the account that is not as the ledger has it that what stands there is right to go on
/// from.
void resolve_all(Year& year, AccountNumber account) {
  const auto charges = year.office.ledger().charges;
  for (const auto& [key, charge] : charges) {
    if (charge.account != account || !charge.detail) continue;
    const ChargeLine* line = line_at(year.world.tigerpaw.agreements.at(key.agreement), *charge.detail);
    const bool is_as_agreed =
        line != nullptr && charge.confirmed == value_of(*line) && charge.state != KeyState::held;
    if (is_as_agreed) continue;
    const bool done = year.office.resolve(address_of(key), line == nullptr ? "absent" : "seen");
    if (done && line == nullptr) year.tally.is_gone_for_good(key.agreement, key.item);
    if (done && line != nullptr) year.tally.is_right(key.agreement, *line);
    year.say("resolve " + address_of(key) + (done ? "" : " was refused"));
  }
}

/// A line that nobody adopted: the file says that ours counts, or somebody makes it equal to what ours would
/// hold, but never while its invoice is awaited.
void take_over(Year& year, AccountNumber account, const plan::AdoptCharge& adopt) {
  if (year.dice().chance(500) || year.tally.is_frozen(adopt.key.agreement)) {
    const std::string block = "[[adopt]]\naccount = " + account.text() + "\nitem = \"" +
                              adopt.key.item.value() + "\"\ntake = \"ours\"\n";
    year.file.blocks.push_back(block);
    return year.later(20, [block](Year& later) { later.file.remove_block(block); });
  }
  for (auto& line : year.world.tigerpaw.agreements.at(adopt.key.agreement).lines) {
    if (line.id != adopt.detail) continue;
    line.quantity = adopt.wanted.quantity;
    line.price = adopt.wanted.price;
    line.level = adopt.wanted.level;
  }
}

void answer_held(Year& year, const plan::Row& row) {
  if (const auto* adopt = std::get_if<plan::AdoptCharge>(&row.action))
    return take_over(year, row.account, *adopt);
  remove_strangers(year, row.account);
  if (year.habits.pins || year.dice().chance(500)) put_price_back(year, row.account);
  resolve_all(year, row.account);
}

void consent_to(plan::Cause cause, plan::Consent& consent) {
  switch (cause) {
    case plan::Cause::usage:
    case plan::Cause::hand:
      return;
    case plan::Cause::config:
      consent.config = true;
      return;
    case plan::Cause::catalogue:
      consent.catalogue = true;
      return;
    case plan::Cause::adoption:
      consent.adoption = true;
      return;
  }
}

void answer_row(Year& year, const plan::Row& row, plan::Consent& consent) {
  switch (row.hold) {
    case plan::Hold::human:
      return answer_held(year, row);
    case plan::Hold::unknown:
    case plan::Hold::frozen:
    case plan::Hold::scheduled:
    case plan::Hold::guarded:
    case plan::Hold::stale:
      return;
    case plan::Hold::suspect:
      consent.config = true;
      return;
    case plan::Hold::none:
      break;
  }
  if (const auto* update = std::get_if<plan::UpdateCharge>(&row.action)) {
    for (const auto& field : update->causes) consent_to(field.cause, consent);
  } else {
    consent_to(row.cause, consent);
  }
}

}  // namespace

void answer_what_waits(Year& year) {
  if (year.office.plan() == nullptr) return;
  const plan::Plan plan = *year.office.plan();
  const apply::Report report = year.office.report();
  plan::Consent consent = nightly;
  for (const auto& row : plan.rows) {
    const auto end = std::find_if(report.rows.begin(), report.rows.end(),
                                  [&](const apply::RowOutcome& one) { return one.address == row.address; });
    if (end == report.rows.end() || end->end == apply::RowEnd::applied) continue;
    if (year.dice().chance(looked_at)) answer_row(year, row, consent);
  }
  for (const auto& entry : plan.set_aside)
    if (entry.rule == "line-not-in-ledger" && year.dice().chance(looked_at))
      remove_strangers(year, entry.account);
  if (consent.config || consent.catalogue || consent.adoption) year.office.run(consent);
}

}  // namespace tariff::year
