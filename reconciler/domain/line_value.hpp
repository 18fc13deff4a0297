#pragma once

#include <cstdint>

#include "domain/ids.hpp"
#include "domain/money.hpp"

namespace tariff {

/// What a line charges: the three fields that we set. Units: `quantity` in devices.
struct LineValue {
  std::int64_t quantity = 0;
  Money price;
  PriceLevelId level;

  Money amount() const { return price * quantity; }
  bool operator==(const LineValue&) const = default;
};

}  // namespace tariff
