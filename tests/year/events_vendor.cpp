#include <algorithm>
#include <optional>

#include "support/tiny_world.hpp"
#include "year/events.hpp"
#include "year/year.hpp"

/// What comes from Kaspersky and from whoever keeps the price book.
namespace tariff::year {
namespace {

/// The index of a tenant whose deal pays; nothing where the dice find none.
std::optional<std::size_t> some_tenant(Year& year) {
  const Deal* deal = year.some_deal();
  if (deal == nullptr) return std::nullopt;
  return deal->tenant;
}

Family billed_family(Year& year) { return year.dice().chance(500) ? Family::select : Family::advanced; }

const char* written_name(Family family) {
  switch (family) {
    case Family::select:
      return "Select";
    case Family::advanced:
      return "Advanced";
    case Family::mail:
      return "Mail";
    case Family::management:
      return "Management server";
  }
  return "";
}

/// Whatever used the tenant's keys of that family uses this one.
void put_on_key(Tenant& tenant, Family family, std::size_t fresh) {
  for (auto& machine : tenant.machines)
    for (auto& key : machine.keys)
      if (tenant.keys[key].family == family) key = fresh;
}

void expire_key(Year& year) {
  const auto index = some_tenant(year);
  if (!index) return;
  Tenant& tenant = year.world.tenants[*index];
  const std::size_t key = year.world.key_of(tenant, billed_family(year));
  tenant.keys[key].expires = year.world.today;
  year.later(3, [index, key](Year& later) {
    later.world.tenants[*index].keys[key].expires = later.world.today + std::chrono::days(400);
  });
}

/// Half of the devices run two keys of one product for a while; each still counts once.
void add_second_key(Year& year) {
  const auto index = some_tenant(year);
  if (!index) return;
  Tenant& tenant = year.world.tenants[*index];
  const Family family = billed_family(year);
  const std::size_t first = year.world.key_of(tenant, family);
  tenant.keys.push_back(tenant.keys[first]);
  tenant.keys.back().serial += "-b";
  tenant.keys.back().expires += std::chrono::days(200);
  for (auto& machine : tenant.machines)
    if (std::count(machine.keys.begin(), machine.keys.end(), first) > 0 && year.dice().chance(500))
      machine.keys.push_back(tenant.keys.size() - 1);
}

void rename_product(Year& year) {
  const auto index = some_tenant(year);
  if (!index) return;
  Tenant& tenant = year.world.tenants[*index];
  const Family family = billed_family(year);
  const std::string name = "Kaspersky Next " + std::to_string(year.figures.events["product renamed"]);
  tenant.keys.push_back(tenant.keys[year.world.key_of(tenant, family)]);
  Key& fresh = tenant.keys.back();
  fresh.serial += "-n";
  fresh.name = name + " EDR";
  fresh.expires = year.world.today + std::chrono::days(700);
  put_on_key(tenant, family, tenant.keys.size() - 1);
  year.within(7, [family, name](Year& later) {
    later.file.product(written_name(family)).match.push_back(name + " EDR*");
    merged(later);
  });
}

void sell_mail(Year& year) {
  year.world.sales[Family::mail] = {"KES-MAIL", {}};
  for (const auto& product : year.file.products)
    if (product.name == "Mail") return;
  year.file.products.push_back({"Mail", {"Kaspersky Security for Mail Server*"}, "KES-MAIL", {}, ""});
  merged(year);
}

void use_mail(Year& year) {
  const auto index = some_tenant(year);
  if (!index) return;
  Tenant& tenant = year.world.tenants[*index];
  const std::size_t key = year.world.key_of(tenant, Family::mail);
  for (auto& machine : tenant.machines)
    if (machine.category == Category::server) machine.keys.push_back(key);
  if (!year.world.sales.contains(Family::mail)) year.within(8, sell_mail);
}

/// A pinned price is that of the day on which something new was agreed; so nobody moves the book under it.
bool is_something_under_way(Year& year) {
  const auto& deals = year.world.deals;
  return year.world.today < year.fleet_is_busy_until ||
         std::any_of(deals.begin(), deals.end(), [](const Deal& deal) { return deal.is_busy; });
}

void raise_price(Year& year) {
  if (year.habits.pins && is_something_under_way(year)) return year.later(1, raise_price);
  auto item = year.world.tigerpaw.price_book.begin();
  std::advance(item,
               year.dice().between(0, static_cast<std::int64_t>(year.world.tigerpaw.price_book.size()) - 1));
  for (auto& [level, price] : item->second.prices)
    price.selling_price = price.selling_price + Money::of_ten_thousandths(year.dice().between(1, 20) * 125);
}

/// Select under another single item.
void change_item(Year& year) {
  year.within(3, [](Year& later) {
    Sale& sale = later.world.sales[Family::select];
    if (!sale.items.empty()) return;
    sale.item = sale.item == "KES-SELECT" ? "KES-SELECT-2" : "KES-SELECT";
    later.file.product("Select").item = sale.item;
    later.fleet_is_busy_until = later.world.today + std::chrono::days(20);
    merged(later);
  });
}

Sale split(Family family) {
  const std::string stem = family == Family::select ? "KES-SEL" : "KES-ADV";
  return {"",
          {{Category::workstation, stem + "-WS"},
           {Category::server, stem + "-SRV"},
           {Category::other, stem + "-NW"}}};
}

void change_split(Year& year) {
  const Family family = billed_family(year);
  year.within(3, [family](Year& later) {
    Sale& sale = later.world.sales[family];
    if (sale.items.empty()) {
      sale = split(family);
    } else {
      sale = {family == Family::select ? "KES-SELECT" : "KES-ADV", {}};
    }
    WrittenProduct& product = later.file.product(written_name(family));
    product.item = sale.item;
    product.items = sale.items;
    later.fleet_is_busy_until = later.world.today + std::chrono::days(20);
    merged(later);
  });
}

}  // namespace

const std::vector<EventKind>& vendor_events() {
  static const std::vector<EventKind> kinds{
      {"key expired, renewed after three days", 15, expire_key},
      {"second key of a product", 15, add_second_key},
      {"product renamed", 12, rename_product},
      {"product in use that nobody sold", 6, use_mail},
      {"price book raised", 6, raise_price},
      {"item changed", 3, change_item},
      {"category split on or off", 4, change_split},
  };
  return kinds;
}

}  // namespace tariff::year
