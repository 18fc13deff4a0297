#include <functional>
#include <map>

#include "domain/parts_json.hpp"
#include "ledger/event.hpp"
#include "text/field_reader.hpp"
#include "text/time.hpp"

namespace tariff {
namespace {

/// The fields that our events share.
class Reader : public FieldReader {
 public:
  using FieldReader::FieldReader;

  AccountNumber account() { return AccountNumber(whole("account")); }

  ChargeKey key() {
    Reader inner(at("key"));
    ChargeKey key{AgreementNumber(inner.whole("agreement")), ItemId(inner.text("item"))};
    keep(inner);
    return key;
  }

  LineValue value() {
    Reader inner(at("value"));
    LineValue value;
    value.quantity = inner.whole("quantity");
    value.price = inner.take(Money::parse(inner.text("price")));
    value.level = PriceLevelId(inner.whole("level"));
    keep(inner);
    return value;
  }

  std::optional<std::vector<ItemId>> items() {
    if (!has("items")) return std::nullopt;
    std::vector<ItemId> items;
    for (const auto& view : list("items")) {
      if (!view.json().is_string()) fail({ErrorKind::refused, "Found an item that is no text.", ""});
      items.emplace_back(view.json().raw());
    }
    return items;
  }
};

using BodyReader = std::function<EventBody(Reader&)>;

TenantBound read_tenant(Reader& r) {
  return {TenantUid(r.text("uid")),
          VirtualServerId(r.whole("server")),
          r.text("name"),
          r.account(),
          AgreementNumber(r.whole("agreement")),
          r.items()};
}

const std::map<std::string, BodyReader, std::less<>>& readers() {
  static const std::map<std::string, BodyReader, std::less<>> table{
      {"run_started",
       [](Reader& r) {
         return RunStarted{r.text("program"), r.text("commit")};
       }},
      {"tenant_bound", [](Reader& r) { return read_tenant(r); }},
      {"link_claimed", [](Reader& r) { return LinkClaimed{r.account()}; }},
      {"link_bound",
       [](Reader& r) {
         return LinkBound{r.account(), CrossReferenceId(r.whole("reference"))};
       }},
      {"link_unknown",
       [](Reader& r) {
         return LinkUnknown{r.account(), r.text("reason")};
       }},
      {"link_released",
       [](Reader& r) {
         return LinkReleased{r.account(), r.text("reason")};
       }},
      {"charge_claimed",
       [](Reader& r) {
         return ChargeClaimed{r.key(), r.account()};
       }},
      {"charge_unknown",
       [](Reader& r) {
         return ChargeUnknown{r.key(), r.text("reason")};
       }},
      {"charge_bound",
       [](Reader& r) {
         return ChargeBound{r.key(), r.account(), DetailId(r.whole("detail")), r.truth("adopted")};
       }},
      {"charge_intended",
       [](Reader& r) {
         return ChargeIntended{r.key(), r.value()};
       }},
      {"charge_confirmed",
       [](Reader& r) {
         return ChargeConfirmed{r.key(), r.value(), read_parts(r)};
       }},
      {"charge_refused",
       [](Reader& r) {
         return ChargeRefused{r.key(), r.truth("create"), r.text("reason")};
       }},
      {"charge_held",
       [](Reader& r) {
         return ChargeHeld{r.key(), r.text("reason")};
       }},
      {"charge_retired", [](Reader& r) { return ChargeRetired{r.key()}; }},
      {"charge_released",
       [](Reader& r) {
         return ChargeReleased{r.key(), r.text("reason")};
       }},
      {"run_ended",
       [](Reader& r) {
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
  Reader reader(view);
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
