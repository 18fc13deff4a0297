#include "check/rules.hpp"
#include "domain/billing_day.hpp"
#include "text/time.hpp"

namespace tariff::check {
namespace {

void check_invoice_overdue(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const Freeze& freeze = facts.desired().freeze;
  if (!freeze.is_on || mapping.mapping().billing != Billing::on) return;
  const Day today = facts.observed().today;
  for (const auto& named : mapping.agreements) {
    if (!mapping.is_of_account(named.found)) continue;
    const Agreement& agreement = *named.found;
    if (invoice_state(agreement, today, freeze.days_max) != InvoiceState::overdue) continue;
    findings.warning(
        mapping, {"agreement",
                  "The agreement " + agreement.summary.number.text() + " was to be billed on " +
                      write_day(*billing_day_on_or_before(agreement, today)) + ", and was last billed on " +
                      write_day(*last_billed_day(agreement)) + ".",
                  "Look in Tigerpaw why its invoice run has not come; its lines follow the counts "
                  "again meanwhile.",
                  *named.place});
  }
}

}  // namespace

const MappingRule invoice_overdue{"invoice-overdue", check_invoice_overdue};

}  // namespace tariff::check
