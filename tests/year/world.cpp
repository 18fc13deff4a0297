#include "year/world.hpp"

#include <algorithm>

#include "support/tiny_world.hpp"
#include "text/time.hpp"

namespace tariff::year {
namespace {

PriceBookItem priced(const std::string& id, const std::string& at_standard, const std::string& at_gold) {
  PriceBookItem item;
  item.id = ItemId(id);
  item.description = "Kaspersky " + id;
  item.prices[standard] = {tiny::money(at_standard), std::nullopt};
  item.prices[gold] = {tiny::money(at_gold), std::nullopt};
  return item;
}

Category drawn_category(Dice& dice) {
  const auto drawn = dice.between(1, 10);
  if (drawn <= 7) return Category::workstation;
  return drawn <= 9 ? Category::server : Category::other;
}

/// LastBilledDate of an agreement that was billed in December.
std::string day_before_year(std::int64_t day_to_bill) {
  return write_day(Day{billing_day(std::chrono::year{2025} / 12, day_to_bill)});
}

}  // namespace

std::string licence_name(Family family) {
  switch (family) {
    case Family::select:
      return "Kaspersky Endpoint Security for Business - Select 10-14 Node";
    case Family::advanced:
      return "Kaspersky Endpoint Security for Business - Advanced 10-14 Node";
    case Family::mail:
      return "Kaspersky Security for Mail Server 10-14 Node";
    case Family::management:
      return "Kaspersky Security Center 10-14 Node";
  }
  return "";
}

std::size_t World::key_of(Tenant& tenant, Family family) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < tenant.keys.size(); ++i)
    if (tenant.keys[i].family == family && (!found || tenant.keys[i].expires > tenant.keys[*found].expires))
      found = i;
  if (found) return *found;
  // Serials ascend, as the source lists them.
  tenant.keys.push_back({"KEY-" + std::to_string(10'000 + ++keys_), family, licence_name(family),
                         today + std::chrono::days(dice.between(500, 900))});
  return tenant.keys.size() - 1;
}

void World::add_machine(Tenant& tenant) {
  Machine machine{++machines_, drawn_category(dice), {}};
  const Family main = dice.chance(600) ? Family::select : Family::advanced;
  machine.keys.push_back(key_of(tenant, main));
  if (machine.category == Category::server) machine.keys.push_back(key_of(tenant, Family::management));
  tenant.machines.push_back(std::move(machine));
}

std::size_t World::add_customer() {
  const auto number = static_cast<std::int64_t>(tenants.size());
  const std::string name = "Customer " + std::to_string(number);
  Tenant tenant{TenantId(3 + number), "UID-" + std::to_string(number), name, {}, {}, true};
  const auto size = dice.chance(700) ? dice.between(3, 15) : dice.between(16, 40);
  for (std::int64_t i = 0; i < size; ++i) add_machine(tenant);
  tenants.push_back(std::move(tenant));
  Account account;
  account.number = AccountNumber(10'010 + number);
  account.name = name + " Ltd";
  account.default_level = gold;
  account.default_level_name = "Gold";
  if (dice.chance(700))
    account.cross_references = {
        {CrossReferenceId(7000 + number), ExternalProductId(5), "Kaspersky", tenants.back().uid}};
  tigerpaw.accounts_by_number[account.number] = account;
  add_agreement(account.number, dice.chance(850) ? "Monthly" : "Quarterly");
  return tenants.size() - 1;
}

AgreementNumber World::add_agreement(AccountNumber account, const std::string& period) {
  Agreement agreement;
  agreement.summary.account = account;
  agreement.summary.start = Day{today + std::chrono::days(1)};
  agreement.summary.type = "Managed services";
  agreement.summary.period = period;
  agreement.day_to_bill = dice.chance(200) ? dice.between(28, 31) : dice.between(1, 28);
  return tigerpaw.add(std::move(agreement), today);
}

void World::live_one_day() {
  for (auto& tenant : tenants) {
    if (dice.chance(120)) add_machine(tenant);
    if (dice.chance(100) && tenant.machines.size() > 1)
      tenant.machines.erase(tenant.machines.begin() +
                            dice.between(0, static_cast<std::int64_t>(tenant.machines.size()) - 1));
    if (dice.chance(15) && !tenant.machines.empty())
      dice.one_of(tenant.machines).category = drawn_category(dice);
  }
}

Deal* World::deal_of(AccountNumber account) {
  const auto found =
      std::find_if(deals.begin(), deals.end(), [&](const Deal& deal) { return deal.account == account; });
  return found == deals.end() ? nullptr : &*found;
}

World first_world(std::uint64_t seed, std::int64_t customers) {
  World world(seed);
  world.today = Date(std::chrono::year{2025} / 12 / 31);
  for (const auto& item : {priced("KES-SELECT", "3.95", "3.5000"), priced("KES-SELECT-2", "4.05", "3.6250"),
                           priced("KES-SEL-WS", "3.90", "3.45"), priced("KES-SEL-SRV", "7.1000", "6.3333"),
                           priced("KES-SEL-NW", "2.00", "1.75"), priced("KES-ADV", "5.10", "4.4975"),
                           priced("KES-ADV-WS", "4.75", "4.0000"), priced("KES-ADV-SRV", "8.20", "6.99"),
                           priced("KES-ADV-NW", "1.10", "1.0000"), priced("KES-MAIL", "1.85", "1.6000")})
    world.tigerpaw.price_book[item.id] = item;
  world.sales[Family::select] = {"KES-SELECT", {}};
  world.sales[Family::advanced] = {"",
                                   {{Category::workstation, "KES-ADV-WS"},
                                    {Category::server, "KES-ADV-SRV"},
                                    {Category::other, "KES-ADV-NW"}}};
  for (std::int64_t i = 0; i < customers; ++i) {
    const std::size_t tenant = world.add_customer();
    const AccountNumber account(10'010 + static_cast<std::int64_t>(tenant));
    Agreement& agreement = world.tigerpaw.agreements.at(world.tigerpaw.only_agreement_of(account));
    agreement.last_billed = day_before_year(*agreement.day_to_bill);
    world.deals.push_back(
        {tenant, account, agreement.summary.number, world.dice.chance(700) ? gold : standard, Paying::yes});
  }
  return world;
}

}  // namespace tariff::year
