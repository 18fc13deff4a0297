#pragma once

#include <string_view>
#include <vector>

#include "ledger/state.hpp"

namespace tariff {

/// Whether a product of these bills the peak: of nothing else the ledger has to be asked.
bool bills_peak(const std::vector<Part>& parts);

/// Gives each part whose rule bills the peak the highest figure of its product on that line in this billing
/// period: of what `parts` count now, and of what the ledger has seen written or in place.
///
/// Shape: `charge` is what the ledger says of the line, nullptr where it says nothing; `last_billed` as the
/// agreement bears it now. A figure counts only where the ledger tells it of the same tenant, product and
/// categories, counted alike; one from before the rule asked for the peak counts as what stands.
/// Source: decision 0024.
void take_peaks(std::vector<Part>& parts, const ChargeState* charge, std::string_view last_billed);

}  // namespace tariff
