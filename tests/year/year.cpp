#include "year/year.hpp"

#include <algorithm>
#include <set>

#include "text/time.hpp"
#include "year/answers.hpp"
#include "year/events.hpp"

namespace tariff::year {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::int64_t nights_in_year = 365;

std::string words(const Sums& sums) {
  std::string out;
  for (const auto& [item, sum] : sums)
    out += (out.empty() ? "" : ", ") + std::to_string(sum.quantity) + " " + item.value() + " " +
           sum.amount.text();
  return out.empty() ? "nothing" : out;
}

Money total(const Sums& sums) {
  Money out;
  for (const auto& [item, sum] : sums) out = out + sum.amount;
  return out;
}

std::set<ItemId> differing(const Sums& left, const Sums& right) {
  std::set<ItemId> out;
  for (const auto* one : {&left, &right})
    for (const auto& [item, sum] : *one) {
      const auto l = left.find(item), r = right.find(item);
      if (l == left.end() || r == right.end() || l->second != r->second) out.insert(item);
    }
  return out;
}

std::int64_t drawn_delay(Dice& dice) {
  // Most are sent within three days; a few are forgotten for a week or more.
  return dice.chance(980) ? dice.between(0, 3) : dice.between(5, 9);
}

}  // namespace

Year::Year(std::uint64_t seed, std::int64_t customers, bool keeps_trace)
    : world(first_world(seed, customers)),
      habits{world.dice.chance(800), world.dice.chance(400)},
      tally(world, habits),
      keeps_trace_(keeps_trace) {
  if (!habits.freezes) file.blocks.emplace_back("[freeze]\nenabled = false\n");
  file.price = habits.pins ? "pin" : "follow";
  file.hand_edit = world.dice.chance(300) ? "restore" : "hold";
  world.tigerpaw.today = world.today;
  for (const auto& deal : world.deals) write_mapping(deal, "");
  office.clock_strikes(world.today + hours(14));
  office.run({true, true, true, true});
}

void Year::say(const std::string& words) {
  if (keeps_trace_) trace.push_back(write_day(Day{world.today}) + "  " + words);
}

void Year::at_dawn(Date date, std::function<void(Year&)> task) { dawns_.emplace(date, std::move(task)); }

void Year::later(std::int64_t days_from_now, std::function<void(Year&)> task) {
  diary_.emplace(world.today + days(days_from_now), std::move(task));
}

void Year::say_rows_of(AccountNumber account) {
  if (!keeps_trace_ || office.plan() == nullptr) return;
  for (const auto& row : office.plan()->rows)
    if (row.account == account) say("  row " + row.address + ": " + row.reason + "; " + row.hold_reason);
  for (const auto& row : office.report().rows)
    say("  end " + row.address + ": " + std::string(apply::row_end_name(row.end)) + " " + row.message);
}

Deal* Year::some_deal() {
  for (int tries = 0; tries < 20; ++tries) {
    Deal& deal = dice().one_of(world.deals);
    if (deal.paying != Paying::yes) continue;
    say("  of account " + deal.account.text() + " on agreement " + deal.agreement.text());
    return &deal;
  }
  return nullptr;
}

Deal* Year::some_free_deal() {
  Deal* deal = some_deal();
  if (deal == nullptr || deal->is_busy) return nullptr;
  deal->is_busy = true;
  return deal;
}

void Year::free_later(std::int64_t days_from_now, AccountNumber account) {
  later(days_from_now, [account](Year& then) { then.world.deal_of(account)->is_busy = false; });
}

void Year::write_mapping(const Deal& deal, const std::string& more) {
  file.mappings.push_back({world.tenants[deal.tenant].name, deal.account, deal.agreement,
                           deal.level == gold ? "Gold" : "Standard",
                           deal.paying == Paying::yes ? "true" : "\"observe\"", more});
}

void Year::live() {
  for (std::int64_t night = 0; night < nights_in_year; ++night) live_one_day();
  figures.years = 1;
  figures.runs = office.runs();
  figures.rows_applied = office.rows_applied();
  figures.writes = world.tigerpaw.writes();
  figures.customers = static_cast<std::int64_t>(world.deals.size());
}

void Year::live_one_day() {
  world.today += days(1);
  world.tigerpaw.today = world.today;
  do_tasks(dawns_);
  night();
  const bool invoices_come_first = dice().chance(300);
  if (invoices_come_first) send_invoices();
  morning();
  if (!invoices_come_first) send_invoices();
  world.live_one_day();
  happen(*this);
}

void Year::night() {
  office.clock_strikes(world.today + hours(7));
  const Troubled trouble(*this);
  office.run(nightly);
  ++figures.nights;
  judge_freeze();
}

void Year::do_tasks(Diary& diary) {
  const auto end = diary.upper_bound(world.today);
  std::vector<std::function<void(Year&)>> tasks;
  for (auto task = diary.begin(); task != end; ++task) tasks.push_back(task->second);
  diary.erase(diary.begin(), end);
  for (const auto& task : tasks) task(*this);
}

/// Rows are frozen where the world awaits an invoice and nowhere else; what is overdue is said.
void Year::judge_freeze() {
  if (office.plan() == nullptr) return;
  for (const auto& row : office.plan()->rows) {
    if (row.hold != plan::Hold::frozen) continue;
    const auto keys = keys_of(row.action);
    if (std::any_of(keys.begin(), keys.end(),
                    [&](const ChargeKey& key) { return tally.is_frozen(key.agreement); }))
      continue;
    break_promise(row.address + " is frozen, and no invoice is awaited: " + row.hold_reason);
  }
  for (const auto& deal : world.deals) {
    if (deal.paying != Paying::yes || (deal.first_day && *deal.first_day > world.today)) continue;
    const bool is_told = office.overdue().contains(deal.account);
    if (is_told != tally.is_overdue(deal.agreement))
      break_promise("the invoice of agreement " + deal.agreement.text() + " is " +
                    (is_told ? "said to be overdue, and is not" : "overdue, and nobody says so"));
    figures.alarms += is_told ? 1 : 0;
  }
}

void Year::break_promise(const std::string& words) {
  figures.violations.push_back(write_day(Day{world.today}) + " " + words);
  say("VIOLATION " + words);
}

void Year::morning() {
  office.clock_strikes(world.today + hours(14));
  do_tasks(diary_);
  answer_what_waits(*this);
}

void Year::send_invoices() {
  std::vector<AgreementNumber> sent;
  for (const auto& [number, agreement] : world.tigerpaw.agreements) {
    if (!world.tigerpaw.is_active(agreement) || world.tigerpaw.due(number) > world.today) continue;
    const auto [delay, is_new] = delays_.try_emplace(number, 0);
    if (is_new) delay->second = drawn_delay(dice());
    if (world.today >= world.tigerpaw.due(number) + days(delay->second)) sent.push_back(number);
  }
  for (const auto number : sent) {
    delays_.erase(number);
    if (before_invoice) before_invoice(*this, number);
    judge(world.tigerpaw.invoice(number));
  }
}

/// What was said of it on the last night, or on the night of which the amount should be.
const Told* Year::told_of(const ChargeKey& key, AccountNumber account, bool is_under) const {
  const Told* told = office.listing().on(key, account, is_under);
  const Listing* before = office.listing_before_freeze(key.agreement);
  return told != nullptr || before == nullptr ? told : before->on(key, account, is_under);
}

void Year::judge(const Invoice& invoice) {
  if (world.deal_of(invoice.account) == nullptr || tally.is_watched(invoice.agreement)) {
    ++figures.not_ours;
    return;
  }
  const Sums billed = sums_of(invoice);
  const Sums& due = tally.due(invoice.agreement);
  ++figures.invoices;
  figures.billed = figures.billed + total(billed);
  figures.due = figures.due + total(due);
  const auto different = differing(billed, due);
  if (different.empty()) {
    ++figures.equal;
    return;
  }
  std::set<std::string> kinds;
  for (const auto& item : different) {
    const Money has = billed.contains(item) ? billed.at(item).amount : Money{};
    const Money should_have = due.contains(item) ? due.at(item).amount : Money{};
    (has < should_have ? figures.under : figures.over) =
        (has < should_have ? figures.under + (should_have - has) : figures.over + (has - should_have));
    const Told* told = told_of({invoice.agreement, item}, invoice.account, has < should_have);
    if (told != nullptr && !told->reason.empty()) {
      kinds.insert(told->kind);
      continue;
    }
    break_promise("agreement " + invoice.agreement.text() + " of account " + invoice.account.text() +
                  " bills " + words(billed) + "; due is " + words(due) + "; nobody said why of " +
                  item.value());
    say_rows_of(invoice.account);
  }
  figures.listed += kinds.empty() ? 0 : 1;
  for (const auto& kind : kinds) ++figures.listed_by_reason[kind];
}

}  // namespace tariff::year
