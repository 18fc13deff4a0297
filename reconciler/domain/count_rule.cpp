#include "domain/count_rule.hpp"

#include <algorithm>
#include <string_view>

namespace tariff {
namespace {

/// The quantity behind each step, for the figure and for its words.
struct Steps {
  std::int64_t charged = 0;  ///< without what is included
  std::int64_t packed = 0;
  std::int64_t raised = 0;
  std::int64_t limited = 0;
};

Steps steps_of(const CountRule& rule, std::int64_t counted) {
  Steps steps;
  if (counted <= 0) return steps;
  steps.charged = std::max<std::int64_t>(0, counted - rule.included);
  steps.packed = (steps.charged + rule.round_to - 1) / rule.round_to * rule.round_to;
  steps.raised = std::max(steps.packed, rule.minimum);
  steps.limited = rule.maximum ? std::min(steps.raised, *rule.maximum) : steps.raised;
  return steps;
}

}  // namespace

std::string_view basis_name(CountBasis basis) {
  switch (basis) {
    case CountBasis::in_use:
      return "in-use";
    case CountBasis::purchased:
      return "purchased";
    case CountBasis::users:
      return "users";
    case CountBasis::mailboxes:
      return "mailboxes";
  }
  return "";
}

std::optional<CountBasis> basis_named(std::string_view name) {
  for (const CountBasis basis : count_bases)
    if (basis_name(basis) == name) return basis;
  return std::nullopt;
}

std::string_view taken_name(CountTaken taken) {
  switch (taken) {
    case CountTaken::latest:
      return "latest";
    case CountTaken::peak:
      return "peak";
  }
  return "";
}

std::optional<CountTaken> taken_named(std::string_view name) {
  for (const CountTaken taken : counts_taken)
    if (taken_name(taken) == name) return taken;
  return std::nullopt;
}

bool counts_alike(const CountRule& left, const CountRule& right) {
  return left.basis == right.basis && left.counts_grace == right.counts_grace &&
         left.inactive_days == right.inactive_days;
}

std::int64_t billed_quantity(const CountRule& rule, std::int64_t counted) {
  return steps_of(rule, counted).limited;
}

std::string effect_text(const CountRule& rule, std::int64_t counted) {
  const Steps steps = steps_of(rule, counted);
  std::string text;
  const auto add = [&](bool acts, const std::string& words) {
    if (acts) text += (text.empty() ? "" : ", ") + words;
  };
  if (counted <= 0) return text;
  add(steps.charged != counted, std::to_string(rule.included) + " included");
  add(steps.packed != steps.charged, "in packs of " + std::to_string(rule.round_to));
  add(steps.raised != steps.packed, "at least " + std::to_string(rule.minimum));
  add(steps.limited != steps.raised, "at most " + std::to_string(rule.maximum.value_or(0)));
  return text;
}

}  // namespace tariff
