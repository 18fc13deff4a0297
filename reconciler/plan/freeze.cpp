#include "plan/freeze.hpp"

#include <string>
#include <vector>

#include "domain/billing_day.hpp"
#include "plan/compare.hpp"
#include "plan/rows.hpp"
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

/// The agreement, where its invoice is awaited.
const Agreement* awaiting_invoice(AgreementNumber number, const Inputs& inputs) {
  const auto found = inputs.observed.agreements.find(number);
  if (!inputs.desired.freeze.is_on || found == inputs.observed.agreements.end() || !found->second)
    return nullptr;
  const Agreement& agreement = found->second.value();
  const auto state = invoice_state(agreement, inputs.observed.today, inputs.desired.freeze.days_max);
  return state == InvoiceState::due ? &agreement : nullptr;
}

std::string bills_on(const Agreement& agreement, const Inputs& inputs) {
  return "Agreement " + agreement.summary.number.text() + " bills on " +
         write_day(*billing_day_on_or_before(agreement, inputs.observed.today));
}

}  // namespace

void freeze(Row& row, const Inputs& inputs) {
  const bool may_freeze = row.hold == Hold::none || row.hold == Hold::suspect;
  if (!may_freeze) return;
  for (const AgreementNumber number : std::visit(WritesTo{}, row.action)) {
    const Agreement* agreement = awaiting_invoice(number, inputs);
    if (agreement == nullptr) continue;
    row.hold = Hold::frozen;
    row.hold_reason = bills_on(*agreement, inputs) +
                      "; nothing is written until its LastBilledDate moves, for at most " +
                      std::to_string(inputs.desired.freeze.days_max) + " days.";
    return;
  }
}

std::optional<Row> edited_before_invoice(const Customer& customer, const OwnedLine& owned,
                                         const Inputs& inputs) {
  const Agreement* agreement = awaiting_invoice(owned.key.agreement, inputs);
  const ChargeState& state = *owned.ledger;
  if (agreement == nullptr || owned.live == nullptr || !state.confirmed ||
      inputs.desired.hand_edit == HandEditRule::keep)
    return std::nullopt;
  // Neither a list that lags behind a write of ours nor a ledger that forgot one is an edit.
  const bool may_be_ours = inputs.observed.now < state.since + inputs.quiet_period ||
                           (inputs.ledger->epoch && state.confirmed_at < *inputs.ledger->epoch);
  const LineValue live = value_of(*owned.live), agreed = *state.confirmed;
  const Money delta = agreed.amount() - live.amount();
  if (may_be_ours || !is_edited(state, live) || delta.is_zero()) return std::nullopt;
  UpdateCharge back{owned.key,  owned.live->id, live, agreed, differing_fields(live, agreed, Cause::hand),
                    state.parts};
  Row row = charge_row(customer, owned.key, std::move(back), delta);
  row.cause = Cause::hand;
  row.reason = "edited by hand; the last good count stands on the invoice";
  return held(std::move(row), bills_on(*agreement, inputs) +
                                  ", and somebody edited this line before; put it back in Tigerpaw, or say "
                                  "`tariff resolve " +
                                  address_of(owned.key) + " --as seen`.");
}

}  // namespace tariff::plan
