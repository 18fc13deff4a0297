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

std::vector<WantedLine> wanted_lines(const ResolvedMapping& at, const Counts& counts,
                                     const Observed& observed) {
  std::vector<WantedLine> lines;
  lines.reserve(counts.by_item.size());
  for (const auto& [written_item, parts] : counts.by_item) {
    const PriceBookItem* item = item_in(observed, written_item);
    WantedLine line;
    line.key = {*at.mapping->agreement, item == nullptr ? written_item : item->id};
    line.description = item == nullptr ? "" : charge_text(item->description);
    line.value = {quantity_of(parts), price_at(item, at.level->id), at.level->id};
    line.parts = parts;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string parts_text(const std::vector<Part>& parts) {
  // Parts of one product that all land on this line read as one figure; a lone category is named.
  std::vector<Part> shown;
  std::vector<bool> is_sum;
  for (const auto& part : parts) {
    if (!shown.empty() && shown.back().product == part.product && shown.back().tenant == part.tenant) {
      shown.back().count += part.count;
      is_sum.back() = true;
    } else {
      shown.push_back(part);
      is_sum.push_back(false);
    }
  }
  std::string text;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i].count == 0 && shown.size() > 1) continue;
    if (!text.empty()) text += " + ";
    text += shown[i].product + " " + std::to_string(shown[i].count);
    if (!is_sum[i]) text += " (" + std::string(category_name(shown[i].category)) + ")";
  }
  return text;
}

}  // namespace tariff::plan
