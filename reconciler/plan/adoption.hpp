#pragma once

#include <vector>

#include "plan/compare.hpp"

namespace tariff::plan {

/// Decides a line that somebody else made and that carries an item of ours: it becomes ours where it equals
/// ours, or where the file's [[adopt]] says whose values count. A line that is removed after invoicing or has
/// a flat price is never ours. Source: interface.md section 5.
Decision adopt(const Customer& customer, const WantedLine& wanted, const ChargeLine& line,
               const Inputs& inputs);

/// Several lines carry the item and none is ours: a person leaves one.
Decision hold_duplicates(const Customer& customer, const WantedLine& wanted,
                         const std::vector<const ChargeLine*>& lines);

/// The file's [[adopt]] for that line; nullptr where there is none.
const Adopt* adopt_block(const Inputs& inputs, AccountNumber account, const ItemId& item);

}  // namespace tariff::plan
