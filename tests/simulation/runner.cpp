#include "simulation/runner.hpp"

#include <algorithm>
#include <array>

#include "app/observe.hpp"
#include "check/all.hpp"
#include "plan/build.hpp"
#include "plan/summary.hpp"
#include "simulation/bounds.hpp"

namespace tariff::simulation {
namespace {

using std::chrono::seconds;

seconds drawn_freeze(Dice& dice) {
  constexpr std::array<std::int64_t, 5> seconds_max{300, 1800, 12 * 3600, 72 * 3600, 72 * 3600};
  return seconds(dice.between(60, dice.one_of(seconds_max)));
}

std::string consent_words(const plan::Consent& consent) {
  return std::string(consent.usage ? " usage" : "") + (consent.config ? " config" : "") +
         (consent.catalogue ? " catalogue" : "") + (consent.adoption ? " adoption" : "");
}

}  // namespace

Runner::Runner(Site& site, plan::Consent consent) : site_(site), consent_(consent) {
  facts_->id = RunId("run-" + std::to_string(++site.runs));
  facts_->file = site.file;
}

void Runner::pass(std::int64_t seconds_max) {
  site_.timeline.pass(seconds(site_.dice.between(0, seconds_max)));
  // A run mostly reads; without this most would die or freeze before they write.
  if (is_reading_ && site_.dice.chance(850)) return;
  if (site_.strikes(Trouble::killed)) {
    site_.say([&] { return facts_->id.text() + " is killed"; });
    throw Killed{};
  }
  if (site_.strikes(Trouble::interrupted)) is_interrupted_ = true;
  if (site_.strikes(Trouble::clock_jump)) {
    clock_has_jumped_ = true;
    clock_error_ = seconds(site_.dice.between(-clock_error_max.count(), clock_error_max.count()));
  }
  if (!site_.strikes(Trouble::frozen)) return;
  const seconds freeze = drawn_freeze(site_.dice);
  site_.say([&] { return facts_->id.text() + " freezes for " + std::to_string(freeze.count()) + " s"; });
  site_.timeline.pass(freeze);
}

void Runner::work() {
  ++site_.figures.runs;
  site_.figures.runs_overlapping += site_.running > 0 ? 1 : 0;
  ++site_.running;
  site_.oracle.began(facts_);
  site_.say([&] { return facts_->id.text() + " begins, consent:" + consent_words(consent_); });
  try {
    plan_and_apply();
  } catch (const Killed&) {
  } catch (const std::exception& bug) {
    site_.oracle.fail(facts_->id.text() + " ended by an exception: " + bug.what());
  }
  --site_.running;
}

void Runner::plan_and_apply() {
  const Desired& file = *facts_->file;
  const auto ledger = read();
  if (!ledger || !check_lease(ledger->state, clock())) return;
  tenants_ = world().tenants;
  usage_ = site_.usage;
  for (const auto& tenant : tenants_)
    if (site_.strikes(Trouble::usage_unread)) unread_.insert(tenant.id);
  const auto observed =
      app::observe(*this, *this, file, &ledger->state, {clock(), "America/New_York", nullptr});
  if (!observed) return;
  check::Review review = check::all(file, *observed, &ledger->state, {});
  if (review.stops_everything()) return;
  const plan::Plan plan = plan::build(
      {file, *observed, &ledger->state, quiet_period, std::move(review.set_aside), std::move(review.unread),
       std::move(review.product_set_aside), std::move(review.problems), ledger->discontinuity});
  note_plan(plan, *observed);
  note_leftovers(plan);
  is_reading_ = false;
  apply::Settings settings;
  settings.consent = consent_;
  settings.run = facts_->id;
  settings.owner = "runner " + facts_->id.text();
  settings.lease = site_.lease;
  settings.should_stop = [this] { return is_interrupted_; };
  settings.on_row = [&](const apply::RowOutcome& row) {
    site_.say([&] {
      return facts_->id.text() + "   " + row.address + " " + std::string(apply::row_end_name(row.end)) +
             (row.message.empty() ? "" : ": " + row.message);
    });
  };
  const auto report = apply::run(plan, *ledger, {*this, *this, *this, [this] { return clock(); }}, settings);
  site_.say([&] { return facts_->id.text() + " ends" + (report ? "" : ": " + report.error().message); });
}

void Runner::note_plan(const plan::Plan& plan, const Observed& observed) {
  allow(*facts_, plan, consent_);
  for (const auto& [number, agreement] : observed.agreements)
    if (agreement)
      for (const auto& line : agreement->lines)
        facts_->stood[{number, line.item}].push_back({line.quantity, line.price, line.level});
  for (const auto& mapping : facts_->file->mappings) {
    facts_->billing[mapping.account] = mapping.billing;
    const TenantId server(mapping.account.value() - 10010 + 3);
    if (mapping.billing == Billing::observe || unread_.contains(server)) continue;
    Usage used;
    if (mapping.billing == Billing::on) {
      used = usage_[server];
      for (const auto& [key, value] : wanted_by(*facts_->file, mapping, used, observed.items))
        facts_->counted[key] = value;
    }
    facts_->plans[mapping.account] = site_.oracle.planned(mapping.account, used);
  }
  site_.say([&] {
    const auto summary = plan::summary_of(plan);
    return facts_->id.text() + " has planned: " + std::to_string(summary.changes()) + " changes, " +
           std::to_string(summary.held + summary.unknown) + " held, " +
           std::to_string(plan.set_aside.size()) + " set aside";
  });
}

void Runner::note_leftovers(const plan::Plan& plan) {
  for (const auto& row : plan.rows)
    if (plan::is_change(row))
      left_[row.account] +=
          row.address + ": " + (row.hold_reason.empty() ? row.reason : row.hold_reason) + " ";
  for (const auto& mapping : plan.set_aside) left_[mapping.account] += mapping.rule + " ";
  for (const auto& problem : plan.problems)
    if (problem.mapping >= 0)
      left_[facts_->file->mappings[static_cast<std::size_t>(problem.mapping)].account] += problem.rule + " ";
}

}  // namespace tariff::simulation
