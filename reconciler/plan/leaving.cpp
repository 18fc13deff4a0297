#include "plan/leaving.hpp"

#include <algorithm>

#include "domain/own_terms.hpp"
#include "text/time.hpp"

namespace tariff::plan {
namespace {

/// The mapping bills what the line counts, or its item, on another agreement now, or nothing on the line's.
bool moves_away(const Customer& customer, const OwnedLine& owned) {
  const Mapping& mapping = *customer.at.mapping;
  const ChargeKey& key = owned.key;
  return !bills_on(mapping, key.agreement) || moved_to(mapping, key, owned.ledger->parts) ||
         std::any_of(customer.lines.begin(), customer.lines.end(), [&](const ChargeKey& line) {
           return line.item == key.item && line.agreement != key.agreement;
         });
}

Delay until_invoiced(const OwnedLine& owned, const Inputs& inputs) {
  const Agreement& agreement = inputs.observed.agreements.at(owned.key.agreement).value();
  const auto& awaited = owned.ledger->awaited;
  if (awaited && awaited->last_billed != agreement.last_billed) return {};
  const std::string since = agreement.last_billed.empty() ? "" : " (" + agreement.last_billed + " so far)";
  Delay delay{"It bills until the invoice run of agreement " + owned.key.agreement.text() +
                  " has come: until its LastBilledDate moves" + since + ".",
              {}};
  if (!awaited)
    delay.awaited = InvoiceAwaited{owned.key, BillingStamp{agreement.last_billed, agreement.next_period}};
  return delay;
}

}  // namespace

Delay delay_of(const Customer& customer, const OwnedLine& owned, const Inputs& inputs) {
  const Mapping& mapping = *customer.at.mapping;
  if (!mapping.leaving) {
    const bool hands_over = mapping.billing == Billing::on && mapping.handover == Handover::after_invoice &&
                            moves_away(customer, owned);
    return hands_over ? until_invoiced(owned, inputs) : Delay{};
  }
  switch (mapping.leaving->stop) {
    case Stop::now:
      return {};
    case Stop::after_invoice:
      return until_invoiced(owned, inputs);
    case Stop::on_day:
      if (inputs.observed.today >= mapping.leaving->day) return {};
      return {"It bills up to the day before " + write_day(mapping.leaving->day) + ", as the file says.", {}};
  }
  return {};
}

}  // namespace tariff::plan
