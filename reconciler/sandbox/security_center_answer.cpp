#include "sandbox/security_center_answer.hpp"

#include "text/time.hpp"

namespace tariff::sandbox {
namespace {

Json typed(std::string_view type, Json value) {
  return Json::object({{"type", Json::string(type)}, {"value", std::move(value)}});
}

PxgError standard(std::int64_t code, std::string message) { return {code, "KLSTD", std::move(message)}; }

Json error_members(const PxgError& error) {
  return Json::object({{"code", Json::number(error.code)},
                       {"subcode", Json::number(error.subcode)},
                       {"module", Json::string(error.module)},
                       {"file", Json::string("sandbox")},
                       {"line", Json::number(1)},
                       {"message", Json::string(error.message)}});
}

}  // namespace

Json params(Json members) { return typed("params", std::move(members)); }
Json datetime(std::string_view text) { return typed("datetime", Json::string(text)); }
Json datetime(Instant instant) { return datetime(write_instant(instant)); }
Json long_number(std::int64_t value) { return typed("long", Json::number(value)); }

const Json& unwrapped(const Json& value) {
  const Json* type = value.find("type");
  const Json* inner = value.find("value");
  return type && inner && type->is_string() && value.members().size() == 2 ? *inner : value;
}

PxgError no_such_parameter(std::string_view name) {
  return {1125, "KLPRSS", "Parameter '" + std::string(name) + "' does not exist"};
}
PxgError object_not_found(std::string_view what) {
  return standard(1186, "Object not found: " + std::string(what));
}
PxgError bad_format(std::string_view what) { return standard(1192, "Bad format: " + std::string(what)); }
PxgError not_permitted() { return standard(1193, "The operation is not permitted on a virtual server"); }
PxgError limit_violated(std::string_view what) {
  return standard(1229, "Limit violated: " + std::string(what));
}

Json returning(Json value) { return Json::object({{"PxgRetVal", std::move(value)}}); }

std::string answer_text(const Answer& answer) {
  if (const auto* error = std::get_if<PxgError>(&answer))
    return Json::object({{"PxgError", error_members(*error)}}).text();
  return std::get<Json>(answer).text();
}

const Json* Arguments::find(std::string_view name) const {
  const Json* found = json_.find(name);
  return found && !found->is_null() ? &unwrapped(*found) : nullptr;
}

std::optional<std::string> Arguments::text(std::string_view name) const {
  const Json* found = find(name);
  return found && found->is_string() ? std::optional(found->raw()) : std::nullopt;
}

std::optional<std::int64_t> Arguments::number(std::string_view name) const {
  const Json* found = find(name);
  return found && found->is_number() ? whole_number(found->raw()) : std::nullopt;
}

std::optional<bool> Arguments::boolean(std::string_view name) const {
  const Json* found = find(name);
  return found && found->is_boolean() ? std::optional(found->truth()) : std::nullopt;
}

std::optional<std::vector<std::string>> Arguments::texts(std::string_view name) const {
  const Json* found = find(name);
  if (!found || !found->is_array()) return std::nullopt;
  std::vector<std::string> texts;
  for (const auto& item : found->items())
    if (item.is_string()) texts.push_back(item.raw());
  return texts;
}

Arguments Arguments::part(std::string_view name) const {
  const Json* found = find(name);
  return Arguments(found && found->is_object() ? *found : Json::object());
}

std::vector<std::string> Arguments::names() const {
  std::vector<std::string> names;
  for (const auto& [name, value] : json_.members()) names.push_back(name);
  return names;
}

Json chosen(const Json& members, const std::vector<std::string>& names) {
  Json kept = Json::object();
  for (const auto& name : names)
    if (const Json* found = members.find(name)) kept.set(name, *found);
  return kept;
}

}  // namespace tariff::sandbox
