#include "support/observed_json.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "text/json.hpp"
#include "text/time.hpp"

namespace tariff::test {
namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(result).value();
}

std::vector<JsonView> list_of(const JsonView& view, std::string_view name) {
  return view.has(name) ? must(view.list(name)) : std::vector<JsonView>{};
}

Money money_of(const JsonView& view, std::string_view name) {
  return must(Money::parse(must(view.string(name))));
}

std::optional<Day> day_of(const JsonView& view, std::string_view name) {
  return view.has(name) ? read_day(must(view.string(name))) : std::nullopt;
}

void add_devices(TenantUsage& usage, LicenceUse& licence, Category category, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) {
    licence.devices.push_back(static_cast<std::uint32_t>(usage.devices.size()));
    const std::string name = "device-" + std::to_string(100'001 + usage.devices.size());
    usage.devices.push_back({DeviceId(name), name, category});
  }
}

/// Of a source that names no devices.
void add_figures(LicenceUse& licence, const JsonView& view) {
  const std::string unit = must(view.string("unit"));
  for (const auto one : licence_units)
    if (unit_name(one) == unit) licence.unit = one;
  UseFigures figures;
  figures.devices = must(view.whole_or("devices", 0));
  if (view.has("users")) figures.users = must(view.whole("users"));
  if (view.has("mailboxes")) figures.mailboxes = must(view.whole("mailboxes"));
  licence.figures = figures;
}

void add_licence(TenantUsage& usage, const JsonView& view) {
  LicenceUse licence{LicenceSerial("2B7A-" + std::to_string(usage.licences.size() + usage.lapsed.size() + 1)),
                     must(view.string("name")),
                     {},
                     {}};
  add_devices(usage, licence, Category::workstation, must(view.whole_or("workstations", 0)));
  add_devices(usage, licence, Category::server, must(view.whole_or("servers", 0)));
  add_devices(usage, licence, Category::other, must(view.whole_or("others", 0)));
  if (view.has("bought")) licence.bought = must(view.whole("bought"));
  licence.in_grace = must(view.boolean_or("in_grace", false));
  if (view.has("unit")) add_figures(licence, view);
  // Long unseen workstations, beside the others.
  const auto seen = usage.devices.size();
  add_devices(usage, licence, Category::workstation, must(view.whole_or("unseen", 0)));
  for (auto i = seen; i < usage.devices.size(); ++i) usage.devices[i].last_seen = Instant{};
  if (const auto expired = day_of(view, "expired"))
    usage.lapsed.push_back({licence.serial, licence.product_name, std::chrono::sys_days(*expired),
                            static_cast<std::int64_t>(licence.devices.size())});
  else
    usage.licences.push_back(std::move(licence));
}

TenantUsage usage_of(const JsonView& tenant, const Tenant& server) {
  TenantUsage usage;
  usage.tenant = server;
  for (const auto& view : list_of(tenant, "licences")) add_licence(usage, view);
  return usage;
}

void add_source(Observed& out, const JsonView& view) {
  SourceReading source{
      SourceName(must(view.string("name"))), source_kind_named(must(view.string("kind"))).value(), {}};
  if (view.has("failure"))
    source.failure = Error{ErrorKind::unavailable, must(view.string("failure")), "Run again."};
  out.sources.push_back(std::move(source));
}

void add_tenant(Observed& out, const JsonView& view) {
  const Tenant server{
      TenantId(SourceName(must(view.string_or("source", ""))), std::to_string(must(view.whole("id")))),
      TenantUid(must(view.string("uid"))), must(view.string("name")), must(view.boolean_or("enabled", true))};
  out.tenants.push_back(server);
  if (view.has("unread"))
    out.usage.emplace(server.id, Error{ErrorKind::unavailable, must(view.string("unread")), ""});
  else
    out.usage.emplace(server.id, usage_of(view, server));
}

PriceBookItem item_of(const JsonView& view) {
  PriceBookItem item{ItemId(must(view.string("id"))),
                     must(view.string_or("description", "")),
                     must(view.boolean_or("active", true)),
                     {}};
  const JsonView prices = view.at("prices");
  for (const auto& [level, price] : prices.json().members())
    item.prices[PriceLevelId(whole_number(level).value())] = {money_of(prices, level), std::nullopt};
  return item;
}

ChargeLine line_of(const JsonView& view) {
  ChargeLine line;
  line.id = DetailId(must(view.whole("id")));
  line.item = ItemId(must(view.string("item")));
  line.description = must(view.string_or("description", ""));
  line.quantity = must(view.whole("quantity"));
  line.price = money_of(view, "price");
  line.level = PriceLevelId(must(view.whole("level")));
  line.source = must(view.string_or("source", "Kaspersky"));
  line.print_when_zero = must(view.boolean_or("print_when_zero", false));
  line.delete_after_invoicing = must(view.boolean_or("delete_after_invoicing", false));
  line.use_flat_price = must(view.boolean_or("use_flat_price", false));
  return line;
}

Agreement agreement_of(const JsonView& view, AccountNumber account) {
  Agreement agreement;
  auto& summary = agreement.summary;
  summary.number = AgreementNumber(must(view.whole("number")));
  summary.account = account;
  summary.start = day_of(view, "start");
  summary.end = day_of(view, "end");
  summary.type = "Managed services";
  summary.period = must(view.string_or("period", "Monthly"));
  agreement.last_billed = must(view.string_or("last_billed", ""));
  agreement.next_period = must(view.string_or("next_period", ""));
  if (view.has("day_to_bill")) agreement.day_to_bill = must(view.whole("day_to_bill"));
  for (const auto& line : list_of(view, "lines")) agreement.lines.push_back(line_of(line));
  summary.charge_count = static_cast<std::int64_t>(agreement.lines.size());
  return agreement;
}

void add_account(Observed& out, const JsonView& view) {
  Account account;
  account.number = AccountNumber(must(view.whole("number")));
  account.name = must(view.string("name"));
  account.credit_hold = must(view.boolean_or("credit_hold", false));
  account.bills_parent = must(view.boolean_or("bills_parent", false));
  if (view.has("default_level")) account.default_level = PriceLevelId(must(view.whole("default_level")));
  for (const auto& link : list_of(view, "links"))
    account.cross_references.push_back({CrossReferenceId(must(link.whole("id"))),
                                        ExternalProductId(must(link.whole("product"))), "",
                                        must(link.string_or("external_id", ""))});
  std::vector<AgreementSummary> active;
  for (const auto& inner : list_of(view, "agreements")) {
    Agreement agreement = agreement_of(inner, account.number);
    const bool has_ended = agreement.summary.end && *agreement.summary.end < out.today;
    if (!has_ended) active.push_back(agreement.summary);
    out.agreements.emplace(agreement.summary.number, std::move(agreement));
  }
  out.account_list.push_back({account.number, account.name});
  out.agreements_of.emplace(account.number, std::move(active));
  out.accounts.emplace(account.number, std::move(account));
}

}  // namespace

Observed read_observed(std::string_view text) {
  const Json json = must(read_json(text));
  const JsonView view(json, "");
  Observed out;
  const auto now = read_instant(must(view.string("now")));
  if (!now) throw std::runtime_error("now is no time");
  out.now = *now;
  out.today = Day(std::chrono::floor<std::chrono::days>(out.now));
  for (const auto& source : list_of(view, "sources")) add_source(out, source);
  for (const auto& tenant : list_of(view, "tenants")) add_tenant(out, tenant);
  for (const auto& level : list_of(view, "levels"))
    out.levels.push_back({PriceLevelId(must(level.whole("id"))), must(level.string("name"))});
  for (const auto& product : list_of(view, "external_products"))
    out.external_products.push_back({ExternalProductId(must(product.whole("id"))),
                                     must(product.string("name")), must(product.boolean_or("active", true))});
  for (const auto& item : list_of(view, "items")) {
    PriceBookItem read = item_of(item);
    const ItemId id = read.id;
    out.items.emplace(id, std::move(read));
  }
  for (const auto& account : list_of(view, "accounts")) add_account(out, account);
  return out;
}

}  // namespace tariff::test
