#include <functional>
#include <map>

#include "domain/parts_json.hpp"
#include "ledger/json_parts.hpp"
#include "text/time.hpp"

namespace tariff {
namespace {

RunStarted read_started(LedgerFields& r) {
  RunStarted started{r.text("program"), r.text("commit"), InstallationId(r.text("installation")),
                     r.text("owner"), r.whole("lease_seconds")};
  if (r.has("reverts")) started.reverts = RunId(r.text("reverts"));
  started.knows_origins = r.has("knows_origins") && r.truth("knows_origins");
  if (r.has("licences")) started.licences = r.names("licences");
  return started;
}

InvoiceAwaited read_awaited(LedgerFields& r) {
  InvoiceAwaited awaited{r.key(), {}};
  if (r.has("last_billed")) awaited.stamp = r.stamp();
  return awaited;
}

CountSuspected read_suspected(LedgerFields& r) {
  return {r.key(), r.whole("quantity"), r.whole("days"), r.day("day")};
}

using BodyReader = std::function<EventBody(LedgerFields&)>;

const std::map<std::string, BodyReader, std::less<>>& readers() {
  static const std::map<std::string, BodyReader, std::less<>> table{
      {"run_started", read_started},
      {"epoch_started", [](LedgerFields& r) { return EpochStarted{r.text("reason")}; }},
      {"mapping_origin", [](LedgerFields& r) { return r.origin(); }},
      {"agreement_stamped",
       [](LedgerFields& r) {
         return AgreementStamped{r.agreement(), r.stamp()};
       }},
      {"resolved",
       [](LedgerFields& r) {
         return Resolved{r.text("address"), r.text("decision"), r.text("reason"), r.text("by")};
       }},
      {"tenant_bound", [](LedgerFields& r) { return r.tenant(); }},
      {"link_claimed", [](LedgerFields& r) { return LinkClaimed{r.account()}; }},
      {"link_bound",
       [](LedgerFields& r) {
         return LinkBound{r.account(), CrossReferenceId(r.whole("reference"))};
       }},
      {"link_unknown",
       [](LedgerFields& r) {
         return LinkUnknown{r.account(), r.text("reason")};
       }},
      {"link_released",
       [](LedgerFields& r) {
         return LinkReleased{r.account(), r.text("reason")};
       }},
      {"charge_claimed",
       [](LedgerFields& r) {
         return ChargeClaimed{r.key(), r.account()};
       }},
      {"charge_unknown",
       [](LedgerFields& r) {
         return ChargeUnknown{r.key(), r.text("reason")};
       }},
      {"charge_bound",
       [](LedgerFields& r) {
         return ChargeBound{r.key(), r.account(), DetailId(r.whole("detail")), r.truth("adopted")};
       }},
      {"charge_intended",
       [](LedgerFields& r) {
         return ChargeIntended{r.key(), r.value(), read_parts(r)};
       }},
      {"charge_confirmed",
       [](LedgerFields& r) {
         return ChargeConfirmed{r.key(), r.value(), read_parts(r), r.money_if_any("agreed_price")};
       }},
      {"charge_refused",
       [](LedgerFields& r) {
         return ChargeRefused{r.key(), r.truth("create"), r.text("reason")};
       }},
      {"charge_held",
       [](LedgerFields& r) {
         return ChargeHeld{r.key(), r.text("reason")};
       }},
      {"charge_retired", [](LedgerFields& r) { return ChargeRetired{r.key()}; }},
      {"charge_released",
       [](LedgerFields& r) {
         return ChargeReleased{r.key(), r.text("reason")};
       }},
      {"invoice_awaited", read_awaited},
      {"count_suspected", read_suspected},
      {"run_ended",
       [](LedgerFields& r) {
         return RunEnded{r.whole("applied"), r.whole("failed"), r.whole("unknown"), r.whole("waiting")};
       }},
  };
  return table;
}

Error foreign(std::string message) {
  return {ErrorKind::refused, std::move(message),
          "The ledger is damaged, or a newer version of tariff wrote it."};
}

}  // namespace

Result<Event> read_event(std::string_view text) {
  const auto json = read_json(text);
  if (!json) return foreign("Found a ledger entry that is no JSON: " + json.error().message);
  const JsonView view(*json, "");
  LedgerFields reader(view);
  const std::string type = reader.text("type");
  const auto at = read_instant(reader.text("at"));
  const auto found = readers().find(type);
  if (found == readers().end()) return foreign("Found a ledger entry of the unknown type \"" + type + "\".");
  if (!at) return foreign("Found a ledger entry without a time.");
  Event event{*at, RunId(reader.text("run")), found->second(reader)};
  if (reader.error()) return foreign("Found a damaged ledger entry: " + reader.error()->message);
  return event;
}

}  // namespace tariff
