#include "report/apply_text.hpp"

#include "base/inert.hpp"
#include "report/plan_text.hpp"
#include "text/json.hpp"

namespace tariff::report {
namespace {

constexpr const char* ends[] = {"applied", "failed", "unknown", "waiting", "not attempted", "scheduled"};

std::int64_t count_of(const EndReport& report, const std::string& end) {
  const auto found = report.counts.find(end);
  return found == report.counts.end() ? 0 : found->second;
}

Tone tone_of(const std::string& end) {
  if (end == "applied") return Tone::good;
  return end == "failed" || end == "unknown" ? Tone::bad : Tone::careful;
}

std::string row_text(const EndRow& row, const Style& style) {
  const std::string line =
      "  " + padded(row.end, 13) + "  " + inert(row.address, 120) + "  " + inert(row.tenant, 60);
  std::string out = toned(line, tone_of(row.end), style) + "\n";
  if (!row.message.empty()) out += wrapped(inert(row.message, 1000), 6, style);
  return out;
}

Json texts_json(const std::vector<std::string>& texts) {
  Json json = Json::array();
  for (const auto& text : texts) json.push(Json::string(text));
  return json;
}

}  // namespace

std::string end_report_text(const EndReport& report, const Style& style) {
  std::string out;
  for (const auto& row : report.rows) out += row_text(row, style);
  if (!report.stop_reason.empty())
    out += wrapped("Writes were stopped: " + inert(report.stop_reason, 1000), 0, style);
  for (const auto& alarm : report.alarms)
    out += toned(wrapped("ALARM: " + inert(alarm, 1000), 0, style), Tone::bad, style);
  for (const auto& note : report.notes) out += wrapped("Note: " + inert(note, 1000), 0, style);
  if (!report.head.empty()) out += "Run " + report.run + "; the ledger stands at " + report.head + ".\n";
  std::string figures;
  for (const auto* end : ends)
    if (std::string(end) != "scheduled" || count_of(report, end) > 0)
      figures += std::to_string(count_of(report, end)) + " " + end + ", ";
  return out + "Apply: " + figures + std::to_string(report.set_aside) + " set aside; " +
         delta_text(report.applied_delta) + ".\n";
}

std::string end_report_json(const EndReport& report, int exit_code, const std::string& exit_class) {
  Json rows = Json::array();
  for (const auto& row : report.rows)
    rows.push(Json::object({{"address", Json::string(row.address)},
                            {"tenant", Json::string(row.tenant)},
                            {"end", Json::string(row.end)},
                            {"message", Json::string(row.message)}}));
  Json summary = Json::object();
  for (const auto* end : ends)
    summary.set(std::string(end) == "not attempted" ? "not_attempted" : end,
                Json::number(count_of(report, end)));
  summary.set("set_aside", Json::number(report.set_aside));
  Json delta = Json::array();
  for (const auto& [period, amount] : report.applied_delta)
    delta.push(
        Json::object({{"period", Json::string(period)}, {"amount_delta", Json::string(amount.text())}}));
  summary.set("applied_delta", std::move(delta));
  return Json::object(
             {{"format_version", Json::number(1)},
              {"exit",
               Json::object({{"code", Json::number(exit_code)}, {"class", Json::string(exit_class)}})},
              {"run", Json::string(report.run)},
              {"ledger_head", report.head.empty() ? Json{} : Json::string(report.head)},
              {"stop_reason", report.stop_reason.empty() ? Json{} : Json::string(report.stop_reason)},
              {"alarms", texts_json(report.alarms)},
              {"notes", texts_json(report.notes)},
              {"rows", std::move(rows)},
              {"summary", std::move(summary)}})
      .pretty();
}

}  // namespace tariff::report
