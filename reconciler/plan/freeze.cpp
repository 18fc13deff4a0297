#include "plan/freeze.hpp"

#include <vector>

#include "domain/billing_day.hpp"
#include "text/time.hpp"

namespace tariff::plan {
namespace {

using Agreements = std::vector<AgreementNumber>;

/// The agreements that an action writes to.
struct WritesTo {
  Agreements operator()(const CreateCharge& c) const { return {c.key.agreement}; }
  Agreements operator()(const UpdateCharge& c) const { return {c.key.agreement}; }
  Agreements operator()(const RetireCharge& c) const { return {c.key.agreement}; }
  Agreements operator()(const AdoptCharge& c) const {
    return c.sets() ? Agreements{c.key.agreement} : Agreements{};
  }
  Agreements operator()(const ReplaceCharges& c) const {
    Agreements out;
    for (const auto& move : c.moves) out.push_back(move.key.agreement);
    return out;
  }
  Agreements operator()(const LinkAccount&) const { return {}; }
  Agreements operator()(const ReleaseCharge&) const { return {}; }
  Agreements operator()(const ObserveCharge&) const { return {}; }
};

}  // namespace

void freeze(Row& row, const Inputs& inputs) {
  const bool may_freeze = row.hold == Hold::none || row.hold == Hold::suspect;
  if (!inputs.desired.freeze.is_on || !may_freeze) return;
  for (const AgreementNumber number : std::visit(WritesTo{}, row.action)) {
    const auto found = inputs.observed.agreements.find(number);
    if (found == inputs.observed.agreements.end() || !found->second) continue;
    const Agreement& agreement = found->second.value();
    const Day today = inputs.observed.today;
    if (invoice_state(agreement, today, inputs.desired.freeze.days_max) != InvoiceState::due) continue;
    row.hold = Hold::frozen;
    row.hold_reason = "Agreement " + number.text() + " bills on " +
                      write_day(*billing_day_on_or_before(agreement, today)) +
                      "; nothing is written until its LastBilledDate moves, for at most " +
                      std::to_string(inputs.desired.freeze.days_max) + " days.";
    return;
  }
}

}  // namespace tariff::plan
