#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

#include "domain/desired.hpp"
#include "domain/line_value.hpp"
#include "domain/observed.hpp"

namespace tariff::simulation {

/// Where a count comes from. Shape: `product` is the index of a product of the file; its licence is the same
/// for ever.
struct Source {
  std::size_t product = 0;
  Category category = Category::workstation;
  auto operator<=>(const Source&) const = default;
  bool operator==(const Source&) const = default;
};

/// What one customer truly uses.
using Usage = std::map<Source, std::int64_t>;

/// The same as Kaspersky tells it, device by device.
TenantUsage told_by_kaspersky(const Tenant& server, const Usage& usage);

/// What the file wants of one mapping, worked out without any of the product's code for it: the oracle's own
/// opinion. Shape: every item of the file, those at 0 too; nothing where a level or a price is missing.
std::map<ChargeKey, LineValue> wanted_by(const Desired& file, const Mapping& mapping, const Usage& usage,
                                         const std::map<ItemId, Result<PriceBookItem>>& price_book);

}  // namespace tariff::simulation
