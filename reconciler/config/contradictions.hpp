#pragma once

#include "config/reader.hpp"
#include "domain/desired.hpp"

namespace tariff::config {

/// A product says exactly one of item, items and bill = false with a reason.
/// Shape: `item-missing`, `item-and-items`, `items-empty`, `item-not-billed`, `reason-missing`.
void check_product(const Node& table, const Fields& fields, Reader& reader);

/// A mapping that is billed has an agreement and a price level. Shape: `agreement-missing`,
/// `price-level-missing`, both of that mapping alone. Requires: the reader has entered the mapping.
void check_billed_mapping(const Node& table, const Fields& own, const Fields& defaults, Reader& reader);

/// No name and no glob stands twice. Shape: `product-twice`, `glob-twice`, of the whole file.
void check_products(const Desired& desired, Reader& reader);

/// One tenant, one account. Shape: `tenant-mapped-twice`, `account-mapped-twice` for every mapping involved;
/// warning `name-differs-in-case`.
void check_mappings(const Desired& desired, Reader& reader);

}  // namespace tariff::config
