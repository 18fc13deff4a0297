#include "text/json_schema.hpp"

namespace tariff::json_schema {

Json type(std::string_view name) { return Json::object({{"type", Json::string(name)}}); }
Json text() { return type("string"); }
Json whole() { return type("integer"); }
Json truth() { return type("boolean"); }

Json nullable(std::string_view name) {
  return Json::object({{"type", Json::array({Json::string(name), Json::string("null")})}});
}

Json money() {
  return Json::object(
      {{"type", Json::string("string")}, {"pattern", Json::string("^-?[0-9]+\\.[0-9]{2,4}$")}});
}

Json words(const std::vector<std::string>& values) {
  Json list = Json::array();
  for (const auto& value : values) list.push(Json::string(value));
  return Json::object({{"enum", std::move(list)}});
}

Json list_of(Json items) {
  return Json::object({{"type", Json::string("array")}, {"items", std::move(items)}});
}

Json closed(Members members) {
  Json required = Json::array();
  for (const auto& member : members) required.push(Json::string(member.first));
  return Json::object({{"type", Json::string("object")},
                       {"additionalProperties", Json::boolean(false)},
                       {"required", std::move(required)},
                       {"properties", Json::object(std::move(members))}});
}

Json with_optional(Json object, std::string_view name, Json schema) {
  object.find("properties")->set(name, std::move(schema));
  return object;
}

Json or_null(Json schema) {
  return Json::object({{"anyOf", Json::array({type("null"), std::move(schema)})}});
}

Json exit() { return closed({{"code", whole()}, {"class", text()}}); }

std::string document(std::string_view title, const Json& body) {
  Json schema = Json::object(
      {{"$schema", Json::string("http://json-schema.org/draft-07/schema#")}, {"title", Json::string(title)}});
  for (const auto& [name, value] : body.members()) schema.set(name, value);
  return schema.pretty();
}

}  // namespace tariff::json_schema
