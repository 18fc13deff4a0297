#include "support/site.hpp"

#include <stdexcept>

namespace tariff::test {

void Site::pass(std::chrono::seconds time) {
  now += time;
  if (time >= std::chrono::minutes(1)) tigerpaw.settle();
}

plan::Plan Site::plan() {
  const LedgerState state = ledger.state();
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
                      ledger.discontinuity});
}

Result<apply::Report> Site::apply(const plan::Plan& plan, const LedgerSnapshot& on, plan::Consent consent) {
  const apply::Outside outside{tigerpaw, tigerpaw, ledger, [this] { return now; }};
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
  const auto before = ledger.read();
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
