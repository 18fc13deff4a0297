#include "year/tally.hpp"

#include <algorithm>
#include <set>

namespace tariff::year {
namespace {

constexpr std::chrono::days awaited_at_most{5};

/// A product counts once on a device, whichever of its keys protect it, and not once they have all expired.
std::set<Family> families_on(const Machine& machine, const Tenant& tenant, Date today) {
  std::set<Family> out;
  for (const std::size_t key : machine.keys)
    if (tenant.keys[key].expires > today) out.insert(tenant.keys[key].family);
  return out;
}

bool is_sold(const World& world, const ItemId& item) {
  for (const auto& [family, sale] : world.sales)
    for (const Category category : categories)
      if (sale.item_of(category) == item.value()) return true;
  return false;
}

/// The last amount of what ends: on the agreement that is to be invoiced once more, or up to a day.
bool is_ending(const World& world, const Deal& deal, AgreementNumber agreement) {
  if (deal.last_invoice && world.is_awaited(*deal.last_invoice))
    return agreement == deal.last_invoice->agreement;
  return deal.paying == Paying::leaves && deal.last_day && world.today <= *deal.last_day;
}

}  // namespace

Sums sums_of(const Invoice& invoice) {
  Sums out;
  for (const auto& line : invoice.lines) {
    Sum& sum = out[line.item];
    sum.quantity += line.quantity;
    sum.amount = sum.amount + line.price * line.quantity;
  }
  return out;
}

Money Tally::price_of(const Deal& deal, const ItemId& item) {
  for (const auto& special : deal.specials)
    if (special.item == item && special.price && world_.today <= special.until) return *special.price;
  const Money book = world_.tigerpaw.price_book.at(item).prices.at(deal.level).selling_price;
  if (!habits_.pins) return book;
  const auto [agreed, is_new] = prices_.try_emplace({deal.agreement, item}, AgreedPrice{deal.level, book});
  if (agreed->second.level != deal.level) agreed->second = {deal.level, book};
  return agreed->second.price;
}

Sums Tally::due_now(const Deal& deal) {
  std::map<ItemId, std::int64_t> counts;
  const Tenant& tenant = world_.tenants[deal.tenant];
  for (const auto& machine : tenant.machines)
    for (const Family family : families_on(machine, tenant, world_.today))
      if (const auto sale = world_.sales.find(family); sale != world_.sales.end())
        ++counts[ItemId(sale->second.item_of(machine.category))];
  for (const auto& special : deal.specials)
    if (special.quantity && world_.today <= special.until && is_sold(world_, special.item))
      counts[special.item] = *special.quantity;
  Sums out;
  for (const auto& [item, count] : counts)
    if (count > 0) out[item] = {count, price_of(deal, item) * count};
  return out;
}

bool Tally::is_frozen(AgreementNumber agreement) const {
  if (!habits_.freezes || world_.today < world_.tigerpaw.due(agreement)) return false;
  // One that nobody sent for a month or more is awaited anew on each billing day.
  const Day today{world_.today};
  const std::int64_t day_to_bill = *world_.tigerpaw.agreements.at(agreement).day_to_bill;
  Date day = billing_day(today.year() / today.month(), day_to_bill);
  if (day > world_.today)
    day = billing_day(today.year() / today.month() - std::chrono::months(1), day_to_bill);
  return world_.today < day + awaited_at_most;
}

bool Tally::is_overdue(AgreementNumber agreement) const {
  return habits_.freezes && world_.today >= world_.tigerpaw.due(agreement) && !is_frozen(agreement) &&
         !world_.tigerpaw.agreements.at(agreement).last_billed.empty();
}

bool Tally::stays_as_it_is(const Deal& deal, AgreementNumber agreement) const {
  return is_frozen(agreement) || is_ending(world_, deal, agreement);
}

bool Tally::is_last_amount(AgreementNumber agreement) const {
  const AccountNumber account = world_.tigerpaw.agreements.at(agreement).summary.account;
  return std::any_of(world_.deals.begin(), world_.deals.end(), [&](const Deal& deal) {
    return deal.account == account && is_ending(world_, deal, agreement);
  });
}

void Tally::is_gone_for_good(AgreementNumber agreement, const ItemId& item) {
  prices_.erase({agreement, item});
  if (is_last_amount(agreement)) due_[agreement].erase(item);
}

void Tally::is_right(AgreementNumber agreement, const ChargeLine& line) {
  if (!is_last_amount(agreement) && !is_frozen(agreement)) return;
  due_[agreement].erase(line.item);
  if (line.quantity > 0) due_[agreement][line.item] = {line.quantity, line.price * line.quantity};
}

void Tally::everything_was_read() {
  for (const auto& deal : world_.deals) {
    if (deal.paying == Paying::yes && !world_.tenants[deal.tenant].answers) continue;
    const bool hands_over = deal.last_invoice && world_.is_awaited(*deal.last_invoice);
    const bool has_begun = !deal.first_day || *deal.first_day <= world_.today;
    const bool has_ended = deal.last_day && *deal.last_day < world_.today;
    const bool is_due = deal.paying == Paying::yes && !hands_over && has_begun && !has_ended;
    for (const auto& [number, agreement] : world_.tigerpaw.agreements) {
      if (agreement.summary.account != deal.account || stays_as_it_is(deal, number)) continue;
      watched_.erase(number);
      if (deal.paying == Paying::watched) watched_.insert(number);
      due_[number] = is_due && number == deal.agreement ? due_now(deal) : Sums{};
    }
  }
}

const Sums& Tally::due(AgreementNumber agreement) const {
  static const Sums nothing;
  const auto found = due_.find(agreement);
  return found == due_.end() ? nothing : found->second;
}

}  // namespace tariff::year
