#include "domain/parts_json.hpp"
#include "report/document_parts.hpp"
#include "report/explain_text.hpp"
#include "text/json_schema.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

using plan::ExplainedKey;
using plan::ExplainedLine;
using plan::ExplainedMapping;

Json instant_json(const std::optional<Instant>& at) { return at ? Json::string(write_instant(*at)) : Json{}; }

std::string_view billing_word(Billing billing) {
  if (billing == Billing::on) return "true";
  return billing == Billing::off ? "false" : "observe";
}

template <class Items, class Write>
Json list_json(const Items& items, Write write) {
  Json list = Json::array();
  for (const auto& item : items) list.push(write(item));
  return list;
}

Json key_json(const ExplainedKey& key) {
  return Json::object(
      {{"serial", outside_json(key.serial.value())},
       {"licence_name", outside_json(key.licence_name)},
       {"products", list_json(key.products, [](const auto& product) { return outside_json(product); })},
       {"expires", instant_json(key.expires)},
       {"bought", key.bought ? Json::number(*key.bought) : Json{}},
       {"unit", Json::string(unit_name(key.unit))},
       {"devices", Json::number(key.devices)},
       {"unseen", Json::number(key.unseen)},
       {"in_grace", Json::boolean(key.in_grace)},
       {"has_lapsed", Json::boolean(key.has_lapsed)},
       {"device_names", list_json(key.named, [](const Device& device) {
          return Json::object({{"name", outside_json(device.name)},
                               {"category", Json::string(category_name(device.category))}});
        })}});
}

Json unpriced_json(const UnpricedUse& use) {
  return Json::object({{"licence_name", outside_json(use.licence_name)},
                       {"product", outside_or_null(use.product)},
                       {"category", Json::string(category_name(use.category))},
                       {"devices", Json::number(use.devices)}});
}

Json not_billed_json(const plan::ExplainedExclusion& one) {
  return Json::object({{"product", outside_json(one.product)},
                       {"reason", outside_json(one.reason)},
                       {"until", one.until ? Json::string(write_day(*one.until)) : Json{}}});
}

Json share_json(const ProductShare& share) {
  return Json::object({{"product", outside_json(share.product)},
                       {"counted", Json::number(share.counted)},
                       {"billed", Json::number(share.billed())},
                       {"rule", outside_or_null(share.effect())}});
}

Json row_json(const std::optional<plan::Row>& row) {
  if (!row) return {};
  return Json::object({{"address", outside_json(row->address)},
                       {"action", Json::string(plan::action_name(row->action))},
                       {"cause", Json::string(plan::cause_name(row->cause))},
                       {"reason", outside_or_null(row->reason)},
                       {"hold_reason", outside_or_null(row->hold_reason)}});
}

Json line_json(const ExplainedLine& line) {
  return Json::object({{"address", Json::string(address_of(line.key))},
                       {"agreement", Json::number(line.key.agreement.value())},
                       {"item", outside_json(line.key.item.value())},
                       {"item_description", outside_or_null(line.item_description)},
                       {"shares", list_json(shares_of(line.parts), share_json)},
                       {"parts", parts_json(line.parts)},
                       {"note", outside_or_null(line.note)},
                       {"wanted", line_value_json(line.wanted)},
                       {"price_level", outside_or_null(line.level_name)},
                       {"period", outside_or_null(line.period)},
                       {"detail", line.detail ? Json::number(line.detail->value()) : Json{}},
                       {"live", line_value_json(line.live)},
                       {"written", line_value_json(line.written)},
                       {"written_at", instant_json(line.written_at)},
                       {"written_by", outside_or_null(line.written_by.value())},
                       {"row", row_json(line.row)}});
}

Json commit_json(const std::optional<plan::RowCommit>& commit) {
  if (!commit) return {};
  return Json::object({{"id", outside_json(commit->id)},
                       {"author", outside_json(commit->author)},
                       {"at", instant_json(commit->at)},
                       {"ticket", outside_or_null(commit->ticket)}});
}

Json mapping_json(const ExplainedMapping& mapping) {
  return Json::object({{"tenant", outside_json(mapping.tenant)},
                       {"uid", outside_or_null(mapping.uid.value())},
                       {"account", Json::number(mapping.account.value())},
                       {"account_name", outside_or_null(mapping.account_name)},
                       {"agreement", mapping.agreement ? Json::number(mapping.agreement->value()) : Json{}},
                       {"price_level", outside_or_null(mapping.level_name)},
                       {"billing", Json::string(billing_word(mapping.billing))},
                       {"period", outside_or_null(mapping.period)},
                       {"file", outside_json(mapping.place.file)},
                       {"line", Json::number(mapping.place.line)},
                       {"commit", commit_json(mapping.commit)},
                       {"left_alone", outside_or_null(mapping.left_alone)},
                       {"keys", list_json(mapping.keys, key_json)},
                       {"unpriced", list_json(mapping.unpriced, unpriced_json)},
                       {"not_billed", list_json(mapping.not_billed, not_billed_json)},
                       {"lines", list_json(mapping.lines, line_json)}});
}

namespace schema {

using namespace json_schema;

Json category() { return words({"workstation", "server", "other"}); }

Json key() {
  return closed({{"serial", text()},
                 {"licence_name", text()},
                 {"products", list_of(text())},
                 {"expires", nullable("string")},
                 {"bought", nullable("integer")},
                 {"unit", words({"device", "user", "mailbox"})},
                 {"devices", whole()},
                 {"unseen", whole()},
                 {"in_grace", truth()},
                 {"has_lapsed", truth()},
                 {"device_names", list_of(closed({{"name", text()}, {"category", category()}}))}});
}

Json row() {
  return or_null(closed({{"address", text()},
                         {"action", text()},
                         {"cause", text()},
                         {"reason", nullable("string")},
                         {"hold_reason", nullable("string")}}));
}

Json line() {
  return closed(
      {{"address", text()},
       {"agreement", whole()},
       {"item", text()},
       {"item_description", nullable("string")},
       {"shares",
        list_of(closed(
            {{"product", text()}, {"counted", whole()}, {"billed", whole()}, {"rule", nullable("string")}}))},
       {"parts", parts_schema()},
       {"note", nullable("string")},
       {"wanted", line_value_schema()},
       {"price_level", nullable("string")},
       {"period", nullable("string")},
       {"detail", nullable("integer")},
       {"live", line_value_schema()},
       {"written", line_value_schema()},
       {"written_at", nullable("string")},
       {"written_by", nullable("string")},
       {"row", row()}});
}

Json mapping() {
  const Json unpriced = closed({{"licence_name", text()},
                                {"product", nullable("string")},
                                {"category", category()},
                                {"devices", whole()}});
  return closed(
      {{"tenant", text()},
       {"uid", nullable("string")},
       {"account", whole()},
       {"account_name", nullable("string")},
       {"agreement", nullable("integer")},
       {"price_level", nullable("string")},
       {"billing", words({"true", "observe", "false"})},
       {"period", nullable("string")},
       {"file", text()},
       {"line", whole()},
       {"commit", or_null(closed(
                      {{"id", text()}, {"author", text()}, {"at", text()}, {"ticket", nullable("string")}}))},
       {"left_alone", nullable("string")},
       {"keys", list_of(key())},
       {"unpriced", list_of(unpriced)},
       {"not_billed",
        list_of(closed({{"product", text()}, {"reason", text()}, {"until", nullable("string")}}))},
       {"lines", list_of(line())}});
}

}  // namespace schema
}  // namespace

std::string explain_json(const std::vector<ExplainedMapping>& mappings, const plan::Plan& plan,
                         plan::Exit exit) {
  return Json::object({{"format_version", Json::number(1)},
                       {"exit", exit_json(static_cast<int>(exit), std::string(plan::exit_class(exit)))},
                       {"program", Json::string(plan.program)},
                       {"currency", outside_json(plan.currency)},
                       {"now", Json::string(write_instant(plan.now))},
                       {"mappings", list_json(mappings, mapping_json)}})
      .pretty();
}

std::string explain_schema() {
  using namespace json_schema;
  return document("tariff explain document, format_version 1",
                  closed({{"format_version", Json::object({{"const", Json::number(1)}})},
                          {"exit", json_schema::exit()},
                          {"program", text()},
                          {"currency", text()},
                          {"now", text()},
                          {"mappings", list_of(schema::mapping())}}));
}

}  // namespace tariff::report
