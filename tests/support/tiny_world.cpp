#include "support/tiny_world.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace tariff::tiny {
namespace {

constexpr std::int64_t gold = 2;
const Day today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{22}};
const Instant now = std::chrono::sys_days{today} + std::chrono::hours{10};

/// Writes the lines of a file one after the other and tells where each stands.
class FileText {
 public:
  explicit FileText(std::int32_t lines) : line_(lines) {}

  void skip(std::int32_t lines = 1) { line_ += lines; }
  Place line(const std::string& text, std::int32_t column = 1) {
    ++line_;
    return {"tariff.toml", line_, column, text};
  }
  Place key(const std::string& name, const std::string& value) {
    return line(name + " = " + value, static_cast<std::int32_t>(name.size()) + 4);
  }

 private:
  std::int32_t line_;
};

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

Product select_product(FileText& text) {
  Product product;
  product.name = "Endpoint Security Select";
  product.match = {"Kaspersky Endpoint Security for Business - Select*"};
  product.item = ItemId("KES-SELECT");
  text.skip();
  product.place = text.line("[[product]]");
  product.places["name"] = text.key("name", quoted(product.name));
  product.places["match"] = text.key("match", "[" + quoted(product.match.front()) + "]");
  product.places["item"] = text.key("item", quoted("KES-SELECT"));
  return product;
}

Product advanced_product(FileText& text) {
  Product product;
  product.name = "Endpoint Security Advanced";
  product.match = {"Kaspersky Endpoint Security for Business - Advanced*"};
  product.items = {{Category::workstation, ItemId("KES-ADV-WS")},
                   {Category::server, ItemId("KES-ADV-SRV")},
                   {Category::other, ItemId("KES-ADV-NW")}};
  text.skip();
  product.place = text.line("[[product]]");
  product.places["name"] = text.key("name", quoted(product.name));
  product.places["match"] = text.key("match", "[" + quoted(product.match.front()) + "]");
  const std::string value =
      "{ workstation = \"KES-ADV-WS\", server = \"KES-ADV-SRV\", other = \"KES-ADV-NW\" }";
  const Place place = text.key("items", value);
  product.places["items"] = place;
  for (const auto& [category, item] : product.items) {
    Place of_category = place;
    of_category.column = static_cast<std::int32_t>(place.source_line.find(quoted(item.value()))) + 1;
    product.places["items." + std::string(category_name(category))] = of_category;
  }
  return product;
}

Mapping mapping_of(FileText& text, const std::string& server, std::int64_t account, std::int64_t agreement) {
  Mapping mapping;
  mapping.tenant = server;
  mapping.account = AccountNumber(account);
  mapping.agreement = AgreementNumber(agreement);
  mapping.price_level = "Gold";
  mapping.billing = Billing::on;
  text.skip();
  mapping.place = text.line("[[mapping]]");
  mapping.places["tenant"] = text.key("virtual_server", quoted(server));
  mapping.places["account"] = text.key("account", std::to_string(account));
  mapping.places["agreement"] = text.key("agreement", std::to_string(agreement));
  mapping.places["price_level"] = text.key("price_level", quoted("Gold"));
  mapping.places["billing"] = text.key("billing", "true");
  return mapping;
}

/// The last line that the file's places name; mappings stand in its order.
std::int32_t last_line(const Desired& desired) {
  std::int32_t last = 0;
  const auto see = [&](const auto& thing) {
    last = std::max(last, thing.place.line);
    for (const auto& [key, place] : thing.places) last = std::max(last, place.line);
  };
  for (const auto& product : desired.products) see(product);
  if (!desired.mappings.empty()) see(desired.mappings.back());
  return last;
}

PriceBookItem priced_item(const std::string& id, const std::string& gold_price) {
  PriceBookItem item;
  item.id = ItemId(id);
  item.description = "Kaspersky " + id;
  item.prices[PriceLevelId(1)] = {money("9.9000"), std::nullopt};
  item.prices[PriceLevelId(gold)] = {money(gold_price), std::nullopt};
  return item;
}

void add_tenant(Observed& observed, const Tenant& server) {
  observed.tenants.push_back(server);
  TenantUsage usage;
  usage.tenant = server;
  observed.usage.insert_or_assign(server.id, std::move(usage));
  use_licence(observed, select_licence, {4, 1, 0}, std::stoll(server.id.local));
}

void add_account(Observed& observed, std::int64_t number, const std::string& name, const TenantUid& tenant) {
  Account account;
  account.number = AccountNumber(number);
  account.name = name;
  account.default_level = PriceLevelId(gold);
  account.default_level_name = "Gold";
  account.cross_references = {
      {CrossReferenceId(7000 + number), ExternalProductId(5), "Kaspersky", tenant.value()}};
  observed.account_list.push_back({account.number, name});
  observed.accounts.insert_or_assign(account.number, std::move(account));
  observed.agreements_of.insert_or_assign(AccountNumber(number), std::vector<AgreementSummary>{});
}

void add_devices(TenantUsage& usage, LicenceUse& licence, Category category, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) {
    licence.devices.push_back(static_cast<std::uint32_t>(usage.devices.size()));
    // Six digits keep the ids ascending.
    const std::string name = "device-" + std::to_string(100'001 + usage.devices.size());
    usage.devices.push_back({DeviceId(name), name, category});
  }
}

}  // namespace

std::vector<ChargeKey> lines_on(AgreementNumber agreement, const std::vector<std::string>& items) {
  std::vector<ChargeKey> lines;
  for (const auto& item : items) lines.push_back({agreement, ItemId(item)});
  return lines;
}

Money money(const std::string& text) {
  const auto read = Money::parse(text);
  if (!read) throw std::logic_error("not an amount: " + text);
  return *read;
}

Desired a_desired() {
  Desired desired;
  desired.installation = InstallationId("k7q2m9d4xw");
  desired.ledger = LedgerId("l-8f3k2m");
  desired.external_product = "Kaspersky";
  desired.currency = "USD";
  FileText text(1);
  desired.places["installation"] = text.key("installation", quoted("k7q2m9d4xw"));
  desired.places["ledger"] = text.key("ledger", quoted("l-8f3k2m"));
  text.skip(2);
  desired.places["billing.external_product"] = text.key("external_product", quoted("Kaspersky"));
  desired.places["billing.currency"] = text.key("currency", quoted("USD"));
  desired.products.push_back(select_product(text));
  desired.products.push_back(advanced_product(text));
  desired.mappings.push_back(mapping_of(text, "Contoso", 10010, 50001));
  return desired;
}

Observed an_observed() {
  Observed observed;
  observed.levels = {{PriceLevelId(1), "Standard"}, {PriceLevelId(gold), "Gold"}};
  observed.external_products = {{ExternalProductId(5), "Kaspersky", true}};
  for (const auto& item : {priced_item("KES-SELECT", "3.5000"), priced_item("KES-ADV-WS", "4.0000"),
                           priced_item("KES-ADV-SRV", "6.0000"), priced_item("KES-ADV-NW", "1.0000")})
    observed.items.insert_or_assign(item.id, item);
  observed.today = today;
  observed.now = now;
  add_tenant(observed, {TenantId(3), TenantUid("UID-CONTOSO"), "Contoso", true});
  add_account(observed, 10010, "Contoso Ltd", TenantUid("UID-CONTOSO"));
  add_agreement(observed, 50001, 10010);
  return observed;
}

LedgerState a_ledger() {
  LedgerState ledger;
  ledger.tenants[TenantUid("UID-CONTOSO")] = {
      TenantUid("UID-CONTOSO"),
      TenantId(3),
      "Contoso",
      AccountNumber(10010),
      AgreementNumber(50001),
      lines_on(AgreementNumber(50001), {"KES-ADV-NW", "KES-ADV-SRV", "KES-ADV-WS", "KES-SELECT"})};
  return ledger;
}

void add_customer(Desired& desired, Observed& observed, std::int64_t n) {
  const std::string name = "Customer " + std::to_string(n);
  const TenantUid uid("UID-" + std::to_string(n));
  FileText text(last_line(desired));
  desired.mappings.push_back(mapping_of(text, name, 10010 + n, 50001 + n));
  add_tenant(observed, {TenantId(3 + n), uid, name, true});
  add_account(observed, 10010 + n, name + " Ltd", uid);
  add_agreement(observed, 50001 + n, 10010 + n);
}

Place place_line(Desired& desired, const std::string& key, const std::string& value) {
  FileText text(last_line(desired));
  return text.key(key, value);
}

TenantUsage& usage_of(Observed& observed, std::int64_t server) {
  return observed.usage.at(TenantId(server)).value();
}
Account& account_of(Observed& observed, std::int64_t account) {
  return observed.accounts.at(AccountNumber(account)).value();
}
Agreement& agreement_of(Observed& observed, std::int64_t agreement) {
  return observed.agreements.at(AgreementNumber(agreement)).value();
}
PriceBookItem& item_of(Observed& observed, const std::string& item) {
  return observed.items.at(ItemId(item)).value();
}

void use_licence(Observed& observed, const std::string& licence_name, DeviceCounts counts,
                 std::int64_t server) {
  auto& usage = usage_of(observed, server);
  auto& licences = usage.licences;
  auto found = std::find_if(licences.begin(), licences.end(),
                            [&](const LicenceUse& use) { return use.product_name == licence_name; });
  if (found == licences.end()) {
    const std::string serial = "2B7A-" + std::to_string(licences.size() + 1);
    licences.push_back({LicenceSerial(serial), licence_name, now + std::chrono::days{300}, {}});
    found = std::prev(licences.end());
  }
  // Devices of an earlier figure stay in the tenant, unlicensed: what counts is who uses the licence.
  found->devices.clear();
  add_devices(usage, *found, Category::workstation, counts.workstations);
  add_devices(usage, *found, Category::server, counts.servers);
  add_devices(usage, *found, Category::other, counts.others);
}

Agreement& add_agreement(Observed& observed, std::int64_t agreement, std::int64_t account) {
  Agreement added;
  added.summary.number = AgreementNumber(agreement);
  added.summary.account = AccountNumber(account);
  added.summary.start = Day{std::chrono::year{2026}, std::chrono::month{1}, std::chrono::day{1}};
  added.summary.type = "Managed services";
  added.summary.period = "Monthly";
  added.summary.charge_count = 0;
  observed.agreements_of.at(AccountNumber(account)).value().push_back(added.summary);
  observed.agreements.insert_or_assign(added.summary.number, std::move(added));
  return agreement_of(observed, agreement);
}

ChargeLine& add_line(Observed& observed, std::int64_t detail, const std::string& item, std::int64_t quantity,
                     std::int64_t agreement) {
  auto& found = agreement_of(observed, agreement);
  const auto known = observed.items.find(ItemId(item));
  ChargeLine line;
  line.id = DetailId(detail);
  line.item = ItemId(item);
  line.description = "Kaspersky " + item;
  line.quantity = quantity;
  line.level = PriceLevelId(gold);
  if (known != observed.items.end() && known->second)
    line.price = known->second->prices.at(PriceLevelId(gold)).selling_price;
  line.source = "Kaspersky";
  found.summary.charge_count = static_cast<std::int64_t>(found.lines.size()) + 1;
  for (auto& summary : observed.agreements_of.at(found.summary.account).value())
    if (summary.number == found.summary.number) summary.charge_count = found.summary.charge_count;
  const auto behind = std::find_if(found.lines.begin(), found.lines.end(),
                                   [&](const ChargeLine& other) { return other.id > line.id; });
  return *found.lines.insert(behind, std::move(line));
}

void bind_line(LedgerState& ledger, const Observed& observed, std::int64_t detail, std::int64_t agreement) {
  const auto& found = observed.agreements.at(AgreementNumber(agreement)).value();
  const auto line = std::find_if(found.lines.begin(), found.lines.end(),
                                 [&](const ChargeLine& l) { return l.id == DetailId(detail); });
  if (line == found.lines.end()) throw std::logic_error("no such line");
  const Instant at = observed.now - std::chrono::days{1};
  const RunId run("run-1");
  const ChargeKey key{found.summary.number, line->item};
  apply_event(ledger, {at, run, ChargeBound{key, found.summary.account, line->id, false}});
  const TenantId server(found.summary.account.value() - 10010 + 3);
  const auto& usage = observed.usage.at(server).value();
  auto parts = UsageCounter(a_desired().products).count(usage).by_item[line->item];
  if (!parts.empty()) parts.front().count += line->quantity - quantity_of(parts);
  apply_event(ledger, {at, run, ChargeConfirmed{key, {line->quantity, line->price, line->level}, parts}});
}

}  // namespace tariff::tiny
