#include "apply/run.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "apply/rows.hpp"
#include "plan/summary.hpp"

namespace tariff::apply {
namespace {

RowEnd end_of(StepEnd end) {
  switch (end) {
    case StepEnd::proven:
      return RowEnd::applied;
    case StepEnd::failed:
      return RowEnd::failed;
    case StepEnd::unknown:
      return RowEnd::unknown;
    case StepEnd::held:
      return RowEnd::waiting;
  }
  return RowEnd::unknown;
}

/// How a row ends that nothing lets through.
RowEnd end_of(plan::Hold hold) {
  switch (hold) {
    case plan::Hold::unknown:
      return RowEnd::unknown;
    case plan::Hold::scheduled:
      return RowEnd::scheduled;
    case plan::Hold::none:
    case plan::Hold::human:
    case plan::Hold::suspect:
    case plan::Hold::frozen:
    case plan::Hold::guarded:
    case plan::Hold::stale:
      return RowEnd::waiting;
  }
  return RowEnd::waiting;
}

bool is_link(const plan::Row& row) { return std::holds_alternative<plan::LinkAccount>(row.action); }

/// The smallest amount has no positive twin; Money saturates there.
Money size_of(Money amount) { return amount < Money{} ? Money{} - amount : amount; }

/// Indices of the rows in the order of work: links, then account by account, the account with the largest
/// money first.
std::vector<std::size_t> order_of_work(const std::vector<plan::Row>& rows) {
  std::map<AccountNumber, Money> largest;
  for (const auto& row : rows)
    largest[row.account] = std::max(largest[row.account], size_of(row.amount_delta));
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (plan::is_change(rows[i])) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t l, std::size_t r) {
    const auto &left = rows[l], &right = rows[r];
    if (is_link(left) != is_link(right)) return is_link(left);
    if (largest[left.account] != largest[right.account])
      return largest[left.account] > largest[right.account];
    return left.account < right.account;
  });
  return order;
}

/// One run over the rows of a plan.
class Run {
 public:
  Run(const plan::Plan& plan, const Settings& settings, Steps& steps, Journal& journal)
      : plan_(plan),
        settings_(settings),
        consent_(plan::with_policy(plan, settings.consent)),
        steps_(steps),
        journal_(journal) {}

  void work(Report& report) {
    report.rows.resize(plan_.rows.size());
    for (const std::size_t index : order_of_work(plan_.rows)) {
      report.rows[index] = outcome_of(plan_.rows[index]);
      if (settings_.on_row) settings_.on_row(report.rows[index]);
    }
    std::erase_if(report.rows, [](const RowOutcome& row) { return row.address.empty(); });
  }

  /// Identities, and lines that already hold what is wanted. A failure here costs nothing: the next run says
  /// it again.
  void keep_books() {
    for (const auto& confirmed : plan_.bookkeeping.confirmed) journal_.note(confirmed);
    for (const auto& suspected : plan_.bookkeeping.suspected) note_wait(suspected);
    for (const auto& awaited : plan_.bookkeeping.awaited) note_wait(awaited);
    for (TenantBound tenant : plan_.bookkeeping.tenants) {
      // What is billed was agreed only where configuration was consented to; that nothing is billed any more
      // needs no consent of its own. Neither holds where something of it is left undone.
      const bool is_agreed = settings_.consent.config || tenant.lines->empty();
      if (!is_agreed || incomplete_.contains(tenant.account)) tenant.lines.reset();
      LedgerState after;
      after.tenants = journal_.state().tenants;
      apply_event(after, {journal_.now(), settings_.run, tenant});
      if (after.tenants != journal_.state().tenants) journal_.note(std::move(tenant));
    }
  }

 private:
  /// What a line waits for, or no longer does; where a row of this run has ended the wait, it is not begun
  /// anew.
  template <class Wait>
  void note_wait(const Wait& wait) {
    const auto before = journal_.state().charges.find(wait.key);
    if (before != journal_.state().charges.end() && before->second.run != settings_.run) journal_.note(wait);
  }

  RowOutcome outcome_of(const plan::Row& row) {
    RowOutcome outcome{row.address, row.tenant, RowEnd::not_attempted, "", {}};
    const auto part = plan::consented(row, consent_);
    if (!part.action) {
      outcome.end = end_of(row.hold);
      outcome.message = part.why;
    } else if (steps_.is_stopped()) {
      outcome.message = "Writes were stopped before its turn.";
    } else if (unlinked_.contains(row.account)) {
      outcome.end = RowEnd::waiting;
      outcome.message = "The account's link must come first.";
    } else {
      const Step step = std::visit(RowWork(steps_, row.account), *part.action);
      outcome.end = end_of(step.end);
      outcome.message = step.message;
      if (outcome.end == RowEnd::applied) outcome.applied_delta = plan::delta_of(*part.action, row.period);
      if (outcome.end == RowEnd::applied && part.part_waits) {
        outcome.end = RowEnd::waiting;
        outcome.message = "Applied in part; " + part.why + ".";
      }
    }
    remember(row, outcome.end);
    return outcome;
  }

  void remember(const plan::Row& row, RowEnd end) {
    if (end == RowEnd::applied) return;
    if (is_link(row)) unlinked_.insert(row.account);
    if (row.cause == plan::Cause::config) incomplete_.insert(row.account);
  }

  const plan::Plan& plan_;
  const Settings& settings_;
  plan::Consent consent_;
  Steps& steps_;
  Journal& journal_;
  std::set<AccountNumber> unlinked_;
  std::set<AccountNumber> incomplete_;  ///< accounts whose configured rows are not all applied
};

std::vector<EventBody> first_events(const plan::Plan& plan, const Settings& settings) {
  std::vector<EventBody> events{RunStarted{settings.program, settings.commit, plan.installation,
                                           settings.owner, settings.lease.count(), plan.reverts,
                                           plan.bookkeeping.knows_origins, plan.bookkeeping.licences}};
  if (!plan.epoch.empty()) events.emplace_back(EpochStarted{plan.epoch});
  // With the run itself: what it says of its commit is whole, however the run ends.
  events.insert(events.end(), plan.bookkeeping.origins.begin(), plan.bookkeeping.origins.end());
  return events;
}

/// Where another run works on the same accounts it finds what this plan has found; so a conflict is no
/// trouble.
void record_holds(const plan::Plan& plan, Journal& journal) {
  const std::vector<EventBody> holds(plan.bookkeeping.held.begin(), plan.bookkeeping.held.end());
  if (!holds.empty()) [[maybe_unused]]
    const auto recorded = journal.append(holds);
}

}  // namespace

std::string_view row_end_name(RowEnd end) {
  switch (end) {
    case RowEnd::applied:
      return "applied";
    case RowEnd::failed:
      return "failed";
    case RowEnd::unknown:
      return "unknown";
    case RowEnd::waiting:
      return "waiting";
    case RowEnd::not_attempted:
      return "not attempted";
    case RowEnd::scheduled:
      return "scheduled";
  }
  return "";
}

std::int64_t Report::count(RowEnd end) const {
  return std::count_if(rows.begin(), rows.end(), [&](const RowOutcome& row) { return row.end == end; });
}

Result<Report> run(const plan::Plan& plan, const LedgerSnapshot& ledger, const Outside& outside,
                   const Settings& settings) {
  Journal journal(outside.ledger, ledger, settings.run, outside.clock);
  const bool has_work = !plan::is_empty(plan) || plan::has_entries(plan);
  Report report;
  report.run = settings.run;
  if (has_work) {
    if (const auto started = journal.start(first_events(plan, settings)); !started) return started.error();
    record_holds(plan, journal);
    Steps steps(outside.reader, outside.writer, journal, {settings.quiet_period, settings.should_stop},
                plan.bookkeeping.said_prices);
    Run work(plan, settings, steps, journal);
    work.work(report);
    work.keep_books();
    report.stop_reason = steps.stop_reason();
    report.interrupted = settings.should_stop && settings.should_stop();
    if (!report.interrupted) report.found = steps.scan();
    const RunEnded ended{report.count(RowEnd::applied), report.count(RowEnd::failed),
                         report.count(RowEnd::unknown), report.count(RowEnd::waiting)};
    if (const auto last = journal.append({ended}); !last && report.stop_reason.empty())
      report.stop_reason = last.error().message;
  }
  report.head = journal.head();
  return report;
}

}  // namespace tariff::apply
