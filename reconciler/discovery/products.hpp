#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/desired.hpp"
#include "domain/observed.hpp"

namespace tariff::discovery {

/// A customer of whom nobody doubts who it is: what its devices use, beside the lines of its account.
struct KnownCustomer {
  const TenantUsage* usage = nullptr;
  std::vector<const Agreement*> agreements;  ///< those with lines
};

/// With how many customers the lines of one item hold the count.
struct ItemEvidence {
  ItemId item;
  std::int64_t equal = 0;
};

/// What is known of one count: of a licence's devices, all or those of a category.
///
/// Shape: `items` are those that equal the count with a customer or more, most first. `item` is the one that
/// bills it, where that is certain: it equals with three customers or more, with three of five that have
/// devices and lines, and twice as often as the next; for all devices also with those that have
/// several categories.
struct CountEvidence {
  std::int64_t customers = 0;
  std::vector<ItemEvidence> items;
  std::optional<ItemId> item;
};

/// One licence name that is in use.
///
/// Shape: certain where `all.item` is set, or else each category in use has its item. `tenants` and `devices`
/// are all that use it, known customers or not.
struct LicenceFinding {
  std::string licence_name;
  std::int64_t tenants = 0;
  std::int64_t devices = 0;
  CountEvidence all;
  std::map<Category, CountEvidence> by_category;  ///< of the categories in use

  bool is_certain() const;
};

/// What bills each licence name in use, from lines whose quantities match the counts across customers.
///
/// Shape: by name. Only items that `items` holds, active and read, are considered. Cost: O(customers x
/// licences x lines).
std::vector<LicenceFinding> find_products(const std::vector<KnownCustomer>& customers,
                                          const Observed& observed);

/// The certain findings as products: licences that the same items bill are one product. Names are unique.
std::vector<Product> products_of(const std::vector<LicenceFinding>& findings);

/// The glob that matches this name and no other.
std::string exact_glob(const std::string& name);
/// Whether the product was made for that name.
bool matches_exactly(const Product& product, const std::string& licence_name);

/// Every item of the products.
std::set<ItemId> items_of(const std::vector<Product>& products);

}  // namespace tariff::discovery
