#include "plan/plan_diff.hpp"

#include "plan/consent.hpp"
#include "plan/intent.hpp"
#include "plan/summary.hpp"

namespace tariff::plan {
namespace {

std::string value_text(const LineValue& value) {
  return std::to_string(value.quantity) + " x " + value.price.grouped() + " L" + value.level.text();
}

/// What a row sets, for people.
struct TextOf {
  std::string operator()(const LinkAccount& link) const { return "link to " + link.product_name; }
  std::string operator()(const CreateCharge& create) const { return "create " + value_text(create.to); }
  std::string operator()(const UpdateCharge& update) const { return "update to " + value_text(update.to); }
  std::string operator()(const RetireCharge& retire) const {
    return "retire " + value_text(retire.from) + (retire.line == LineEnd::removed ? " and delete" : "");
  }
  std::string operator()(const ReplaceCharges& replace) const {
    std::string out = "replace";
    for (const auto& move : replace.moves)
      out += (out == "replace" ? " " : ", ") + move.key.item.value() + " on " + move.key.agreement.text() +
             " to " + value_text(move.to);
    return out;
  }
  std::string operator()(const AdoptCharge& adopt) const { return "adopt " + value_text(adopt.wanted); }
  std::string operator()(const ReleaseCharge&) const { return "release"; }
  std::string operator()(const ObserveCharge& observe) const { return "observe " + value_text(observe.to); }
};

std::string text_of(const Row& row) {
  std::string out = std::visit(TextOf{}, row.action) + " (" + std::string(cause_name(row.cause)) + ")";
  if (row.hold != Hold::none) out += ", " + std::string(hold_name(row.hold));
  return out;
}

RowDifference differing(DifferenceKind kind, const Row* before, const Row* after) {
  const Row& any = after != nullptr ? *after : *before;
  RowDifference out{kind, any.address, any.tenant, any.account, "", "", {}, {}, any.period};
  if (before != nullptr) out.before = text_of(*before);
  if (before != nullptr) out.amount_before = before->amount_delta;
  if (after != nullptr) out.after = text_of(*after);
  if (after != nullptr) out.amount_after = after->amount_delta;
  return out;
}

void compare(const Row* before, const Row* after, std::vector<RowDifference>& out) {
  if (before == nullptr) return out.push_back(differing(DifferenceKind::appeared, before, after));
  if (after == nullptr) return out.push_back(differing(DifferenceKind::gone, before, after));
  if (intent_json(*before) != intent_json(*after))
    return out.push_back(differing(DifferenceKind::intent, before, after));
  if (before->hold != after->hold) return out.push_back(differing(DifferenceKind::hold, before, after));
  if (text_of(*before) != text_of(*after) || before->amount_delta != after->amount_delta)
    out.push_back(differing(DifferenceKind::quantity, before, after));
}

}  // namespace

std::string_view difference_kind_name(DifferenceKind kind) {
  switch (kind) {
    case DifferenceKind::appeared:
      return "appeared";
    case DifferenceKind::gone:
      return "gone";
    case DifferenceKind::intent:
      return "intent";
    case DifferenceKind::quantity:
      return "quantity";
    case DifferenceKind::hold:
      return "hold";
  }
  return "";
}

PlanDifference difference_of(const Plan& before, const Plan& after) {
  std::map<std::string, std::pair<const Row*, const Row*>> rows;
  for (const auto& row : before.rows)
    if (is_change(row)) rows[row.address].first = &row;
  for (const auto& row : after.rows)
    if (is_change(row)) rows[row.address].second = &row;
  PlanDifference out;
  for (const auto& [address, pair] : rows) compare(pair.first, pair.second, out.rows);
  out.is_same_intent = intent_digest(before) == intent_digest(after);
  out.delta_before = summary_of(before).delta;
  out.delta_after = summary_of(after).delta;
  return out;
}

}  // namespace tariff::plan
