#include "report/doctor_text.hpp"
#include "report/document_parts.hpp"
#include "text/json_schema.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

constexpr CheckState states[] = {CheckState::ok, CheckState::warning, CheckState::failed,
                                 CheckState::not_tried, CheckState::assumed};

Json line_json(const CheckLine& line) {
  return Json::object({{"id", Json::string(line.id)},
                       {"subject", outside_or_null(line.subject)},
                       {"state", Json::string(check_state_name(line.state))},
                       {"found", outside_json(line.found)},
                       {"advice", outside_or_null(line.advice)},
                       {"fault", line.fault ? Json::string(kind_name(*line.fault)) : Json{}}});
}

Json summary_json(const Checkup& checkup) {
  Json summary = Json::object();
  for (const auto state : states) {
    std::int64_t count = 0;
    for (const auto& line : checkup.lines) count += line.state == state ? 1 : 0;
    summary.set(check_state_name(state), Json::number(count));
  }
  return summary;
}

}  // namespace

std::string doctor_json(const Checkup& checkup, plan::Exit exit) {
  Json checks = Json::array();
  for (const auto& line : checkup.lines) checks.push(line_json(line));
  return Json::object({{"format_version", Json::number(1)},
                       {"exit", exit_json(static_cast<int>(exit), std::string(plan::exit_class(exit)))},
                       {"program", Json::string(checkup.program)},
                       {"now", Json::string(write_instant(checkup.now))},
                       {"summary", summary_json(checkup)},
                       {"checks", std::move(checks)}})
      .pretty();
}

std::string doctor_schema() {
  using namespace json_schema;
  std::vector<std::string> names;
  Members counts;
  for (const auto state : states) {
    names.push_back(check_state_name(state));
    counts.emplace_back(check_state_name(state), whole());
  }
  return document("tariff doctor document, format_version 1",
                  closed({{"format_version", Json::object({{"const", Json::number(1)}})},
                          {"exit", json_schema::exit()},
                          {"program", text()},
                          {"now", text()},
                          {"summary", closed(std::move(counts))},
                          {"checks", list_of(closed({{"id", text()},
                                                     {"subject", nullable("string")},
                                                     {"state", words(names)},
                                                     {"found", text()},
                                                     {"advice", nullable("string")},
                                                     {"fault", nullable("string")}}))}}));
}

}  // namespace tariff::report
