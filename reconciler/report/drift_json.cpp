#include "report/document_parts.hpp"
#include "report/drift_text.hpp"
#include "text/json_schema.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

using plan::Drift;
using plan::DriftKind;

constexpr DriftKind kinds[] = {DriftKind::edited,       DriftKind::vanished,  DriftKind::second_line,
                               DriftKind::foreign_line, DriftKind::catalogue, DriftKind::usage,
                               DriftKind::config};

Json ignore_json(const std::optional<Ignore>& ignore) {
  if (!ignore) return {};
  return Json::object({{"reason", outside_json(ignore->reason)},
                       {"until", Json::string(write_day(ignore->until))},
                       {"file", outside_json(ignore->place.file)},
                       {"line", Json::number(ignore->place.line)}});
}

Json fields_json(const Drift& drift) {
  Json list = Json::array();
  for (const auto field : drift.fields) list.push(Json::string(plan::field_name(field)));
  return list;
}

Json drift_entry(const Drift& drift) {
  return Json::object(
      {{"kind", Json::string(plan::drift_kind_name(drift.kind))},
       {"counts", Json::boolean(drift.counts())},
       {"address", Json::string(address_of(drift.key))},
       {"tenant", outside_or_null(drift.tenant)},
       {"account", Json::number(drift.account.value())},
       {"account_name", outside_or_null(drift.account_name)},
       {"agreement", Json::number(drift.key.agreement.value())},
       {"item", outside_json(drift.key.item.value())},
       {"detail", drift.detail ? Json::number(drift.detail->value()) : Json{}},
       {"fields", fields_json(drift)},
       {"written", line_value_json(drift.written)},
       {"live", line_value_json(drift.live)},
       {"wanted", line_value_json(drift.wanted)},
       {"written_at", drift.written_at ? Json::string(write_instant(*drift.written_at)) : Json{}},
       {"written_by", outside_or_null(drift.written_by.value())},
       {"amount_delta", Json::string(drift.amount_delta.text())},
       {"period", outside_or_null(drift.period)},
       {"reason", outside_or_null(drift.reason)},
       {"ignored", ignore_json(drift.ignored)},
       {"ignore_ended", ignore_json(drift.ended)}});
}

Json drift_summary(const plan::DriftReport& report) {
  Json summary = Json::object({{"drift", Json::number(report.count())}});
  std::int64_t ignored = 0;
  for (const auto kind : kinds) {
    std::int64_t count = 0;
    for (const auto& drift : report.drifts) count += drift.kind == kind && !drift.ignored ? 1 : 0;
    summary.set(plan::drift_kind_name(kind), Json::number(count));
  }
  for (const auto& drift : report.drifts) ignored += drift.ignored ? 1 : 0;
  return summary.set("ignored", Json::number(ignored));
}

Json unread_json(const plan::Plan& plan) {
  Json list = Json::array();
  for (const auto& entry : plan.set_aside)
    list.push(Json::object({{"tenant", outside_json(entry.tenant)},
                            {"account", Json::number(entry.account.value())},
                            {"rule", outside_or_null(entry.rule)},
                            {"unread", Json::boolean(entry.unread)}}));
  return list;
}

namespace schema {

using namespace json_schema;

Json ignore() {
  return or_null(closed({{"reason", text()}, {"until", text()}, {"file", text()}, {"line", whole()}}));
}

Json kind() {
  std::vector<std::string> names;
  for (const auto kind : kinds) names.emplace_back(plan::drift_kind_name(kind));
  return words(names);
}

Json drift() {
  return closed({{"kind", kind()},
                 {"counts", truth()},
                 {"address", text()},
                 {"tenant", nullable("string")},
                 {"account", whole()},
                 {"account_name", nullable("string")},
                 {"agreement", whole()},
                 {"item", text()},
                 {"detail", nullable("integer")},
                 {"fields", list_of(words({"quantity", "price", "level"}))},
                 {"written", line_value_schema()},
                 {"live", line_value_schema()},
                 {"wanted", line_value_schema()},
                 {"written_at", nullable("string")},
                 {"written_by", nullable("string")},
                 {"amount_delta", money()},
                 {"period", nullable("string")},
                 {"reason", nullable("string")},
                 {"ignored", ignore()},
                 {"ignore_ended", ignore()}});
}

Json summary() {
  Members members{{"drift", whole()}};
  for (const auto kind : kinds) members.emplace_back(plan::drift_kind_name(kind), whole());
  members.emplace_back("ignored", whole());
  return closed(std::move(members));
}

}  // namespace schema
}  // namespace

std::string drift_json(const plan::DriftReport& report, const plan::Plan& plan, plan::Exit exit) {
  Json drifts = Json::array();
  for (const auto& drift : report.drifts) drifts.push(drift_entry(drift));
  return Json::object({{"format_version", Json::number(1)},
                       {"exit", exit_json(static_cast<int>(exit), std::string(plan::exit_class(exit)))},
                       {"program", Json::string(plan.program)},
                       {"installation", Json::string(plan.installation.value())},
                       {"currency", outside_json(plan.currency)},
                       {"now", Json::string(write_instant(plan.now))},
                       {"config", Json::object({{"file", outside_json(plan.config.file)},
                                                {"commit", outside_or_null(plan.config.commit)},
                                                {"dirty", Json::boolean(plan.config.dirty)}})},
                       {"complete", Json::boolean(plan.complete)},
                       {"ownership_known", Json::boolean(plan.ownership_known)},
                       {"lines_compared", Json::number(report.lines_compared)},
                       {"lines_unwatched", Json::number(report.lines_unwatched)},
                       {"set_aside", unread_json(plan)},
                       {"summary", drift_summary(report)},
                       {"drifts", std::move(drifts)}})
      .pretty();
}

std::string drift_schema() {
  using namespace json_schema;
  const Json aside =
      closed({{"tenant", text()}, {"account", whole()}, {"rule", nullable("string")}, {"unread", truth()}});
  return document(
      "tariff drift document, format_version 1",
      closed({{"format_version", Json::object({{"const", Json::number(1)}})},
              {"exit", json_schema::exit()},
              {"program", text()},
              {"installation", text()},
              {"currency", text()},
              {"now", text()},
              {"config", closed({{"file", text()}, {"commit", nullable("string")}, {"dirty", truth()}})},
              {"complete", truth()},
              {"ownership_known", truth()},
              {"lines_compared", whole()},
              {"lines_unwatched", whole()},
              {"set_aside", list_of(aside)},
              {"summary", schema::summary()},
              {"drifts", list_of(schema::drift())}}));
}

}  // namespace tariff::report
