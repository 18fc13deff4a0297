#include "domain/counting.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "text/match.hpp"

namespace tariff {
namespace {

using CategoryCounts = std::array<std::int64_t, categories.size()>;

/// The distinct devices of each product, gathered licence by licence.
class Tally {
 public:
  Tally(std::size_t product_count, const TenantUsage& usage) : usage_(usage), products_(product_count) {}

  CategoryCounts add(std::size_t product, const LicenceUse& licence) {
    auto& seen = products_[product].seen;
    seen.resize(usage_.devices.size());
    CategoryCounts added{};
    for (const auto index : licence.devices) {
      if (seen[index]) continue;
      seen[index] = true;
      ++added[static_cast<std::size_t>(usage_.devices[index].category)];
    }
    for (std::size_t i = 0; i < added.size(); ++i) products_[product].counts[i] += added[i];
    return added;
  }

  std::int64_t count(std::size_t product, Category category) const {
    return products_[product].counts[static_cast<std::size_t>(category)];
  }

 private:
  struct PerProduct {
    std::vector<bool> seen;
    CategoryCounts counts{};
  };
  const TenantUsage& usage_;
  std::vector<PerProduct> products_;
};

void report_missing_items(const Product& product, const LicenceUse& licence, const CategoryCounts& added,
                          std::vector<UnpricedUse>& unpriced) {
  if (!product.billed) return;
  for (const Category category : categories) {
    const auto devices = added[static_cast<std::size_t>(category)];
    if (devices == 0 || item_for(product, category) != nullptr) continue;
    unpriced.push_back({licence.product_name, licence.serial, product.name, category, devices});
  }
}

void add_parts(const Product& product, const TenantUid& tenant, const CategoryCounts& counts, Counts& out) {
  if (!product.billed) return;
  for (const Category category : categories)
    if (const ItemId* item = item_for(product, category))
      out.by_item[*item].push_back(
          {tenant, product.name, category, counts[static_cast<std::size_t>(category)], product.rule});
}

}  // namespace

const ItemId* item_for(const Product& product, Category category) {
  if (product.item) return &*product.item;
  const auto found = product.items.find(category);
  return found == product.items.end() ? nullptr : &found->second;
}

std::vector<ProductShare> shares_of(const std::vector<Part>& parts) {
  std::vector<ProductShare> shares;
  for (const auto& part : parts) {
    const auto same = std::find_if(shares.begin(), shares.end(), [&](const ProductShare& share) {
      return share.product == part.product && share.tenant == part.tenant;
    });
    if (same == shares.end()) {
      shares.push_back({part.tenant, part.product, part.category, part.rule, part.count});
    } else {
      same->counted += part.count;
      same->category.reset();
    }
  }
  return shares;
}

std::int64_t quantity_of(const std::vector<Part>& parts) {
  if (parts.size() == 1) return billed_quantity(parts.front().rule, parts.front().count);
  std::int64_t quantity = 0;
  for (const auto& share : shares_of(parts)) quantity += share.billed();
  return quantity;
}

std::int64_t devices_of(const std::vector<Part>& parts) {
  std::int64_t devices = 0;
  for (const auto& part : parts) devices += part.count;
  return devices;
}

const std::vector<std::size_t>& UsageCounter::matching(const std::string& licence_name) {
  const auto [entry, is_new] = matches_.try_emplace(licence_name);
  if (!is_new) return entry->second;
  for (std::size_t i = 0; i < products_.size(); ++i)
    for (const auto& pattern : products_[i].match)
      if (glob_match(pattern, licence_name)) {
        entry->second.push_back(i);
        break;
      }
  return entry->second;
}

Counts UsageCounter::count(const TenantUsage& usage) {
  Counts out;
  Tally tally(products_.size(), usage);
  for (const auto& licence : usage.licences) {
    const auto& found = matching(licence.product_name);
    if (found.size() > 1)
      out.ambiguous.push_back({licence.product_name, products_[found[0]].name, products_[found[1]].name});
    if (found.empty() && !licence.devices.empty())
      out.unpriced.push_back({licence.product_name, licence.serial, "", Category::other,
                              static_cast<std::int64_t>(licence.devices.size())});
    if (found.size() == 1)
      report_missing_items(products_[found[0]], licence, tally.add(found[0], licence), out.unpriced);
  }
  for (const auto& key : usage.lapsed)
    for (const auto product : matching(key.product_name))
      out.lapsed.push_back({products_[product].name, key});
  for (std::size_t i = 0; i < products_.size(); ++i) {
    CategoryCounts counts{};
    for (const Category category : categories)
      counts[static_cast<std::size_t>(category)] = tally.count(i, category);
    add_parts(products_[i], usage.server.uid, counts, out);
  }
  return out;
}

}  // namespace tariff
