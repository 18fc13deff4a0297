#pragma once

#include <vector>

#include "domain/catalogue.hpp"
#include "domain/line_value.hpp"

namespace tariff {

LineValue value_of(const ChargeLine& line);

/// The lines of an agreement that carry an item, ascending by id.
std::vector<const ChargeLine*> lines_with(const Agreement& agreement, const ItemId& item);

/// The line of that id; nullptr where it is not there.
const ChargeLine* line_at(const Agreement& agreement, DetailId id);

}  // namespace tariff
