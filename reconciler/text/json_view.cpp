#include "base/inert.hpp"
#include "text/json.hpp"

namespace tariff {
namespace {

const Json nothing;

std::string found_text(const Json& json) {
  switch (json.kind()) {
    case Json::Kind::null:
      return "nothing";
    case Json::Kind::boolean:
    case Json::Kind::number:
      return json.raw();
    case Json::Kind::string:
      return "the text \"" + inert(json.raw(), 60) + "\"";
    case Json::Kind::array:
      return "a list";
    case Json::Kind::object:
      return "an object";
  }
  return "";
}

bool is_decimal(std::string_view digits) {
  if (digits.starts_with('-')) digits.remove_prefix(1);
  const auto point = digits.find('.');
  const auto all_digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (point == std::string_view::npos) return all_digits(digits);
  return all_digits(digits.substr(0, point)) && all_digits(digits.substr(point + 1));
}

}  // namespace

bool JsonView::has(std::string_view name) const {
  const Json* member = value_->find(name);
  return member != nullptr && !member->is_null();
}

JsonView JsonView::at(std::string_view name) const {
  const Json* member = value_->find(name);
  return {member == nullptr ? nothing : *member,
          path_.empty() ? std::string(name) : path_ + "." + std::string(name)};
}

JsonView JsonView::at(std::size_t index) const {
  return {value_->items()[index], path_ + "[" + std::to_string(index) + "]"};
}

Error JsonView::wrong(std::string_view name, std::string_view expected) const {
  const JsonView member = at(name);
  return {ErrorKind::refused,
          "Found " + found_text(member.json()) + " at " + inert(member.path(), 200) + ", expected " +
              std::string(expected) + ".",
          "The service's reply has another form than documented."};
}

Result<std::string> JsonView::string(std::string_view name) const {
  const Json* member = value_->find(name);
  if (member == nullptr || !member->is_string()) return wrong(name, "a text");
  return member->raw();
}

Result<std::int64_t> JsonView::whole(std::string_view name) const {
  const Json* member = value_->find(name);
  if (member == nullptr || !(member->is_number() || member->is_string()))
    return wrong(name, "a whole number");
  const auto value = whole_number(member->raw());
  if (!value) return wrong(name, "a whole number");
  return *value;
}

Result<bool> JsonView::boolean(std::string_view name) const {
  const Json* member = value_->find(name);
  if (member == nullptr || !member->is_boolean()) return wrong(name, "true or false");
  return member->truth();
}

Result<std::string> JsonView::decimal(std::string_view name) const {
  const Json* member = value_->find(name);
  if (member == nullptr || !(member->is_number() || member->is_string()) || !is_decimal(member->raw()))
    return wrong(name, "a decimal number");
  return member->raw();
}

Result<std::vector<JsonView>> JsonView::list(std::string_view name) const {
  const Json* member = value_->find(name);
  if (member == nullptr || !member->is_array()) return wrong(name, "a list");
  const JsonView whole_list = at(name);
  std::vector<JsonView> views;
  views.reserve(whole_list.size());
  for (std::size_t i = 0; i < whole_list.size(); ++i) views.push_back(whole_list.at(i));
  return views;
}

Result<std::string> JsonView::string_or(std::string_view name, std::string_view other) const {
  if (!has(name)) return std::string(other);
  return string(name);
}

Result<std::int64_t> JsonView::whole_or(std::string_view name, std::int64_t other) const {
  if (!has(name)) return other;
  return whole(name);
}

Result<bool> JsonView::boolean_or(std::string_view name, bool other) const {
  if (!has(name)) return other;
  return boolean(name);
}

}  // namespace tariff
