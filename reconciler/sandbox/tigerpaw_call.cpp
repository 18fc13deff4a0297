#include "sandbox/tigerpaw_call.hpp"

#include <utility>

#include "text/match.hpp"

namespace tariff::sandbox::tigerpaw {

std::int64_t Call::number(std::size_t index) const { return whole_number(arguments.at(index)).value_or(0); }

std::string Call::parameter(const std::string& lower_case_name) const {
  const auto found = request.query.find(lower_case_name);
  return found == request.query.end() ? "" : found->second;
}

bool Call::flag(const std::string& lower_case_name) const {
  return equal_ignoring_case(parameter(lower_case_name), "true");
}

HttpReply json_reply(const Json& body, int status) {
  return {status, {{"content-type", "application/json; charset=utf-8"}}, body.text()};
}

HttpReply problem(int status, std::string_view message) {
  return json_reply(Json::object({{"Message", Json::string(message)}}), status);
}

HttpReply outcome(bool success, std::string_view message) {
  return json_reply(Json::object({{"Success", Json::boolean(success)}, {"Message", Json::string(message)}}));
}

Row& Row::text(std::string_view name, std::string_view value) {
  return this->value(name, Json::string(value));
}

Row& Row::text_or_null(std::string_view name, std::string_view value) {
  return value.empty() ? null(name) : text(name, value);
}

Row& Row::number(std::string_view name, std::int64_t value) { return this->value(name, Json::number(value)); }

Row& Row::number_or_null(std::string_view name, std::int64_t value) {
  return value == 0 ? null(name) : number(name, value);
}

Row& Row::truth(std::string_view name, bool value) { return this->value(name, Json::boolean(value)); }

Row& Row::decimal(std::string_view name, std::string_view digits) {
  if (digits.empty()) return null(name);
  return value(name, Json::number_text(decimal_text(digits, settings_.decimal_places)));
}

Row& Row::null(std::string_view name) {
  if (settings_.explicit_nulls) object_.set(name, Json());
  return *this;
}

Row& Row::value(std::string_view name, Json value) {
  object_.set(name, std::move(value));
  return *this;
}

std::string decimal_text(std::string_view digits, std::int64_t places) {
  std::string text(digits);
  const auto least = static_cast<std::size_t>(places < 0 ? 0 : places);
  if (text.find('.') == std::string::npos) text += '.';
  while (text.size() - text.find('.') - 1 > least && text.back() == '0') text.pop_back();
  while (text.size() - text.find('.') - 1 < least) text += '0';
  if (text.back() == '.') text.pop_back();
  return text;
}

const Item* find_item(const Tigerpaw& world, std::string_view id) {
  for (const auto& item : world.items)
    if (equal_ignoring_case(item.id, id)) return &item;
  return nullptr;
}

}  // namespace tariff::sandbox::tigerpaw
