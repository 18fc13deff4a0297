#include "year/listing.hpp"

#include <vector>

#include "plan/consent.hpp"

namespace tariff::year {
namespace {

/// Fields of one row may have causes of their own; the first that the nightly run does not consent to.
plan::Cause cause_of(const plan::Row& row) {
  if (const auto* update = std::get_if<plan::UpdateCharge>(&row.action))
    for (const auto& field : update->causes)
      if (field.cause != plan::Cause::usage) return field.cause;
  return row.cause;
}

std::string hold_word(plan::Hold hold) {
  switch (hold) {
    case plan::Hold::none:
      return "waiting";
    case plan::Hold::human:
      return "held";
    case plan::Hold::unknown:
      return "unproven";
    case plan::Hold::suspect:
      return "suspect";
    case plan::Hold::frozen:
      return "frozen";
    case plan::Hold::guarded:
    case plan::Hold::stale:
    case plan::Hold::scheduled:
      return "scheduled";
  }
  return "";
}

Told told_of(const plan::Row& row, const apply::RowOutcome* outcome) {
  const std::string cause(plan::cause_name(cause_of(row)));
  if (row.hold != plan::Hold::none) return {hold_word(row.hold) + ": " + cause, row.hold_reason};
  if (outcome == nullptr) return {"not attempted", "The run did not come to this row."};
  if (outcome->end == apply::RowEnd::waiting) return {"waiting: " + cause, outcome->message};
  return {std::string(apply::row_end_name(outcome->end)), outcome->message};
}

}  // namespace

std::vector<ChargeKey> keys_of(const plan::Action& action) {
  if (const auto* create = std::get_if<plan::CreateCharge>(&action)) return {create->key};
  if (const auto* update = std::get_if<plan::UpdateCharge>(&action)) return {update->key};
  if (const auto* retire = std::get_if<plan::RetireCharge>(&action)) return {retire->key};
  if (const auto* adopt = std::get_if<plan::AdoptCharge>(&action)) return {adopt->key};
  std::vector<ChargeKey> keys;
  if (const auto* replace = std::get_if<plan::ReplaceCharges>(&action))
    for (const auto& move : replace->moves) keys.push_back(move.key);
  return keys;
}

Listing::Listing(const plan::Plan& plan, const apply::Report& report,
                 const std::vector<AccountNumber>& accounts) {
  std::map<std::string, const apply::RowOutcome*> outcomes;
  for (const auto& outcome : report.rows) outcomes[outcome.address] = &outcome;
  for (const auto& row : plan.rows) {
    const auto found = outcomes.find(row.address);
    take_row(row, found == outcomes.end() ? nullptr : found->second);
  }
  for (const auto& entry : plan.set_aside) {
    const std::string rule = entry.rule.empty() ? "unread" : entry.rule;
    accounts_[entry.account] = {"set aside: " + rule, rule};
  }
  for (const auto& problem : plan.problems) {
    if (problem.scope != Scope::product || problem.severity != Severity::error || problem.mapping < 0)
      continue;
    unpriced_[accounts.at(static_cast<std::size_t>(problem.mapping))] = {problem.rule, problem.message};
  }
}

void Listing::take_row(const plan::Row& row, const apply::RowOutcome* outcome) {
  if (!plan::is_change(row)) return;
  if (outcome != nullptr && outcome->end == apply::RowEnd::applied) return;
  const Told told = told_of(row, outcome);
  if (std::holds_alternative<plan::LinkAccount>(row.action)) accounts_[row.account] = told;
  for (const auto& key : keys_of(row.action)) {
    keys_[key] = told;
    if (row.hold == plan::Hold::scheduled) scheduled_[key.agreement] = told;
  }
}

const Told* Listing::on(const ChargeKey& key, AccountNumber account, bool is_under) const {
  if (const auto found = keys_.find(key); found != keys_.end()) return &found->second;
  if (const auto found = scheduled_.find(key.agreement); found != scheduled_.end()) return &found->second;
  if (const auto found = accounts_.find(account); found != accounts_.end()) return &found->second;
  if (const auto found = unpriced_.find(account); is_under && found != unpriced_.end()) return &found->second;
  return everything_ ? &*everything_ : nullptr;
}

}  // namespace tariff::year
