#include "ledger/json_parts.hpp"

#include <algorithm>

#include "text/time.hpp"

namespace tariff {
namespace {

/// Items of the tenant's agreement, for short, and where there are some the keys of lines on other ones.
void add_lines(Json& object, const TenantBound& tenant) {
  Json items = Json::array();
  Json elsewhere = Json::array();
  bool is_elsewhere = false;
  for (const auto& key : *tenant.lines) {
    if (key.agreement == tenant.agreement) {
      items.push(Json::string(key.item.value()));
    } else {
      elsewhere.push(key_json(key));
      is_elsewhere = true;
    }
  }
  object.set("items", std::move(items));
  if (is_elsewhere) object.set("elsewhere", std::move(elsewhere));
}

}  // namespace

Json key_json(const ChargeKey& key) {
  return Json::object(
      {{"agreement", Json::number(key.agreement.value())}, {"item", Json::string(key.item.value())}});
}

Json names_json(const std::vector<std::string>& names) {
  Json json = Json::array();
  for (const auto& name : names) json.push(Json::string(name));
  return json;
}

Json value_json(const LineValue& value) {
  return Json::object({{"quantity", Json::number(value.quantity)},
                       {"price", Json::string(value.price.text())},
                       {"level", Json::number(value.level.value())}});
}

Json& add_stamp(Json& object, const BillingStamp& stamp) {
  return object.set("last_billed", Json::string(stamp.last_billed))
      .set("next_period", Json::string(stamp.next_period));
}

Json& add_tenant(Json& object, const TenantBound& tenant) {
  object.set("uid", Json::string(tenant.uid.value()));
  if (!tenant.id.source.value().empty()) object.set("source", Json::string(tenant.id.source.value()));
  object.set("id", Json::string(tenant.id.local))
      .set("name", Json::string(tenant.name))
      .set("account", Json::number(tenant.account.value()))
      .set("agreement", Json::number(tenant.agreement.value()));
  if (tenant.lines) add_lines(object, tenant);
  return object;
}

Json& add_origin(Json& object, const MappingOrigin& origin) {
  return object.set("account", Json::number(origin.account.value()))
      .set("commit", Json::string(origin.commit))
      .set("author", Json::string(origin.author))
      .set("committed", Json::string(write_instant(origin.at)))
      .set("ticket", Json::string(origin.ticket));
}

Instant LedgerFields::instant(std::string_view name) {
  const auto found = read_instant(text(name));
  if (!found) fail({ErrorKind::refused, "Found no time under \"" + std::string(name) + "\".", ""});
  return found.value_or(Instant{});
}

Day LedgerFields::day(std::string_view name) {
  const auto found = read_day(text(name));
  if (!found) fail({ErrorKind::refused, "Found no day under \"" + std::string(name) + "\".", ""});
  return found.value_or(Day{});
}

ChargeKey LedgerFields::key_in(JsonView view) {
  LedgerFields inner(std::move(view));
  ChargeKey key{inner.agreement(), ItemId(inner.text("item"))};
  keep(inner);
  return key;
}

LineValue LedgerFields::value_in(JsonView view) {
  LedgerFields inner(std::move(view));
  LineValue value;
  value.quantity = inner.whole("quantity");
  value.price = inner.take(Money::parse(inner.text("price")));
  value.level = PriceLevelId(inner.whole("level"));
  keep(inner);
  return value;
}

std::optional<Money> LedgerFields::money_if_any(std::string_view name) {
  if (!has(name)) return std::nullopt;
  return take(Money::parse(text(name)));
}

TenantBound LedgerFields::tenant() {
  TenantBound tenant{TenantUid(text("uid")),
                     TenantId(SourceName(has("source") ? text("source") : ""), text("id")),
                     text("name"),
                     account(),
                     agreement(),
                     {}};
  if (has("items")) tenant.lines = lines_beside(tenant.agreement);
  return tenant;
}

MappingOrigin LedgerFields::origin() {
  return {account(), text("commit"), text("author"), instant("committed"), text("ticket")};
}

std::vector<std::string> LedgerFields::names(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& view : list(name)) {
    if (!view.json().is_string()) fail({ErrorKind::refused, "Found a name that is no text.", ""});
    names.emplace_back(view.json().raw());
  }
  return names;
}

std::vector<ChargeKey> LedgerFields::lines_beside(AgreementNumber agreement) {
  std::vector<ChargeKey> lines;
  for (auto& name : names("items")) lines.push_back({agreement, ItemId(std::move(name))});
  if (has("elsewhere"))
    for (const auto& view : list("elsewhere")) lines.push_back(key_in(view));
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace tariff
