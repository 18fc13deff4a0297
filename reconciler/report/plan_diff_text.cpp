#include "report/plan_diff_text.hpp"

#include "base/inert.hpp"
#include "report/document_parts.hpp"
#include "report/plan_text.hpp"

namespace tariff::report {
namespace {

std::string kind_words(plan::DifferenceKind kind) {
  switch (kind) {
    case plan::DifferenceKind::appeared:
      return "appeared";
    case plan::DifferenceKind::gone:
      return "gone";
    case plan::DifferenceKind::intent:
      return "another intent";
    case plan::DifferenceKind::quantity:
      return "another count";
    case plan::DifferenceKind::hold:
      return "waits otherwise";
  }
  return "";
}

Tone tone_of(plan::DifferenceKind kind) {
  return kind == plan::DifferenceKind::quantity ? Tone::plain : Tone::careful;
}

std::string row_text(const plan::RowDifference& row, const Style& style) {
  const std::string head =
      "  " + padded(kind_words(row.kind), 15) + "  " + inert(row.address, 120) + "  " + inert(row.tenant, 60);
  std::string out = toned(head, tone_of(row.kind), style) + "\n";
  const std::string period = row.period.empty() ? "" : " " + inert(row.period, 40);
  if (!row.before.empty())
    out += wrapped("was: " + inert(row.before, 400) + "; " + row.amount_before.signed_grouped() + period, 6,
                   style);
  if (!row.after.empty())
    out += wrapped("now: " + inert(row.after, 400) + "; " + row.amount_after.signed_grouped() + period, 6,
                   style);
  return out;
}

Json delta_json(const std::map<std::string, Money>& delta) {
  Json json = Json::array();
  for (const auto& [period, amount] : delta)
    json.push(
        Json::object({{"period", outside_json(period)}, {"amount_delta", Json::string(amount.text())}}));
  return json;
}

}  // namespace

std::string plan_diff_text(const plan::PlanDifference& difference, const Style& style) {
  std::string out;
  for (const auto& row : difference.rows) out += row_text(row, style);
  out += "Money: " + delta_text(difference.delta_before) + " in the old plan, " +
         delta_text(difference.delta_after) + " in the new one.\n";
  out += difference.is_same_intent
             ? "The intent is the same: a review of the old plan holds for the new one.\n"
             : "The intent is another one: the new plan needs its own review.\n";
  return out + (difference.rows.empty()
                    ? "No row differs.\n"
                    : std::to_string(difference.rows.size()) +
                          (difference.rows.size() == 1 ? " row differs.\n" : " rows differ.\n"));
}

std::string plan_diff_json(const plan::PlanDifference& difference, plan::Exit exit) {
  Json rows = Json::array();
  for (const auto& row : difference.rows)
    rows.push(Json::object({{"kind", Json::string(plan::difference_kind_name(row.kind))},
                            {"address", Json::string(row.address)},
                            {"tenant", outside_json(row.tenant)},
                            {"account", Json::number(row.account.value())},
                            {"before", outside_or_null(row.before)},
                            {"after", outside_or_null(row.after)},
                            {"amount_before", Json::string(row.amount_before.text())},
                            {"amount_after", Json::string(row.amount_after.text())},
                            {"period", outside_or_null(row.period)}}));
  return Json::object({{"format_version", Json::number(1)},
                       {"exit", exit_json(static_cast<int>(exit), std::string(plan::exit_class(exit)))},
                       {"same_intent", Json::boolean(difference.is_same_intent)},
                       {"rows", std::move(rows)},
                       {"delta_before", delta_json(difference.delta_before)},
                       {"delta_after", delta_json(difference.delta_after)}})
      .pretty();
}

}  // namespace tariff::report
