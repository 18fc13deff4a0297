#include "config/special_cases.hpp"

#include <utility>

#include "config/forms.hpp"

namespace tariff::config {
namespace {

Day day_at(const Fields& fields, std::string_view key) {
  const auto* value = fields.find(key);
  return value == nullptr ? Day{} : day_of(*value).value_or(Day{});
}

AccountNumber account_of(const Fields& fields) { return AccountNumber(fields.whole("account")); }

Leaving leaving_of(const Fields& fields) {
  Leaving leaving;
  leaving.reason = fields.text("reason");
  leaving.line = fields.text("line") == "delete" ? LineEnd::removed : LineEnd::zero;
  const std::string stop = fields.text("stop");
  if (stop == "after-invoice") leaving.stop = Stop::after_invoice;
  if (stop == "after-invoice" || stop == "now" || fields.find("stop") == nullptr) return leaving;
  leaving.stop = Stop::on_day;
  leaving.day = day_at(fields, "stop");
  return leaving;
}

Removed removed_of(const Fields& fields, Place place) {
  Removed removed{
      tenant_named(fields).name, {}, leaving_of(fields), std::move(place), SourceName(fields.text("source"))};
  if (fields.find("account") != nullptr) removed.account = account_of(fields);
  return removed;
}

Moved moved_of(const Fields& fields, Place place) {
  return {tenant_named(fields).name, TenantUid(fields.text("from")), TenantUid(fields.text("to")),
          fields.text("reason"), std::move(place)};
}

Adopt adopt_of(const Fields& fields, Place place) {
  return {account_of(fields), ItemId(fields.text("item")),
          fields.text("take") == "theirs" ? Take::theirs : Take::ours, std::move(place)};
}

Override override_of(const Fields& fields, Place place) {
  Override out{
      account_of(fields), ItemId(fields.text("item")), {}, {}, fields.text("reason"), day_at(fields, "until"),
      std::move(place)};
  if (fields.find("quantity") != nullptr) out.quantity = fields.whole("quantity");
  if (fields.find("price") != nullptr) out.price = Money::parse(fields.text("price")).value();
  return out;
}

Ignore ignore_of(const Fields& fields, Place place) {
  Ignore out{account_of(fields), {}, fields.text("reason"), day_at(fields, "until"), std::move(place)};
  if (fields.find("item") != nullptr) out.item = ItemId(fields.text("item"));
  return out;
}

GuardLimit limit_of(const Fields& fields, std::string_view key, GuardLimit other) {
  const Node* value = fields.find(key);
  if (value == nullptr) return other;
  return value->kind == NodeKind::whole ? GuardLimit(value->whole) : std::nullopt;
}

void read_limits(const Fields& fields, Guards& guards) {
  guards.account_increase = limit_of(fields, "account_increase", guards.account_increase);
  guards.creates = limit_of(fields, "creates", guards.creates);
  guards.retirements = limit_of(fields, "retirements", guards.retirements);
  guards.run_amount = limit_of(fields, "run_amount", guards.run_amount);
  guards.tenants_drop = limit_of(fields, "tenants_drop", guards.tenants_drop);
  guards.devices_drop = limit_of(fields, "devices_drop", guards.devices_drop);
  if (fields.find("amount_least") != nullptr)
    guards.amount_least = Money::parse(fields.text("amount_least")).value_or(guards.amount_least);
  guards.usage_drift_percent = fields.whole("usage_drift", guards.usage_drift_percent);
  guards.usage_drift_least = fields.whole("usage_drift_least", guards.usage_drift_least);
}

/// Reads each table under a key into a list, with the place of its header.
template <class T, class Make>
void read_each(const Fields& top, Reader& reader, std::string_view key, std::vector<T>& out, Make make) {
  const Block& block = *tariff_keys().find(key)->block;
  for (const auto* table : tables(top, key))
    out.push_back(make(reader.read(*table, block), reader.place(table->spot)));
}

}  // namespace

void read_special_cases(const Fields& top, Reader& reader, Desired& desired) {
  const auto freeze = reader.read_block(top, *tariff_keys().find("freeze"));
  desired.freeze.is_on = freeze.truth("enabled", true);
  desired.freeze.days_max = freeze.whole("days", desired.freeze.days_max);
  const auto guards = reader.read_block(top, *tariff_keys().find("guards"));
  desired.guards.suspect_drop_percent = guards.whole("suspect_drop", desired.guards.suspect_drop_percent);
  desired.guards.suspect_days = guards.whole("suspect_days", desired.guards.suspect_days);
  read_limits(guards, desired.guards);
  read_each(top, reader, "removed", desired.removed, removed_of);
  read_each(top, reader, "moved", desired.moved, moved_of);
  read_each(top, reader, "adopt", desired.adopts, adopt_of);
  read_each(top, reader, "override", desired.overrides, [&](const Fields& fields, Place place) {
    if (!fields.is_written("quantity") && !fields.is_written("price"))
      reader.report(Diagnostic{place, "override-empty", Severity::error, Scope::file, -1,
                               "[[override]] names neither a quantity nor a price.",
                               "Name one of them, or both."});
    return override_of(fields, std::move(place));
  });
  read_each(top, reader, "ignore", desired.ignores, ignore_of);
}

NamedTenant tenant_named(const Fields& fields) {
  for (const SourceKind kind : source_kinds)
    if (fields.is_written(tenant_key(kind))) return {kind, fields.text(tenant_key(kind))};
  return {};
}

}  // namespace tariff::config
