#include "check/rules.hpp"

namespace tariff::check {
namespace {

void check_billing_without_agreement(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const Mapping& wanted = mapping.mapping();
  if (!mapping.is_counted()) return;
  const auto index = mapping.live.index;
  const bool no_agreement = !wanted.agreement && !facts.file_said("agreement-missing", index);
  const bool no_level = !wanted.price_level && !facts.file_said("price-level-missing", index);
  if (!no_agreement && !no_level) return;
  const std::string missing = no_agreement && no_level ? "no agreement and no price level"
                              : no_agreement           ? "no agreement"
                                                       : "no price level";
  findings.error(mapping,
                 {"billing",
                  "Billing is " + std::string(wanted.billing == Billing::on ? "on" : "observed") + ", and " +
                      missing + " is named.",
                  "Add what is missing; `tariff list agreements` and `tariff list price-levels` show "
                  "what there is."});
}

}  // namespace

const MappingRule billing_without_agreement{"billing-without-agreement", check_billing_without_agreement};

}  // namespace tariff::check
