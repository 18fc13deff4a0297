#include "report/document_parts.hpp"
#include "report/history_text.hpp"
#include "text/json_schema.hpp"
#include "text/time.hpp"

namespace tariff::report {
namespace {

Json time_json(Instant at) { return Json::string(write_instant(at)); }

Json deed_json(const Deed& deed) {
  return Json::object({{"at", time_json(deed.at)},
                       {"address", Json::string(deed.address)},
                       {"account", Json::number(deed.account.value())},
                       {"agreement", deed.key ? Json::number(deed.key->agreement.value()) : Json{}},
                       {"item", deed.key ? outside_json(deed.key->item.value()) : Json{}},
                       {"detail", deed.detail ? Json::number(deed.detail->value()) : Json{}},
                       {"what", Json::string(deed_kind_name(deed.kind))},
                       {"end", Json::string(deed_end_name(deed.end))},
                       {"from", line_value_json(deed.from)},
                       {"to", line_value_json(deed.to)},
                       {"reason", outside_or_null(deed.reason)}});
}

Json commit_json(const RunHistory& run, const History& history) {
  if (!run.started || run.started->commit.empty()) return {};
  const auto found = history.commits.find(run.started->commit);
  const bool is_known = found != history.commits.end();
  const CommitFacts facts = is_known ? found->second : CommitFacts{};
  return Json::object({{"id", outside_json(run.started->commit)},
                       {"known", Json::boolean(is_known)},
                       {"author", outside_or_null(facts.author)},
                       {"email", outside_or_null(facts.email)},
                       {"at", is_known ? time_json(facts.at) : Json{}},
                       {"subject", outside_or_null(facts.subject)}});
}

Json decision_json(const std::optional<Resolved>& decision) {
  if (!decision) return {};
  return Json::object({{"address", outside_json(decision->address)},
                       {"as", outside_json(decision->decision)},
                       {"reason", outside_json(decision->reason)},
                       {"by", outside_json(decision->by)}});
}

Json counts_json(const std::optional<RunEnded>& counts) {
  if (!counts) return {};
  return Json::object({{"applied", Json::number(counts->applied)},
                       {"failed", Json::number(counts->failed)},
                       {"unknown", Json::number(counts->unknown)},
                       {"waiting", Json::number(counts->waiting)}});
}

Json invoices_json(const std::vector<InvoiceSeen>& invoices) {
  Json list = Json::array();
  for (const auto& seen : invoices)
    list.push(Json::object({{"agreement", Json::number(seen.agreement.value())},
                            {"last_billed_before", outside_json(seen.from.last_billed)},
                            {"last_billed", outside_json(seen.to.last_billed)},
                            {"next_period", outside_json(seen.to.next_period)}}));
  return list;
}

Json tenants_json(const std::vector<TenantBound>& tenants) {
  Json list = Json::array();
  for (const auto& tenant : tenants)
    list.push(Json::object({{"name", outside_json(tenant.name)},
                            {"account", Json::number(tenant.account.value())},
                            {"agreement", Json::number(tenant.agreement.value())}}));
  return list;
}

Json run_json(const RunHistory& run, const History& history) {
  Json deeds = Json::array();
  for (const auto& deed : run.deeds) deeds.push(deed_json(deed));
  const auto reverts = run.started ? run.started->reverts : std::nullopt;
  return Json::object({{"run", outside_json(run.run.value())},
                       {"at", time_json(run.at)},
                       {"state", Json::string(run_state_name(run.state))},
                       {"ended_at", run.ended_at ? time_json(*run.ended_at) : Json{}},
                       {"owner", run.started ? outside_json(run.started->owner) : Json{}},
                       {"program", run.started ? outside_json(run.started->program) : Json{}},
                       {"commit", commit_json(run, history)},
                       {"reverts", reverts ? outside_json(reverts->value()) : Json{}},
                       {"decision", decision_json(run.decision)},
                       {"epoch", outside_or_null(run.epoch)},
                       {"counts", counts_json(run.counts)},
                       {"deeds", std::move(deeds)},
                       {"invoices", invoices_json(run.invoices)},
                       {"tenants", tenants_json(run.tenants)}});
}

namespace schema {

using namespace json_schema;

Json deed() {
  return closed({{"at", text()},
                 {"address", text()},
                 {"account", whole()},
                 {"agreement", nullable("integer")},
                 {"item", nullable("string")},
                 {"detail", nullable("integer")},
                 {"what", words({"seen", "created", "set", "retired", "adopted", "released", "linked"})},
                 {"end", words({"confirmed", "refused", "unknown", "held"})},
                 {"from", line_value_schema()},
                 {"to", line_value_schema()},
                 {"reason", nullable("string")}});
}

Json run() {
  return closed(
      {{"run", text()},
       {"at", text()},
       {"state", words({"ended", "running", "broken off"})},
       {"ended_at", nullable("string")},
       {"owner", nullable("string")},
       {"program", nullable("string")},
       {"commit", or_null(closed({{"id", text()},
                                  {"known", truth()},
                                  {"author", nullable("string")},
                                  {"email", nullable("string")},
                                  {"at", nullable("string")},
                                  {"subject", nullable("string")}}))},
       {"reverts", nullable("string")},
       {"decision",
        or_null(closed({{"address", text()}, {"as", text()}, {"reason", text()}, {"by", text()}}))},
       {"epoch", nullable("string")},
       {"counts",
        or_null(
            closed({{"applied", whole()}, {"failed", whole()}, {"unknown", whole()}, {"waiting", whole()}}))},
       {"deeds", list_of(deed())},
       {"invoices", list_of(closed({{"agreement", whole()},
                                    {"last_billed_before", text()},
                                    {"last_billed", text()},
                                    {"next_period", text()}}))},
       {"tenants", list_of(closed({{"name", text()}, {"account", whole()}, {"agreement", whole()}}))}});
}

}  // namespace schema
}  // namespace

std::string history_json(const History& history, int exit_code, const std::string& exit_class) {
  Json runs = Json::array();
  for (const auto& run : history.runs) runs.push(run_json(run, history));
  return Json::object({{"format_version", Json::number(1)},
                       {"exit", Json::object({{"code", Json::number(exit_code)},
                                              {"class", Json::string(exit_class)}})},
                       {"ledger", Json::string(history.ledger.value())},
                       {"head", Json::object({{"entry", Json::number(history.head.sequence)},
                                              {"hash", Json::string(history.head.hash)}})},
                       {"account", history.account ? Json::number(history.account->value()) : Json{}},
                       {"since", history.since ? Json::string(write_day(*history.since)) : Json{}},
                       {"left_out", Json::number(history.left_out)},
                       {"runs", std::move(runs)}})
      .pretty();
}

std::string history_schema() {
  using namespace json_schema;
  return document("tariff history document, format_version 1",
                  closed({{"format_version", Json::object({{"const", Json::number(1)}})},
                          {"exit", json_schema::exit()},
                          {"ledger", text()},
                          {"head", closed({{"entry", whole()}, {"hash", text()}})},
                          {"account", nullable("integer")},
                          {"since", nullable("string")},
                          {"left_out", whole()},
                          {"runs", list_of(schema::run())}}));
}

}  // namespace tariff::report
