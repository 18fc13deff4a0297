#include "domain/parts_json.hpp"

#include "text/json_schema.hpp"

namespace tariff {

namespace {

Json rule_json(const CountRule& rule) {
  Json json =
      Json::object({{"count", Json::string(basis_name(rule.basis))},
                    {"included", Json::number(rule.included)},
                    {"round_to", Json::number(rule.round_to)},
                    {"minimum", Json::number(rule.minimum)},
                    {"maximum", rule.maximum ? Json::number(*rule.maximum) : Json{}},
                    {"count_grace", Json::boolean(rule.counts_grace)},
                    {"inactive_days", rule.inactive_days ? Json::number(*rule.inactive_days) : Json{}}});
  // A log from before there were peaks reads as it did.
  if (rule.taken != CountTaken::latest) json.set("quantity", Json::string(taken_name(rule.taken)));
  return json;
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
  const auto taken = taken_named(fields.has("quantity") ? fields.text("quantity") : "latest");
  rule.taken = taken.value_or(CountTaken::latest);
  const bool is_sound = basis && taken && rule.included >= 0 && rule.round_to > 0 && rule.minimum >= 0 &&
                        rule.minimum <= rule.maximum.value_or(rule.minimum);
  if (!is_sound) fields.fail({ErrorKind::refused, "Found a rule of counting that no file has.", ""});
  part.keep(fields);
  return rule;
}

std::optional<PeakCount> read_peak(FieldReader& part) {
  if (!part.has("peak")) return std::nullopt;
  FieldReader fields(part.at("peak"));
  PeakCount peak{fields.whole("count"), fields.text("last_billed")};
  part.keep(fields);
  return peak;
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
    if (part.peak)
      written.set("peak", Json::object({{"count", Json::number(part.peak->count)},
                                        {"last_billed", Json::string(part.peak->last_billed)}}));
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
  part = with_optional(std::move(part), "rule",
                       with_optional(std::move(rule), "quantity", words({"latest", "peak"})));
  part = with_optional(std::move(part), "purchased", whole());
  return list_of(
      with_optional(std::move(part), "peak", closed({{"count", whole()}, {"last_billed", text()}})));
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
                     read_rule(inner), purchased, read_peak(inner)});
    fields.keep(inner);
  }
  return parts;
}

}  // namespace tariff
