#include "plan/intent.hpp"
#include "plan/json.hpp"
#include "plan/write_row.hpp"
#include "text/crypto.hpp"
#include "text/time.hpp"

namespace tariff::plan {
namespace {

/// The last member of a document: the hash of all the bytes before it.
constexpr std::string_view digest_member = ",\n\"document_digest\":\"sha256:";

Json text_or_null(const std::string& text) { return text.empty() ? Json{} : Json::string(text); }
Json money_json(Money money) { return Json::string(money.text()); }

Json names_json(const std::vector<std::string>& names) {
  Json json = Json::array();
  for (const auto& name : names) json.push(Json::string(name));
  return json;
}

Json sources_json(const Coverage& coverage) {
  Json json = Json::array();
  for (const auto& source : coverage.sources)
    json.push(Json::object({{"name", Json::string(source.name)},
                            {"kind", Json::string(kind_name(source.kind))},
                            {"is_listed", Json::boolean(source.is_listed)},
                            {"listed", Json::number(source.listed)},
                            {"expected", Json::number(source.expected)},
                            {"read", Json::number(source.read)},
                            {"unmapped", names_json(source.unmapped)}}));
  json.push(Json::object({{"name", Json::string("tigerpaw")},
                          {"agreements", Json::number(coverage.agreements_read)},
                          {"lines", Json::number(coverage.lines_read)},
                          {"unmapped", names_json(coverage.unmapped_accounts)}}));
  return json;
}

Json amounts_json(const std::map<std::string, Money>& by_period, const char* name) {
  Json amounts = Json::array();
  for (const auto& [period, amount] : by_period)
    amounts.push(Json::object({{"period", Json::string(period)}, {name, money_json(amount)}}));
  return amounts;
}

Json delta_json(const std::map<std::string, Money>& by_period) {
  return amounts_json(by_period, "amount_delta");
}

Json set_aside_json(const SetAside& entry) {
  return Json::object({{"tenant", Json::string(entry.tenant)},
                       {"account", Json::number(entry.account.value())},
                       {"rule", Json::string(entry.rule)},
                       {"unread", Json::boolean(entry.unread)},
                       {"still_bills", amounts_json(entry.still_bills, "amount")},
                       {"days", entry.days ? Json::number(*entry.days) : Json{}}});
}

Json observed_json(const ObservedTotal& total) {
  return Json::object({{"period", Json::string(total.period)},
                       {"lines", Json::number(total.lines)},
                       {"agree", Json::number(total.agree)},
                       {"under", money_json(total.under)},
                       {"over", money_json(total.over)}});
}

Json guard_json(const GuardHit& hit) {
  return Json::object({{"guard", Json::string(hit.name)},
                       {"scope", Json::string(guard_scope_name(hit.scope))},
                       {"found", Json::string(hit.found)},
                       {"total", Json::string(hit.total)},
                       {"share", text_or_null(hit.share)},
                       {"limit", text_or_null(hit.limit)},
                       {"allowed", Json::boolean(hit.is_allowed)},
                       {"message", Json::string(hit.message)}});
}

Json narrowed_json(const Plan& plan) {
  if (!plan.narrowed) return {};
  return Json::object(
      {{"words", Json::string(plan.narrowed->words)}, {"left_out", Json::number(plan.narrowed->left_out)}});
}

Json background_json(const Plan& plan) {
  if (!plan.background) return {};
  return Json::object(
      {{"rows", Json::number(plan.background->rows)}, {"delta", delta_json(plan.background->delta)}});
}

Json summary_json(const Plan& plan) {
  const Summary summary = summary_of(plan);
  return Json::object({{"create", Json::number(summary.creates)},
                       {"update", Json::number(summary.updates)},
                       {"replace", Json::number(summary.replaces)},
                       {"retire", Json::number(summary.retires)},
                       {"adopt", Json::number(summary.adopts)},
                       {"link", Json::number(summary.links)},
                       {"release", Json::number(summary.releases)},
                       {"observe", Json::number(summary.observed_rows)},
                       {"held", Json::number(summary.held)},
                       {"unknown", Json::number(summary.unknown)},
                       {"scheduled", Json::number(summary.scheduled)},
                       {"set_aside", Json::number(static_cast<std::int64_t>(plan.set_aside.size()))},
                       {"delta", delta_json(summary.delta)}});
}

Json head_json(const Plan& plan, Exit exit) {
  return Json::object({{"format_version", Json::number(1)},
                       {"program", Json::string(plan.program)},
                       {"exit", Json::object({{"code", Json::number(static_cast<int>(exit))},
                                              {"class", Json::string(exit_class(exit))}})},
                       {"installation", Json::string(plan.installation.value())},
                       {"currency", Json::string(plan.currency)},
                       {"now", Json::string(write_instant(plan.now))},
                       {"config", Json::object({{"file", Json::string(plan.config.file)},
                                                {"commit", text_or_null(plan.config.commit)},
                                                {"base_commit", text_or_null(plan.config.base_commit)},
                                                {"dirty", Json::boolean(plan.config.dirty)}})},
                       {"intent_digest", Json::string(intent_digest(plan))},
                       {"complete", Json::boolean(plan.complete)},
                       {"applyable", Json::boolean(plan.applyable)},
                       {"ownership_known", Json::boolean(plan.ownership_known)},
                       {"epoch", text_or_null(plan.epoch)},
                       {"restores_hand_edits", Json::boolean(plan.restores_hand_edits)},
                       {"mappings", Json::number(plan.coverage.mappings)},
                       {"observed_mappings", Json::number(plan.coverage.observed_mappings)},
                       {"sources", sources_json(plan.coverage)},
                       {"limits", limits_json(plan.limits)},
                       {"narrowed", narrowed_json(plan)},
                       {"background", background_json(plan)},
                       {"summary", summary_json(plan)}});
}

/// Adds a list with one element a line, without holding all elements at once.
template <class List, class Write>
void write_list(std::string& out, std::string_view name, const List& list, Write write) {
  out.append(",\n\"").append(name).append("\":[");
  bool first = true;
  for (const auto& entry : list) {
    out += first ? "\n" : ",\n";
    first = false;
    out += write(entry).text();
  }
  out += first ? "]" : "\n]";
}

}  // namespace

std::string plan_json(const Plan& plan, Exit exit) {
  Json head = head_json(plan, exit);
  if (plan.reverts) head.set("reverts", Json::string(plan.reverts->value()));
  if (plan.snapshot)
    head.set("snapshot", Json::object({{"taken", Json::string(write_instant(plan.snapshot->taken))},
                                       {"digest", Json::string(plan.snapshot->digest)}}));
  std::string out = head.text();
  out.pop_back();
  write_list(out, "guards", plan.guards, guard_json);
  write_list(out, "problems", plan.problems, problem_json);
  write_list(out, "set_aside", plan.set_aside, set_aside_json);
  write_list(out, "observed", plan.observed, observed_json);
  if (!plan.observing.empty()) out += ",\n\"observing\":" + observing_json(plan.observing).text();
  if (!plan.new_licences.empty()) write_list(out, "new_licences", plan.new_licences, new_licence_json);
  write_list(out, "changes", plan.rows, [&](const Row& row) { return row_json(row, plan.config.commit); });
  return out + std::string(digest_member) + sha256_hex(out) + "\"\n}\n";
}

bool is_as_written(std::string_view document) {
  const auto found = document.rfind(digest_member);
  if (found == std::string_view::npos) return false;
  const auto digest = document.substr(found + digest_member.size());
  return digest == sha256_hex(document.substr(0, found)) + "\"\n}\n";
}

std::string changes_json(const Plan& plan) {
  std::string out;
  for (Row row : plan.rows) {
    row.origin = {};
    row.commit.reset();
    out += row_json(row, "").text() + "\n";
  }
  return out;
}

}  // namespace tariff::plan
