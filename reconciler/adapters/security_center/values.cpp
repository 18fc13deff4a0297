#include "adapters/security_center/values.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/inert.hpp"
#include "text/time.hpp"

namespace tariff::security_center {
namespace {

constexpr std::array<std::string_view, 12> wrapper_types{"params", "long",  "datetime", "date",
                                                         "binary", "float", "double",   "string",
                                                         "int",    "bool",  "array",    "time"};

bool is_wrapper(const Json& value) {
  if (!value.is_object() || value.members().size() != 2) return false;
  const Json* type = value.find("type");
  return type != nullptr && type->is_string() && value.find("value") != nullptr &&
         std::find(wrapper_types.begin(), wrapper_types.end(), type->raw()) != wrapper_types.end();
}

}  // namespace

Json unwrapped(Json value) {
  if (is_wrapper(value)) {
    Json inner = std::move(*value.find("value"));
    return unwrapped(std::move(inner));
  }
  for (auto& item : value.items()) item = unwrapped(std::move(item));
  for (auto& member : value.members()) member.second = unwrapped(std::move(member.second));
  return value;
}

Result<std::optional<Instant>> optional_instant(const JsonView& row, std::string_view name) {
  const auto text = row.string_or(name, "");
  if (!text) return text.error();
  if (text->empty()) return std::optional<Instant>();
  const auto instant = read_instant(*text);
  if (!instant)
    return Error{ErrorKind::refused,
                 "Found \"" + inert(*text, 60) + "\" at " + row.path() + "." + std::string(name) +
                     ", expected a date and time such as 2027-01-31T00:00:00Z.",
                 "The service's reply has another form than documented."};
  return std::optional(*instant);
}

Result<std::vector<Json>> rows_of(const JsonView& chunk) {
  const auto views = chunk.list("KLCSP_ITERATOR_ARRAY");
  if (!views) return views.error();
  std::vector<Json> rows;
  rows.reserve(views->size());
  for (const auto& view : *views) {
    if (!view.json().is_object())
      return Error{ErrorKind::refused, "Found no object at " + view.path() + ".",
                   "The service's reply has another form than documented."};
    rows.push_back(view.json());
  }
  return rows;
}

}  // namespace tariff::security_center
