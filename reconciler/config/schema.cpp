#include "config/schema.hpp"

#include <utility>
#include <vector>

#include "config/keys.hpp"
#include "text/json.hpp"

namespace tariff::config {
namespace {

Json typed(std::string_view type) { return Json::object({{"type", Json::string(type)}}); }

Json pattern(std::string_view expression) {
  auto schema = typed("string");
  schema.set("pattern", Json::string(expression));
  return schema;
}

Json name() {
  auto schema = typed("string");
  schema.set("minLength", Json::number(1));
  schema.set("maxLength", Json::number(1024));
  return schema;
}

Json whole(std::int64_t least) {
  auto schema = typed("integer");
  schema.set("minimum", Json::number(least));
  return schema;
}

Json whole(std::int64_t least, std::int64_t most) {
  auto schema = whole(least);
  schema.set("maximum", Json::number(most));
  return schema;
}

/// A TOML date is a text in JSON.
Json day() {
  auto schema = pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
  schema.set("format", Json::string("date"));
  return schema;
}

Json list_of(Json item) {
  auto schema = typed("array");
  schema.set("minItems", Json::number(1));
  schema.set("items", std::move(item));
  return schema;
}

Json one_of_values(std::vector<Json> values) {
  return Json::object({{"enum", Json::array(std::move(values))}});
}

Json choices(const Key& key) {
  std::vector<Json> values;
  for (const auto choice : key.choices) values.push_back(Json::string(choice));
  return one_of_values(std::move(values));
}

Json order(const Key& key) {
  auto schema = list_of(choices(key));
  schema.set("minItems", Json::number(static_cast<std::int64_t>(key.choices.size())));
  schema.set("uniqueItems", Json::boolean(true));
  return schema;
}

Json billing() { return one_of_values({Json::boolean(true), Json::boolean(false), Json::string("observe")}); }

Json object_of(const Block& block);

Json list_of_objects(const Block& block) {
  auto schema = typed("array");
  schema.set("items", object_of(block));
  return schema;
}

Json schema_of(const Key& key) {
  switch (key.form) {
    case Form::version:
      return Json::object({{"const", Json::number(1)}});
    case Form::name:
      return name();
    case Form::names:
      return list_of(name());
    case Form::id:
      return whole(1);
    case Form::name_or_id:
      return Json::object({{"anyOf", Json::array({name(), whole(1)})}});
    case Form::truth:
      return typed("boolean");
    case Form::choice:
      return choices(key);
    case Form::billing:
      return billing();
    case Form::installation:
      return pattern("^[a-z0-9]{8,32}$");
    case Form::ledger_id:
      return pattern("^[a-z0-9-]{1,64}$");
    case Form::source_name:
      return pattern("^[a-z][a-z0-9-]{0,31}$");
    case Form::url:
      return pattern("^https?://[^/?#@]+$");
    case Form::ledger_url:
      return pattern("^(sqlite:(?!//)|git:(?!//)|postgresql://).+$");
    case Form::pins:
      return list_of(pattern("^sha256/[A-Za-z0-9+/]{43}=$"));
    case Form::count:
      return whole(1, 64);
    case Form::day:
      return day();
    case Form::stop:
      return Json::object(
          {{"anyOf",
            Json::array({one_of_values({Json::string("now"), Json::string("after-invoice")}), day()})}});
    case Form::money:
      return pattern("^[0-9]+(\\.[0-9]{1,4})?$");
    case Form::quantity:
      return whole(0);
    case Form::positive:
      return whole(1);
    case Form::percent:
      return whole(1, 100);
    case Form::share:
      return Json::object({{"anyOf", Json::array({whole(1, 1000), one_of_values({Json::string("off")})})}});
    case Form::days:
      return whole(1, 31);
    case Form::duration:
      return pattern("^[0-9]+[smhd]$");
    case Form::zone:
      return name();
    case Form::xml_name:
      return pattern("^(?![xX][mM][lL])[A-Za-z_][A-Za-z0-9._-]{0,99}$");
    case Form::order:
      return order(key);
    case Form::block:
      return object_of(*key.block);
    case Form::blocks:
      return list_of_objects(*key.block);
  }
  return {};
}

/// Objects that require the key, or one of those that may stand for it.
std::vector<Json> ways_to_say(const Key& key, const Block& block) {
  std::vector<Json> ways;
  for (const auto& other : block.keys)
    if (other.name == key.name || other.instead_of == key.name)
      ways.push_back(Json::object({{"required", Json::array({Json::string(other.name)})}}));
  return ways;
}

Json object_of(const Block& block) {
  auto properties = Json::object();
  auto required = Json::array();
  auto one_of = Json::array();
  for (const auto& key : block.keys) {
    auto schema = Json::object({{"description", Json::string(key.description)}});
    const auto shape = schema_of(key);
    for (const auto& [word, value] : shape.members()) schema.set(word, value);
    properties.set(key.name, std::move(schema));
    if (key.presence != Presence::required) continue;
    auto ways = ways_to_say(key, block);
    if (ways.size() == 1) {
      required.push(Json::string(key.name));
    } else {
      one_of.push(Json::object({{"oneOf", Json::array(std::move(ways))}}));
    }
  }
  auto schema = Json::object({{"type", Json::string("object")},
                              {"description", Json::string(block.description)},
                              {"properties", std::move(properties)},
                              {"additionalProperties", Json::boolean(false)}});
  if (!required.items().empty()) schema.set("required", std::move(required));
  if (!one_of.items().empty()) schema.set("allOf", std::move(one_of));
  return schema;
}

std::string document(const Block& block) {
  auto schema = Json::object({{"$schema", Json::string("http://json-schema.org/draft-07/schema#")},
                              {"title", Json::string(block.title)}});
  const auto top = object_of(block);
  for (const auto& [word, value] : top.members()) schema.set(word, value);
  return schema.pretty();
}

}  // namespace

std::string tariff_schema() { return document(tariff_keys()); }
std::string connections_schema() { return document(connections_keys()); }
std::string writer_profile_schema() { return document(writer_profile_keys()); }

}  // namespace tariff::config
