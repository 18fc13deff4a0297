#include "plan/holds.hpp"

#include <algorithm>

#include "base/guard.hpp"

namespace tariff::plan {
namespace {

/// Lines of the same item beside ours that bill something; a line at 0 is a stray and bills nothing.
const ChargeLine* other_billing_line(const Customer& customer, const OwnedLine& owned) {
  const Agreement* agreement = customer.at.agreement_numbered(owned.key.agreement);
  if (agreement == nullptr) return nullptr;
  for (const auto* line : lines_with(*agreement, owned.key.item))
    if (line->id != *owned.ledger->detail && line->quantity != 0) return line;
  return nullptr;
}

std::string text_of(const LineValue& value) {
  return std::to_string(value.quantity) + " at " + value.price.text();
}

bool has_been_invoiced(const ChargeKey& key, const Inputs& inputs) {
  const auto before = inputs.ledger->stamps.find(key.agreement);
  const auto now = inputs.observed.agreements.find(key.agreement);
  if (before == inputs.ledger->stamps.end() || now == inputs.observed.agreements.end() || !now->second)
    return false;
  return before->second != BillingStamp{now->second->last_billed, now->second->next_period};
}

/// A set that was not proven has come, before the invoice run or behind it.
std::string invoiced_between(const OwnedLine& owned, const Inputs& inputs) {
  const ChargeState& state = *owned.ledger;
  if (!is_on(Guard::invoice_between) || owned.live == nullptr || state.unproven.empty()) return "";
  const LineValue live = value_of(*owned.live);
  const bool has_come = std::find(state.unproven.begin(), state.unproven.end(), live) != state.unproven.end();
  const LineValue agreed = state.confirmed.value_or(LineValue{0, live.price, live.level});
  if (!has_come || live == agreed || !has_been_invoiced(owned.key, inputs)) return "";
  return "The invoice run of agreement " + owned.key.agreement.text() + " came while line " +
         owned.live->id.text() + " was being set from " + text_of(agreed) + " to " + text_of(live) +
         "; look which of the two was invoiced.";
}

}  // namespace

std::string copy_beside(const Customer& customer, const OwnedLine& owned, const Inputs& inputs) {
  const ChargeLine* other = other_billing_line(customer, owned);
  if (other == nullptr || other->source != inputs.desired.external_product || !is_on(Guard::other_line_bills))
    return "";
  return "Line " + other->id.text() +
         " beside ours is a copy of it and would go on billing; remove it in Tigerpaw.";
}

HeldLine held_line(const Customer& customer, const OwnedLine& owned, const Inputs& inputs) {
  const std::string then = " Then `tariff resolve " + address_of(owned.key) + "`.";
  if (owned.ledger->state == KeyState::held && is_on(Guard::held_key_waits))
    return {owned.ledger->reason + then, {}};
  if (std::string why = invoiced_between(owned, inputs); !why.empty())
    return {why + then, ChargeHeld{owned.key, why}};
  const ChargeLine* other = other_billing_line(customer, owned);
  if (other == nullptr || !is_on(Guard::other_line_bills)) return {};
  return {"Line " + other->id.text() + " beside ours bills the same item; remove it in Tigerpaw.", {}};
}

}  // namespace tariff::plan
