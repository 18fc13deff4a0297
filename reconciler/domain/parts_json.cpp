#include "domain/parts_json.hpp"

#include "text/json_schema.hpp"

namespace tariff {

namespace {

Json rule_json(const CountRule& rule) {
  return Json::object({{"count", Json::string(basis_name(rule.basis))},
                       {"included", Json::number(rule.included)},
                       {"round_to", Json::number(rule.round_to)},
                       {"minimum", Json::number(rule.minimum)},
                       {"maximum", rule.maximum ? Json::number(*rule.maximum) : Json{}},
                       {"count_grace", Json::boolean(rule.counts_grace)},
                       {"inactive_days", rule.inactive_days ? Json::number(*rule.inactive_days) : Json{}}});
}

CountRule read_rule(FieldReader& part) {
  if (!part.has("rule")) return {};
  FieldReader fields(part.at("rule"));
  const auto basis = basis_named(fields.text("count"));
  CountRule rule{basis.value_or(CountBasis::in_use),
                 fields.whole("included"),
                 fields.whole("round_to"),
                 fields.whole("minimum"),
                 {},
                 fields.truth("count_grace")};
  if (fields.has("maximum")) rule.maximum = fields.whole("maximum");
  if (fields.has("inactive_days")) rule.inactive_days = fields.whole("inactive_days");
  const bool is_sound = basis && rule.included >= 0 && rule.round_to > 0 && rule.minimum >= 0 &&
                        rule.minimum <= rule.maximum.value_or(rule.minimum);
  if (!is_sound) fields.fail({ErrorKind::refused, "Found a rule of counting that no file has.", ""});
  part.keep(fields);
  return rule;
}

}  // namespace

Json parts_json(const std::vector<Part>& parts) {
  Json json = Json::array();
  for (const auto& part : parts) {
    Json written = Json::object({{"tenant", Json::string(part.tenant.value())},
                                 {"product", Json::string(part.product)},
                                 {"category", Json::string(category_name(part.category))},
                                 {"count", Json::number(part.count)}});
    if (!part.rule.is_plain()) written.set("rule", rule_json(part.rule));
    if (part.purchased) written.set("purchased", Json::number(*part.purchased));
    json.push(std::move(written));
  }
  return json;
}

Json parts_schema() {
  using namespace json_schema;
  Json part = closed({{"tenant", text()},
                      {"product", text()},
                      {"category", words({"workstation", "server", "other"})},
                      {"count", whole()}});
  Json rule = closed({{"count", words({"in-use", "purchased", "users", "mailboxes"})},
                      {"included", whole()},
                      {"round_to", whole()},
                      {"minimum", whole()},
                      {"maximum", nullable("integer")},
                      {"count_grace", truth()},
                      {"inactive_days", nullable("integer")}});
  return list_of(
      with_optional(with_optional(std::move(part), "rule", std::move(rule)), "purchased", whole()));
}

std::vector<Part> read_parts(FieldReader& fields, std::string_view name) {
  std::vector<Part> parts;
  for (const auto& view : fields.list(name)) {
    FieldReader inner(view);
    const TenantUid tenant(inner.text("tenant"));
    const auto category = category_named(inner.text("category"));
    if (!category) inner.fail({ErrorKind::refused, "Found a category that does not exist.", ""});
    std::optional<std::int64_t> purchased;
    if (inner.has("purchased")) purchased = inner.whole("purchased");
    parts.push_back({tenant, inner.text("product"), category.value_or(Category::other), inner.whole("count"),
                     read_rule(inner), purchased});
    fields.keep(inner);
  }
  return parts;
}

}  // namespace tariff
