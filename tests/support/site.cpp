#include "support/site.hpp"

#include <stdexcept>

#include "plan/revert.hpp"

namespace tariff::test {

void Site::pass(std::chrono::seconds time) {
  now += time;
  if (time >= std::chrono::minutes(1)) tigerpaw.settle();
}

StoredLedger& Site::in_use() { return kept_ledger == nullptr ? ledger : *kept_ledger; }

plan::Plan Site::plan() {
  const auto kept = in_use().read();
  if (!kept) throw std::logic_error(kept.error().message);
  const LedgerState& state = kept->state;
  world().now = now;
  const std::vector<bool> none(desired.mappings.size(), false);
  return plan::build({desired,
                      world(),
                      &state,
                      quiet_period,
                      none,
                      none,
                      product_set_aside.empty() ? none : product_set_aside,
                      {},
                      kept->discontinuity});
}

plan::Plan Site::revert(const RunId& run) {
  RunChangesFold own(run);
  const auto read = in_use().each_entry([&](const LedgerEntry& entry) { return own.take(entry); });
  if (!read) throw std::logic_error(read.error().message);
  const RunChanges changes = std::move(own).finish(now);
  if (const auto may = plan::may_revert(changes); !may) throw std::logic_error(may.error().message);
  const plan::Plan ordinary = plan();
  const auto kept = in_use().read();
  if (!kept) throw std::logic_error(kept.error().message);
  return plan::revert({changes, kept->state, desired, world(), ordinary});
}

Result<apply::Report> Site::apply(const plan::Plan& plan, const LedgerSnapshot& on, plan::Consent consent) {
  const apply::Outside outside{reader == nullptr ? tigerpaw : *reader, writer == nullptr ? tigerpaw : *writer,
                               in_use(), [this] { return now; }};
  apply::Settings settings;
  settings.consent = consent;
  settings.run = RunId("run-" + std::to_string(++runs_));
  settings.program = "tariff test";
  settings.lease = lease;
  settings.quiet_period = quiet_period;
  settings.should_stop = should_stop;
  return apply::run(plan, on, outside, settings);
}

apply::Report Site::run(plan::Consent consent) {
  const auto before = in_use().read();
  if (!before) throw std::logic_error(before.error().message);
  auto report = apply(plan(), *before, consent);
  if (!report) throw std::logic_error(report.error().message);
  return std::move(report).value();
}

std::string ends_of(const apply::Report& report) {
  std::string out;
  for (const auto& row : report.rows)
    out += row.address + " " + std::string(apply::row_end_name(row.end)) + "\n";
  return out;
}

}  // namespace tariff::test
