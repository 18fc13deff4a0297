#include "domain/parts_json.hpp"
#include "plan/json.hpp"
#include "text/json_schema.hpp"

namespace tariff::plan {
namespace {

using namespace json_schema;

Json line_value() {
  return closed({{"quantity", whole()}, {"price", money()}, {"level", whole()}, {"amount", money()}});
}

Json causes() { return words({"usage", "config", "catalogue", "adoption", "hand"}); }

Json moves() {
  return list_of(closed({{"kind", words({"create", "set", "retire"})},
                         {"agreement", whole()},
                         {"item", text()},
                         {"detail", nullable("integer")},
                         {"description", nullable("string")},
                         {"before", line_value()},
                         {"after", line_value()},
                         {"period", nullable("string")},
                         {"parts", parts_schema()}}));
}

Json row_money() {
  return or_null(closed({{"quantity_delta", whole()},
                         {"unit_price", or_null(money())},
                         {"amount_delta", money()},
                         {"period", nullable("string")}}));
}

Json change() {
  return closed(
      {{"address", text()},
       {"action", words({"link", "create", "update", "retire", "replace", "adopt", "release", "observe"})},
       {"cause", causes()},
       {"reason", text()},
       {"hold", or_null(words({"human", "unknown", "suspect", "frozen", "scheduled", "guarded"}))},
       {"hold_reason", nullable("string")},
       {"tenant", text()},
       {"account", whole()},
       {"account_name", text()},
       {"agreement", nullable("integer")},
       {"item", nullable("string")},
       {"detail", nullable("integer")},
       {"description", nullable("string")},
       {"before", or_null(line_value())},
       {"after", or_null(line_value())},
       {"money", row_money()},
       {"parts", parts_schema()},
       {"fields", list_of(closed({{"field", words({"quantity", "price", "level"})}, {"cause", causes()}}))},
       {"moves", moves()},
       {"link", or_null(closed({{"product", whole()}, {"product_name", text()}, {"external_id", text()}}))},
       {"take", or_null(words({"ours", "theirs"}))},
       {"precondition", closed({{"detail", nullable("integer")}, {"live", or_null(line_value())}})},
       {"origin", closed({{"file", text()},
                          {"line", whole()},
                          {"column", whole()},
                          {"commit", nullable("string")},
                          {"author", nullable("string")},
                          {"at", nullable("string")},
                          {"ticket", nullable("string")}})}});
}

Json problem() {
  return closed({{"rule", text()},
                 {"severity", words({"error", "warning"})},
                 {"scope", words({"file", "source", "mapping", "product"})},
                 {"mapping", nullable("integer")},
                 {"message", text()},
                 {"hint", text()},
                 {"file", text()},
                 {"line", whole()},
                 {"column", whole()},
                 {"source_line", text()}});
}

Json source() {
  return Json::object(
      {{"type", Json::string("object")},
       {"required", Json::array({Json::string("name"), Json::string("unmapped")})},
       {"additionalProperties", Json::boolean(false)},
       {"properties", Json::object({{"name", text()},
                                    {"kind", words({"security-center", "business-hub", "file"})},
                                    {"is_listed", truth()},
                                    {"listed", whole()},
                                    {"expected", whole()},
                                    {"read", whole()},
                                    {"agreements", whole()},
                                    {"lines", whole()},
                                    {"unmapped", list_of(text())}})}});
}

Json delta() { return list_of(closed({{"period", text()}, {"amount_delta", money()}})); }

/// A share in percent, or "off".
Json limit() {
  return Json::object({{"type", Json::array({Json::string("integer"), Json::string("string")})}});
}

Json limits() {
  return closed({{"suspect_drop", whole()},
                 {"suspect_days", whole()},
                 {"account_increase", limit()},
                 {"creates", limit()},
                 {"retirements", limit()},
                 {"run_amount", limit()},
                 {"amount_least", money()},
                 {"tenants_drop", limit()},
                 {"devices_drop", limit()},
                 {"usage_drift", whole()},
                 {"usage_drift_least", whole()}});
}

Json guard() {
  return closed({{"guard", text()},
                 {"scope", words({"account", "source", "run"})},
                 {"found", text()},
                 {"total", text()},
                 {"share", nullable("string")},
                 {"limit", nullable("string")},
                 {"allowed", truth()},
                 {"message", text()}});
}

Json summary() {
  Members members;
  for (const auto* name : {"create", "update", "replace", "retire", "adopt", "link", "release", "observe",
                           "held", "unknown", "scheduled", "set_aside"})
    members.emplace_back(name, whole());
  members.emplace_back("delta", delta());
  return closed(std::move(members));
}

Json set_aside() {
  return closed({{"tenant", text()},
                 {"account", whole()},
                 {"rule", text()},
                 {"unread", truth()},
                 {"still_bills", list_of(closed({{"period", text()}, {"amount", money()}}))},
                 {"days", nullable("integer")}});
}

Json observed() {
  return closed(
      {{"period", text()}, {"lines", whole()}, {"agree", whole()}, {"under", money()}, {"over", money()}});
}

Json observing() {
  return closed({{"customers", list_of(closed({{"tenant", text()},
                                               {"account", whole()},
                                               {"account_name", text()},
                                               {"period", text()},
                                               {"lines", whole()},
                                               {"agree", whole()},
                                               {"counted", money()},
                                               {"billed", money()},
                                               {"under", money()},
                                               {"over", money()},
                                               {"lines_of_source", whole()}}))},
                 {"unpriced", list_of(closed({{"licence", text()},
                                              {"product", text()},
                                              {"category", text()},
                                              {"period", text()},
                                              {"customers", whole()},
                                              {"devices", whole()},
                                              {"low", money()},
                                              {"high", money()}}))},
                 {"unmapped", list_of(closed({{"tenant", text()},
                                              {"devices", nullable("integer")},
                                              {"products", text()},
                                              {"low", money()},
                                              {"high", money()}}))},
                 {"notices", list_of(text())}});
}

}  // namespace

std::string plan_schema() {
  Json body = closed({{"format_version", Json::object({{"const", Json::number(1)}})},
                      {"program", text()},
                      {"exit", json_schema::exit()},
                      {"installation", text()},
                      {"currency", text()},
                      {"now", text()},
                      {"config", closed({{"file", text()},
                                         {"commit", nullable("string")},
                                         {"base_commit", nullable("string")},
                                         {"dirty", truth()}})},
                      {"intent_digest", text()},
                      {"complete", truth()},
                      {"applyable", truth()},
                      {"ownership_known", truth()},
                      {"epoch", nullable("string")},
                      {"restores_hand_edits", truth()},
                      {"mappings", whole()},
                      {"observed_mappings", whole()},
                      {"sources", list_of(source())},
                      {"limits", limits()},
                      {"narrowed", or_null(closed({{"words", text()}, {"left_out", whole()}}))},
                      {"background", or_null(closed({{"rows", whole()}, {"delta", delta()}}))},
                      {"guards", list_of(guard())},
                      {"summary", summary()},
                      {"problems", list_of(problem())},
                      {"set_aside", list_of(set_aside())},
                      {"observed", list_of(observed())},
                      {"changes", list_of(change())},
                      {"document_digest", text()}});
  // Only where something is observed or nobody priced it, where a licence name is new, in a plan that takes a
  // run back, and on a snapshot.
  body.find("properties")->set("observing", observing());
  body.find("properties")->set("new_licences", list_of(new_licence_schema()));
  body.find("properties")->set("reverts", text());
  body.find("properties")->set("snapshot", closed({{"taken", text()}, {"digest", text()}}));
  return document("tariff plan document, format_version 1", body);
}

}  // namespace tariff::plan
