#include "property/random_site.hpp"

#include <algorithm>
#include <string>

#include <rapidcheck.h>

#include "domain/counting.hpp"
#include "domain/resolution.hpp"

namespace tariff::test {
namespace {

tiny::DeviceCounts some_devices() { return {drawn(0, 6), drawn(0, 4), drawn(0, 2)}; }

std::string words(AgreementNumber agreement, const ItemId& item, const LineValue& value) {
  return agreement.text() + " " + item.value() + " " + std::to_string(value.quantity) + " " +
         value.price.text() + " " + value.level.text();
}

bool is_foreign(const ChargeLine& line) { return line.id.value() < 100; }

void use_some(Site& site, std::int64_t customer) {
  tiny::use_licence(site.world(), tiny::select_licence, some_devices(), 3 + customer);
  tiny::use_licence(site.world(), tiny::advanced_licence, some_devices(), 3 + customer);
}

void move_agreement(Site& site, std::size_t mapping) {
  auto& at = site.desired.mappings[mapping];
  const std::int64_t next = 60'000 + 10 * at.account.value() + drawn(0, 2);
  if (!site.world().agreements.contains(AgreementNumber(next)))
    tiny::add_agreement(site.world(), next, at.account.value()).summary.period =
        drawn_truth() ? "Monthly" : "Yearly";
  at.agreement = AgreementNumber(next);
  at.handover = Handover::now;
}

void send_products_elsewhere(Site& site) {
  auto& select = site.desired.products[0];
  select.item.reset();
  select.items.clear();
  if (drawn_truth()) {
    select.item = ItemId(drawn_truth() ? "KES-SELECT" : "KES-ADV-WS");
    return;
  }
  select.items = {{Category::workstation, ItemId("KES-SELECT")},
                  {Category::server, ItemId(drawn_truth() ? "KES-ADV-SRV" : "KES-SELECT")},
                  {Category::other, ItemId("KES-ADV-NW")}};
}

void move_price(Site& site) {
  for (const auto* item : {"KES-SELECT", "KES-ADV-WS"})
    tiny::item_of(site.world(), item).prices.at(PriceLevelId(2)).selling_price =
        Money::of_ten_thousandths(10'000 + 2'500 * drawn(0, 3));
}

}  // namespace

int drawn(int first, int last) { return *rc::gen::inRange(first, last + 1); }
bool drawn_truth() { return drawn(0, 1) == 1; }

Site& fill(Site& site) {
  const int others = drawn(0, 3);
  for (std::int64_t n = 1; n <= others; ++n) tiny::add_customer(site.desired, site.world(), n);
  for (std::int64_t n = 0; n <= others; ++n) {
    use_some(site, n);
    if (drawn_truth()) tiny::account_of(site.world(), 10010 + n).cross_references.clear();
    auto& line = tiny::add_line(site.world(), 1 + n, "BACKUP", drawn(0, 9), 50001 + n);
    line.price = tiny::money("11.1111");
    line.source = "by hand";
  }
  return site;
}

void change_something(Site& site) {
  const auto mapping = static_cast<std::size_t>(drawn(0, static_cast<int>(site.desired.mappings.size()) - 1));
  auto& at = site.desired.mappings[mapping];
  switch (drawn(0, 6)) {
    case 0:
      return move_agreement(site, mapping);
    case 1:
      return send_products_elsewhere(site);
    case 2:
      return move_price(site);
    case 3:
      at.billing = at.billing == Billing::on ? Billing::off : Billing::on;
      return;
    case 4:
      at.price_level = at.price_level == "Gold" ? "Standard" : "Gold";
      return;
    case 5:
    case 6:
      return use_some(site, at.account.value() - 10010);
  }
}

void live_a_little(Site& site) {
  fill(site);
  const int days = drawn(0, 3);
  for (int day = 0; day < days; ++day) {
    site.run();
    change_something(site);
    site.pass(std::chrono::hours(24));
  }
}

std::vector<std::string> wanted_lines(Site& site) {
  std::vector<std::string> out;
  UsageCounter counter(site.desired.products);
  for (std::size_t i = 0; i < site.desired.mappings.size(); ++i) {
    const auto at = Resolver(site.desired, site.world()).resolve(i);
    if (at.mapping->billing != Billing::on) continue;
    for (const auto& [item, parts] : counter.count(at.usage->value()).by_item) {
      const auto& prices = tiny::item_of(site.world(), item.value()).prices;
      const LineValue value{quantity_of(parts), prices.at(at.level->id).selling_price, at.level->id};
      if (value.quantity != 0) out.push_back(words(*at.mapping->agreement, item, value));
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> standing_lines(const Site& site) {
  std::vector<std::string> out;
  for (const auto& [number, agreement] : site.tigerpaw.world().agreements)
    for (const auto& line : agreement->lines)
      if (!is_foreign(line) && line.quantity != 0)
        out.push_back(words(number, line.item, {line.quantity, line.price, line.level}));
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> foreign_lines(const Site& site) {
  std::vector<std::string> out;
  for (const auto& [number, agreement] : site.tigerpaw.world().agreements)
    for (const auto& line : agreement->lines)
      if (is_foreign(line)) out.push_back(words(number, line.item, {line.quantity, line.price, line.level}));
  return out;
}

std::map<std::string, Money> billed(const Site& site) {
  std::map<std::string, Money> sums;
  for (const auto& [number, agreement] : site.tigerpaw.world().agreements)
    for (const auto& line : agreement->lines) {
      auto& sum = sums[agreement->summary.period];
      sum = sum + line.price * line.quantity;
    }
  return sums;
}

}  // namespace tariff::test
