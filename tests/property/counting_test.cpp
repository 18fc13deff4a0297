#include "domain/counting.hpp"

#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "property/random_site.hpp"

namespace tariff {
namespace {

using test::drawn;

/// Three products, the middle one split by category, each told by a letter that licence names begin with.
std::vector<Product> three_products() {
  std::vector<Product> products(3);
  for (std::size_t i = 0; i < products.size(); ++i) {
    const std::string letter(1, static_cast<char>('A' + i));
    products[i].name = letter;
    products[i].match = {letter + "*"};
    products[i].item = ItemId(letter);
  }
  products[1].item.reset();
  for (const Category category : categories)
    products[1].items.emplace(category, ItemId("B-" + std::string(category_name(category))));
  return products;
}

/// Up to thirty devices under up to eight keys, several of one product among them.
TenantUsage a_tenant() {
  TenantUsage usage;
  usage.tenant = {TenantId(3), TenantUid("U"), "Contoso"};
  const auto devices = drawn(0, 30);
  for (std::int64_t i = 0; i < devices; ++i)
    usage.devices.push_back(
        {DeviceId("d-" + std::to_string(i)), "d", categories[static_cast<std::size_t>(drawn(0, 2))]});
  const auto keys = drawn(0, 8);
  for (std::int64_t i = 0; i < keys; ++i) {
    LicenceUse key{LicenceSerial("K-" + std::to_string(i)),
                   std::string(1, static_cast<char>('A' + drawn(0, 2))) + "x",
                   {},
                   {}};
    for (std::int64_t device = 0; device < devices; ++device)
      if (drawn(0, 2) == 0) key.devices.push_back(static_cast<std::uint32_t>(device));
    usage.licences.push_back(std::move(key));
  }
  return usage;
}

/// The devices of a product, told apart by nobody's code but this.
std::map<Category, std::set<std::uint32_t>> devices_of(const TenantUsage& usage, const std::string& product) {
  std::map<Category, std::set<std::uint32_t>> found;
  for (const auto& key : usage.licences)
    for (const auto index : key.devices)
      if (key.product_name.starts_with(product)) found[usage.devices[index].category].insert(index);
  return found;
}

}  // namespace

TEST_CASE("law: what a product counts is the sum over its categories, and no device stands in it twice") {
  CHECK(rc::check("sums", [] {
    const auto products = three_products();
    const auto usage = a_tenant();
    std::map<std::string, std::map<Category, std::int64_t>> counted;
    for (const auto& [item, parts] : UsageCounter(products).count(usage).by_item)
      for (const auto& part : parts) counted[part.product][part.category] += part.count;
    for (const auto& product : products) {
      auto expected = devices_of(usage, product.name);
      std::int64_t total = 0;
      std::set<std::uint32_t> distinct;
      for (const Category category : categories) {
        RC_ASSERT(counted[product.name][category] == static_cast<std::int64_t>(expected[category].size()));
        total += counted[product.name][category];
        distinct.insert(expected[category].begin(), expected[category].end());
      }
      RC_ASSERT(total == static_cast<std::int64_t>(distinct.size()));
      RC_ASSERT(total <= static_cast<std::int64_t>(usage.devices.size()));
    }
  }));
}

}  // namespace tariff
