#include "plan/lines.hpp"

#include "plan/charge_text.hpp"

namespace tariff::plan {
namespace {

const PriceBookItem* item_in(const Observed& observed, const ItemId& item) {
  const auto found = observed.items.find(item);
  return found == observed.items.end() || !found->second ? nullptr : &found->second.value();
}

Money price_at(const PriceBookItem* item, PriceLevelId level) {
  if (item == nullptr) return {};
  const auto found = item->prices.find(level);
  return found == item->prices.end() ? Money{} : found->second.selling_price;
}

}  // namespace

const Agreement& agreement_of(const Customer& customer, const ChargeKey& key) {
  return *customer.at.agreement_numbered(key.agreement);
}

const std::string& period_of(const Customer& customer, const ChargeKey& key) {
  for (const auto& owned : customer.owned)
    if (owned.key.agreement == key.agreement && owned.is_readable) return owned.period;
  const Agreement* agreement = customer.at.agreement_numbered(key.agreement);
  return agreement == nullptr ? customer.period : agreement->summary.period;
}

const ItemId& item_as_served(const ItemId& written, const Observed& observed) {
  const PriceBookItem* item = item_in(observed, written);
  return item == nullptr ? written : item->id;
}

std::vector<WantedLine> wanted_lines(const ResolvedMapping& at, const Counts& counts,
                                     const Observed& observed) {
  std::vector<WantedLine> lines;
  lines.reserve(counts.by_item.size());
  for (const auto& [written_item, parts] : counts.by_item) {
    const PriceBookItem* item = item_in(observed, written_item);
    // Products that share an item share its terms: two-terms-for-one-line.
    const LineTerms terms = at.terms_of(parts.front().product);
    WantedLine line;
    line.key = {*terms.agreement, item_as_served(written_item, observed)};
    line.description = item == nullptr ? "" : charge_text(item->description);
    line.value = {quantity_of(parts), price_at(item, terms.level->id), terms.level->id};
    line.fixed_price = terms.price;
    line.parts = parts;
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end(),
            [](const WantedLine& left, const WantedLine& right) { return left.key < right.key; });
  return lines;
}

namespace {

std::string unit_text(CountBasis basis) {
  return basis == CountBasis::users || basis == CountBasis::mailboxes ? " " + std::string(basis_name(basis))
                                                                      : "";
}

}  // namespace

std::string parts_text(const std::vector<Part>& parts) {
  const auto shares = shares_of(parts);
  std::string text;
  for (const auto& share : shares) {
    if (share.counted == 0 && share.billed() == 0 && shares.size() > 1) continue;
    if (!text.empty()) text += " + ";
    text += share.product + " " + std::to_string(share.counted) + unit_text(share.rule.basis);
    if (share.category && unit_text(share.rule.basis).empty())
      text += " (" + std::string(category_name(*share.category)) + ")";
    const std::string effect = share.effect();
    if (effect.empty()) continue;
    const bool is_peak_alone = effect == share.peak_text();
    text += is_peak_alone ? ", " + effect : ", billed " + std::to_string(share.billed()) + ": " + effect;
  }
  return text;
}

}  // namespace tariff::plan
