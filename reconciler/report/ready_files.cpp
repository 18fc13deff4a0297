#include "base/inert.hpp"
#include "report/html.hpp"
#include "report/ready.hpp"
#include "text/json.hpp"
#include "text/json_schema.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

Json text_json(const std::string& text) { return Json::string(is_utf8(text) ? text : inert(text)); }

Json doubt_json(const ReadyDoubt& doubt) {
  return Json::object({{"doubt", Json::string(doubt_name(doubt.doubt))},
                       {"what", text_json(doubt.what)},
                       {"reason", text_json(doubt.reason)},
                       {"amount_delta", Json::string(doubt.delta.text())},
                       {"stops", Json::boolean(doubt.stops)}});
}

Json agreement_json(const ReadyAgreement& one, Instant now) {
  Json doubts = Json::array();
  for (const auto& doubt : one.doubts) doubts.push(doubt_json(doubt));
  Json out = Json::object();
  out.set("account", Json::number(one.account.value()));
  out.set("account_name", text_json(one.account_name));
  out.set("virtual_server", text_json(one.tenant));
  out.set("agreement", one.agreement ? Json::number(one.agreement->value()) : Json{});
  out.set("bills_on", one.bills_on ? Json::string(write_day(*one.bills_on)) : Json{});
  out.set("lines", Json::number(one.lines));
  out.set("bills_now", Json::string(one.bills_now.text()));
  out.set("in_doubt", Json::string(one.doubtful().text()));
  out.set("period", text_json(one.period));
  const auto& good = one.last_good_count;
  out.set("last_good_count", good ? Json::string(write_instant(*good)) : Json{});
  out.set("age_seconds", good ? Json::number((now - *good).count()) : Json{});
  out.set("ready", Json::boolean(one.is_ready()));
  out.set("note", text_json(one.note));
  out.set("doubts", std::move(doubts));
  return out;
}

Json list_json(const std::vector<ReadyAgreement>& list, Instant now) {
  Json out = Json::array();
  for (const auto& one : list) out.push(agreement_json(one, now));
  return out;
}

/// The rows that are ready, or those that are not. Shape: the table's rows are those of both lists.
std::string part_of(const Readiness& readiness, bool ready, const char* title) {
  Table table = ready_table(readiness);
  Table part = table;
  part.rows.clear();
  RowAttributes attributes;
  std::size_t row = 0;
  for (const auto* list : {&readiness.billing, &readiness.day_not_told})
    for (const auto& one : *list) {
      if (one.is_ready() == ready) {
        part.rows.push_back(table.rows[row]);
        attributes.emplace_back(ready ? "" : " data-differs=\"yes\"");
      }
      ++row;
    }
  if (part.rows.empty()) return "";
  return "<h2>" + std::string(title) + " (" + std::to_string(part.rows.size()) +
         ")</h2>\n<div class=\"scroll\">\n" + html_table(part, attributes) + "</div>\n";
}

}  // namespace

std::string ready_json(const Readiness& readiness, int exit_code, const std::string& exit_class) {
  const auto count = static_cast<std::int64_t>(readiness.billing.size());
  Json out = Json::object();
  out.set("format_version", Json::number(1));
  out.set("exit", Json::object({{"code", Json::number(exit_code)}, {"class", Json::string(exit_class)}}));
  out.set("on", Json::string(write_day(readiness.on)));
  out.set("now", Json::string(write_instant(readiness.now)));
  out.set("max_age_seconds", Json::number(readiness.age_max.count()));
  out.set("currency", text_json(readiness.currency));
  out.set("billing", list_json(readiness.billing, readiness.now));
  out.set("day_not_told", list_json(readiness.day_not_told, readiness.now));
  out.set("summary", Json::object({{"billing", Json::number(count)},
                                   {"ready", Json::number(readiness.ready())},
                                   {"not_ready", Json::number(count - readiness.ready())},
                                   {"on_other_days", Json::number(readiness.on_other_days)}}));
  return out.text() + "\n";
}

std::string ready_schema() {
  using namespace json_schema;
  std::vector<std::string> doubts;
  for (auto i = 0; i <= static_cast<int>(Doubt::outdated); ++i)
    doubts.emplace_back(doubt_name(static_cast<Doubt>(i)));
  const Json doubt = closed({{"doubt", words(doubts)},
                             {"what", text()},
                             {"reason", text()},
                             {"amount_delta", money()},
                             {"stops", truth()}});
  const Json agreement = closed({{"account", whole()},
                                 {"account_name", text()},
                                 {"virtual_server", text()},
                                 {"agreement", nullable("integer")},
                                 {"bills_on", nullable("string")},
                                 {"lines", whole()},
                                 {"bills_now", money()},
                                 {"in_doubt", money()},
                                 {"period", text()},
                                 {"last_good_count", nullable("string")},
                                 {"age_seconds", nullable("integer")},
                                 {"ready", truth()},
                                 {"note", text()},
                                 {"doubts", list_of(doubt)}});
  const Json summary =
      closed({{"billing", whole()}, {"ready", whole()}, {"not_ready", whole()}, {"on_other_days", whole()}});
  return document("tariff ready document, format_version 1",
                  closed({{"format_version", Json::object({{"const", Json::number(1)}})},
                          {"exit", json_schema::exit()},
                          {"on", text()},
                          {"now", text()},
                          {"max_age_seconds", whole()},
                          {"currency", text()},
                          {"billing", list_of(agreement)},
                          {"day_not_told", list_of(agreement)},
                          {"summary", summary}}));
}

std::string ready_html(const Readiness& readiness) {
  const auto count = readiness.billing.size();
  HtmlPage page;
  page.title = "Ready for " + write_day(readiness.on);
  page.facts.push_back("As read at " + write_instant(readiness.now) + "; a count holds for " +
                       age_text(readiness.age_max) + "; amounts in " + readiness.currency + ".");
  page.facts.push_back(std::to_string(readiness.ready()) + " of " + std::to_string(count) +
                       " agreements that bill then are ready; " + std::to_string(readiness.on_other_days) +
                       " bill on other days, " + std::to_string(readiness.day_not_told.size()) +
                       " tell no day.");
  page.body = part_of(readiness, false, "Not ready") + part_of(readiness, true, "Ready");
  return html_page(page);
}

}  // namespace tariff::report
