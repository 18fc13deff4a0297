#include "domain/charge_lines.hpp"

#include <algorithm>

namespace tariff {

LineValue value_of(const ChargeLine& line) { return {line.quantity, line.price, line.level}; }

std::vector<const ChargeLine*> lines_with(const Agreement& agreement, const ItemId& item) {
  std::vector<const ChargeLine*> found;
  for (const auto& line : agreement.lines)
    if (line.item == item) found.push_back(&line);
  return found;
}

const ChargeLine* line_at(const Agreement& agreement, DetailId id) {
  const auto found = std::find_if(agreement.lines.begin(), agreement.lines.end(),
                                  [&](const ChargeLine& line) { return line.id == id; });
  return found == agreement.lines.end() ? nullptr : &*found;
}

}  // namespace tariff
