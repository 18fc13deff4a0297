#pragma once

#include <map>
#include <optional>

#include "config/reader.hpp"
#include "domain/desired.hpp"

namespace tariff::config {

/// The keys `item` and `items` of a table, as far as they are usable. Reports what is wrong inside `items`.
struct ItemFields {
  std::optional<ItemId> item;
  std::map<Category, ItemId> items;
  std::map<std::string, Place> places;  ///< "items.server", …
};
ItemFields read_items(const Fields& fields, const Block& block, Reader& reader);

/// Reads one [[mapping.product]] and reports what does not fit together in it.
MappingProduct read_mapping_product(const Node& table, Reader& reader);

/// Own terms beside the products of the file: a name that no product has, or that stands twice; terms of a
/// product that bills nothing, or whose count has no categories; two products of one customer that land on
/// one item at different terms.
void check_mapping_products(const Desired& desired, Reader& reader);

}  // namespace tariff::config
