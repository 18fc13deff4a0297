#include "discovery/standing.hpp"

#include <algorithm>

#include "base/inert.hpp"

namespace tariff::discovery {
namespace {

bool runs(const AgreementSummary& agreement, Day today) {
  return (!agreement.start || *agreement.start <= today) && (!agreement.end || *agreement.end >= today);
}

void compare(const Quantities& wanted, const Quantities& standing, Standing& out) {
  std::set<ItemId> items;
  for (const auto& [item, quantity] : wanted) items.insert(item);
  for (const auto& [item, quantity] : standing) items.insert(item);
  for (const auto& item : items) {
    const auto here = wanted.find(item);
    const auto there = standing.find(item);
    ++out.lines;
    if (here != wanted.end() && there != standing.end() && here->second == there->second) ++out.equal;
  }
}

std::string numbers_text(const std::vector<AgreementNumber>& numbers) {
  std::string text;
  for (const auto number : numbers) text += (text.empty() ? "" : ", ") + number.text();
  return text;
}

}  // namespace

Ground::Place Ground::place_of(AgreementNumber number, const Agreement* agreement) const {
  Place place{number, agreement, {}, false};
  if (agreement == nullptr) return place;
  for (const auto& line : agreement->lines) {
    place.has_source = place.has_source || line.source == product_.name;
    if (items_.contains(line.item) && line.quantity > 0) place.quantities[line.item] += line.quantity;
  }
  return place;
}

std::vector<Ground::Place> Ground::places_of(const std::vector<AgreementSummary>& active,
                                             Standing& out) const {
  std::vector<Place> places;
  for (const auto& summary : active) {
    if (!runs(summary, observed_.today)) continue;
    const auto found = observed_.agreements.find(summary.number);
    if (found != observed_.agreements.end() && !found->second)
      out.gap = "Agreement " + summary.number.text() + " could not be read.";
    const bool is_read = found != observed_.agreements.end() && found->second;
    places.push_back(place_of(summary.number, is_read ? &found->second.value() : nullptr));
  }
  return places;
}

const Ground::Place* Ground::chosen(const std::vector<Place>& places, Standing& out) const {
  const auto only = [&](auto is_meant, const std::string& several) -> const Place* {
    std::vector<AgreementNumber> numbers;
    const Place* found = nullptr;
    for (const auto& place : places)
      if (is_meant(place)) {
        numbers.push_back(place.number);
        found = &place;
      }
    if (numbers.size() < 2) return found;
    out.gap = several + " (" + numbers_text(numbers) + ").";
    return nullptr;
  };
  const Place* place = only([](const Place& p) { return !p.quantities.empty(); },
                            "Lines of these items stand on several agreements");
  if (place == nullptr && out.gap.empty())
    place = only([](const Place& p) { return p.has_source; },
                 "Lines of " + inert(product_.name, 60) + " stand on several agreements");
  if (place == nullptr && out.gap.empty())
    place = only([](const Place&) { return true; },
                 "It has several active agreements, and no line shows which one is meant");
  if (place == nullptr && out.gap.empty()) out.gap = "It has no active agreement.";
  return out.gap.empty() ? place : nullptr;
}

void Ground::take_level(const Place& place, AccountNumber account, Standing& out) const {
  std::set<PriceLevelId> levels;
  const auto add_levels_of = [&](auto is_meant) {
    if (place.agreement == nullptr || !levels.empty()) return;
    for (const auto& line : place.agreement->lines)
      if (is_meant(line) && line.quantity > 0) levels.insert(line.level);
  };
  add_levels_of([&](const ChargeLine& line) { return items_.contains(line.item); });
  add_levels_of([&](const ChargeLine& line) { return line.source == product_.name; });
  if (levels.size() > 1) {
    out.gap = "Its lines are at several price levels.";
    return;
  }
  const auto& details = observed_.accounts.at(account).value();
  out.level = levels.empty() ? details.default_level : std::optional<PriceLevelId>(*levels.begin());
  const bool is_known =
      out.level && std::any_of(observed_.levels.begin(), observed_.levels.end(),
                               [&](const PriceLevel& level) { return level.id == *out.level; });
  if (is_known) return;
  out.level.reset();
  out.gap = "Neither a line nor the account names a price level that Tigerpaw has.";
}

void Ground::prove_prices(const Quantities& wanted, Standing& out) const {
  for (const auto& [item, quantity] : wanted) {
    const auto found = observed_.items.find(item);
    if (found == observed_.items.end() || !found->second) continue;
    const auto price = found->second->prices.find(*out.level);
    if (price != found->second->prices.end() && !price->second.selling_price.is_zero()) continue;
    out.gap = "The price book has no price of " + inert(item.value(), 60) + " at its price level.";
    return;
  }
}

Standing Ground::standing_of(AccountNumber account, const Quantities& wanted) const {
  Standing out;
  const auto details = observed_.accounts.find(account);
  const auto active = observed_.agreements_of.find(account);
  if (details == observed_.accounts.end() || !details->second || active == observed_.agreements_of.end() ||
      !active->second) {
    out.gap = "The account could not be read.";
    return out;
  }
  const auto places = places_of(active->second.value(), out);
  if (!out.gap.empty()) return out;
  const Place* place = chosen(places, out);
  if (place == nullptr) return out;
  out.agreement = place->number;
  compare(wanted, place->quantities, out);
  take_level(*place, account, out);
  if (out.gap.empty()) prove_prices(wanted, out);
  return out;
}

std::vector<Quantities> Ground::quantities_of(AccountNumber account) const {
  std::vector<Quantities> out;
  const auto active = observed_.agreements_of.find(account);
  if (active == observed_.agreements_of.end() || !active->second) return out;
  Standing ignored;
  for (auto& place : places_of(active->second.value(), ignored))
    if (!place.quantities.empty()) out.push_back(std::move(place.quantities));
  return out;
}

}  // namespace tariff::discovery
