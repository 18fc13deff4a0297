#include "report/document_parts.hpp"

#include "base/inert.hpp"
#include "text/json_schema.hpp"

namespace tariff::report {

Json outside_json(const std::string& text) { return Json::string(is_utf8(text) ? text : inert(text)); }
Json outside_or_null(const std::string& text) { return text.empty() ? Json{} : outside_json(text); }

Json line_value_json(const std::optional<LineValue>& value) {
  if (!value) return {};
  return Json::object({{"quantity", Json::number(value->quantity)},
                       {"price", Json::string(value->price.text())},
                       {"level", Json::number(value->level.value())},
                       {"amount", Json::string(value->amount().text())}});
}

Json exit_json(int code, const std::string& exit_class) {
  return Json::object({{"code", Json::number(code)}, {"class", Json::string(exit_class)}});
}

Json line_value_schema() {
  using namespace json_schema;
  return or_null(
      closed({{"quantity", whole()}, {"price", money()}, {"level", whole()}, {"amount", money()}}));
}

}  // namespace tariff::report
