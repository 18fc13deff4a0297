#include "check/all.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "check/rules.hpp"

namespace tariff::check {
namespace {

const std::array mapping_rules{
    &source_unknown,
    &tenant_unknown,
    &tenant_name_ambiguous,
    &tenant_name_differs,
    &tenant_replaced,
    &tenant_moved_source,
    &tenant_disabled,
    &tenant_mapped_twice,
    &tenant_unread,
    &account_unknown,
    &account_name_differs,
    &account_mapped_twice,
    &item_of_two_sources,
    &account_not_linked,
    &cross_reference_of_another_tenant,
    &billing_without_agreement,
    &agreement_unknown,
    &agreement_not_of_account,
    &agreement_of_parent,
    &agreement_ended,
    &agreement_not_started,
    &handover_missing,
    &item_billed_elsewhere,
    &line_not_in_ledger,
    &price_level_unknown,
    &price_level_ambiguous,
    &item_without_price,
    &product_unpriced,
    &tigerpaw_unread,
    &credit_hold,
    &level_not_default,
    &bill_to_parent,
    &count_differs,
    &override_ended,
    &exclusion_ended,
    &override_without_line,
    &purchase_unknown,
    &count_unknown,
    &invoice_overdue,
};

const std::array file_rules{
    &source_unread, &external_product_missing, &external_product_inactive,
    &item_unknown,  &item_case_differs,        &item_inactive,
    &item_unread,   &licence_ambiguous,        &mapping_missing,
};

void take_from_file(const Diagnostics& from_file, Review& review) {
  for (const auto& problem : from_file) {
    if (problem.severity != Severity::error || problem.mapping < 0) continue;
    const auto index = static_cast<std::size_t>(problem.mapping);
    if (problem.scope == Scope::mapping) review.set_aside[index] = true;
    if (problem.scope == Scope::product) review.product_set_aside[index] = true;
  }
  review.problems = from_file;
}

/// No row links an account whose mapping is set aside, so nothing is said of it.
void drop_links_of_set_aside(Review& review) {
  std::erase_if(review.problems, [&](const Diagnostic& problem) {
    return problem.rule == account_not_linked.id && problem.mapping >= 0 &&
           review.set_aside[static_cast<std::size_t>(problem.mapping)];
  });
}

/// Places that are not known come last.
bool stands_before(const Diagnostic& left, const Diagnostic& right) {
  const auto rank = [](const Diagnostic& problem) {
    return std::make_tuple(problem.place.line == 0, problem.place.line, problem.place.column);
  };
  return rank(left) < rank(right);
}

}  // namespace

bool Review::stops_everything() const {
  return std::any_of(problems.begin(), problems.end(), [](const Diagnostic& problem) {
    return problem.severity == Severity::error && problem.scope == Scope::file;
  });
}

Review all(const Desired& desired, const Observed& observed, const LedgerState* ledger,
           const Diagnostics& from_file) {
  const std::size_t count = desired.mappings.size();
  Review review{{}, std::vector<bool>(count), std::vector<bool>(count), std::vector<bool>(count)};
  take_from_file(from_file, review);
  const Facts facts(desired, observed, ledger, from_file);
  Findings findings(facts, review);
  for (const auto* rule : file_rules) {
    findings.enter(rule->id);
    rule->check(facts, findings);
  }
  for (const auto& mapping : facts.mappings()) {
    if (mapping.mapping().is_dormant) continue;
    for (const auto* rule : mapping_rules) {
      findings.enter(rule->id);
      rule->check(facts, mapping, findings);
    }
  }
  drop_links_of_set_aside(review);
  std::stable_sort(review.problems.begin(), review.problems.end(), stands_before);
  return review;
}

}  // namespace tariff::check
