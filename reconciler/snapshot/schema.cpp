#include "snapshot/snapshot.hpp"
#include "text/json_schema.hpp"

namespace tariff::snapshot {
namespace {

using namespace json_schema;

Json error() {
  return closed({{"kind", words({"not_found", "conflict", "refused", "unavailable", "outcome_unknown",
                                 "invalid", "local_io", "locked"})},
                 {"message", text()},
                 {"hint", text()}});
}

/// An answer: `found`, or the error instead.
Json answers(Json asked, Json found) {
  return list_of(Json::object({{"oneOf", Json::array({closed({{"asked", asked}, {"found", std::move(found)}}),
                                                      closed({{"asked", asked}, {"error", error()}})})}}));
}

Json source() {
  return closed({{"name", text()},
                 {"kind", words({"security-center", "business-hub", "file"})},
                 {"failure", or_null(error())}});
}

Json tenant_id() { return closed({{"source", text()}, {"id", text()}}); }

Json tenant() {
  return closed({{"id", tenant_id()}, {"uid", text()}, {"name", text()}, {"enabled", truth()}});
}

Json figures() {
  Json by_category = Json::object({{"type", Json::string("object")}, {"additionalProperties", whole()}});
  return closed({{"devices", whole()},
                 {"by_category", std::move(by_category)},
                 {"users", nullable("integer")},
                 {"mailboxes", nullable("integer")}});
}

Json usage() {
  return closed({{"tenant", tenant()},
                 {"devices", list_of(closed({{"id", text()},
                                             {"name", text()},
                                             {"category", words({"workstation", "server", "other"})},
                                             {"last_seen", nullable("string")}}))},
                 {"licences", list_of(closed({{"serial", text()},
                                              {"product", text()},
                                              {"expires", nullable("string")},
                                              {"bought", nullable("integer")},
                                              {"suite_id", nullable("integer")},
                                              {"part_number", text()},
                                              {"unit", words({"device", "user", "mailbox"})},
                                              {"in_grace", truth()},
                                              {"figures", or_null(figures())},
                                              {"devices", list_of(whole())}}))},
                 {"lapsed", list_of(closed({{"serial", text()},
                                            {"product", text()},
                                            {"expired", text()},
                                            {"suite_id", nullable("integer")},
                                            {"part_number", text()},
                                            {"devices", whole()}}))},
                 {"notes", list_of(text())}});
}

Json account() {
  return closed(
      {{"number", whole()},
       {"name", text()},
       {"parent", nullable("integer")},
       {"default_level", nullable("integer")},
       {"default_level_name", text()},
       {"credit_hold", truth()},
       {"bills_parent", truth()},
       {"cross_references",
        list_of(closed(
            {{"id", whole()}, {"product", whole()}, {"product_name", text()}, {"external_id", text()}}))}});
}

Json summary() {
  return closed({{"number", whole()},
                 {"account", whole()},
                 {"start", nullable("string")},
                 {"end", nullable("string")},
                 {"type", text()},
                 {"period", text()},
                 {"charge_count", nullable("integer")}});
}

Json agreement() {
  return closed({{"summary", summary()},
                 {"lines", list_of(closed({{"id", whole()},
                                           {"item", text()},
                                           {"description", text()},
                                           {"quantity", whole()},
                                           {"price", money()},
                                           {"level", whole()},
                                           {"source", text()},
                                           {"print_when_zero", truth()},
                                           {"delete_after_invoicing", truth()},
                                           {"use_flat_price", truth()}}))},
                 {"last_billed", text()},
                 {"next_period", text()},
                 {"day_to_bill", nullable("integer")}});
}

Json item() {
  return closed(
      {{"id", text()},
       {"description", text()},
       {"active", truth()},
       {"prices",
        list_of(closed({{"level", whole()}, {"price", money()}, {"flat_price", or_null(money())}}))}});
}

Json tigerpaw() {
  return closed(
      {{"price_levels", list_of(closed({{"id", whole()}, {"name", text()}}))},
       {"external_products", list_of(closed({{"id", whole()}, {"name", text()}, {"active", truth()}}))},
       {"account_list", list_of(closed({{"number", whole()}, {"name", text()}}))},
       {"accounts", answers(whole(), account())},
       {"agreements_of", answers(whole(), list_of(summary()))},
       {"agreements", answers(whole(), agreement())},
       {"items", answers(text(), item())}});
}

}  // namespace

std::string schema() {
  return document("tariff snapshot document, format_version 1",
                  closed({{"format_version", Json::object({{"const", Json::number(1)}})},
                          {"program", text()},
                          {"installation", text()},
                          {"taken", text()},
                          {"settings", closed({{"time_zone", text()},
                                               {"quiet_period_seconds", whole()},
                                               {"observes_only", truth()},
                                               {"any_ledger_will_do", truth()},
                                               {"unmapped_usage", truth()}})},
                          {"kaspersky", closed({{"sources", list_of(source())},
                                                {"tenants", list_of(tenant())},
                                                {"usage", answers(tenant_id(), usage())}})},
                          {"tigerpaw", tigerpaw()},
                          {"ledger", or_null(closed({{"checkpoint", text()}, {"discontinuity", text()}}))},
                          {"document_digest", text()}}));
}

}  // namespace tariff::snapshot
