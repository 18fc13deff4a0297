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

void add_parts(const Product& product, const TenantUid& tenant, const CategoryCounts& counts,
               std::int64_t purchased, Counts& out) {
  if (!product.billed) return;
  for (const Category category : categories) {
    const ItemId* item = item_for(product, category);
    if (item == nullptr) continue;
    Part part{tenant, product.name, category, counts[static_cast<std::size_t>(category)], product.rule};
    if (product.rule.basis == CountBasis::purchased) part.purchased = purchased;
    out.by_item[*item].push_back(std::move(part));
  }
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
      shares.push_back({part.tenant, part.product, part.category, part.rule, part.count, part.purchased});
    } else {
      same->counted += part.count;
      same->category.reset();
    }
  }
  return shares;
}

std::int64_t quantity_of(const std::vector<Part>& parts) {
  // Nearly every line is billed by its count, and a plan asks this of each.
  const auto is_plain = [](const Part& part) { return part.rule.is_plain(); };
  if (std::all_of(parts.begin(), parts.end(), is_plain)) return devices_of(parts);
  std::int64_t quantity = 0;
  for (const auto& share : shares_of(parts)) quantity += share.billed();
  return quantity;
}

std::string ProductShare::effect() const {
  std::string text;
  if (rule.basis == CountBasis::purchased) text = std::to_string(base()) + " purchased";
  const std::string more = effect_text(rule, base());
  return text.empty() || more.empty() ? text + more : text + ", " + more;
}

std::int64_t devices_of(const std::vector<Part>& parts) {
  std::int64_t devices = 0;
  for (const auto& part : parts) devices += part.count;
  return devices;
}

bool is_licence_of(const Product& product, const LicenceMarks& licence) {
  return std::any_of(product.match.begin(), product.match.end(), [&](std::string_view pattern) {
    if (pattern.starts_with(suite_id_mark))
      return licence.suite_id && pattern.substr(suite_id_mark.size()) == std::to_string(*licence.suite_id);
    if (pattern.starts_with(part_number_mark))
      return !licence.part_number.empty() &&
             glob_match(pattern.substr(part_number_mark.size()), licence.part_number);
    return glob_match(pattern, licence.name);
  });
}

const std::vector<std::size_t>& UsageCounter::matching(const LicenceMarks& licence) {
  const auto [entry, is_new] = matches_.try_emplace(licence);
  if (!is_new) return entry->second;
  for (std::size_t i = 0; i < products_.size(); ++i)
    if (is_licence_of(products_[i], licence)) entry->second.push_back(i);
  return entry->second;
}

/// 0 for a product that is not billed by what was bought; nullopt, and told, where nobody knows.
std::optional<std::int64_t> UsageCounter::bought_for(std::size_t product, const LicenceUse& licence,
                                                     Counts& out) const {
  const Product& known = products_[product];
  if (!known.billed || known.rule.basis != CountBasis::purchased) return 0;
  std::string why;
  if (!licence.bought) why = "does not tell for how many devices it was bought";
  if (shared_.contains(licence.serial))
    why = "stands on several virtual servers, or may stand on one that was not read";
  if (why.empty()) return licence.bought;
  out.unknown_purchases.push_back({known.name, licence.serial, std::move(why)});
  return std::nullopt;
}

std::set<LicenceSerial> keys_of_several_servers(const Observed& observed) {
  std::set<LicenceSerial> seen, shared;
  for (const auto& [id, usage] : observed.usage) {
    if (!usage) continue;
    for (const auto& licence : usage->licences)
      if (!seen.insert(licence.serial).second) shared.insert(licence.serial);
  }
  return shared;
}

UsageCounter usage_counter(const Desired& desired, const Observed& observed) {
  const auto asks = [](const Product& product) { return product.rule.basis == CountBasis::purchased; };
  if (std::none_of(desired.products.begin(), desired.products.end(), asks))
    return UsageCounter(desired.products);
  std::set<LicenceSerial> shared = keys_of_several_servers(observed);
  // On a virtual server that could not be read any key may stand as well.
  const bool all_read = std::all_of(observed.usage.begin(), observed.usage.end(),
                                    [](const auto& entry) { return entry.second.has_value(); });
  for (const auto& [id, usage] : observed.usage) {
    if (all_read || !usage) continue;
    for (const auto& licence : usage->licences) shared.insert(licence.serial);
  }
  return UsageCounter(desired.products, std::move(shared));
}

Counts UsageCounter::count(const TenantUsage& usage) {
  Counts out;
  Tally tally(products_.size(), usage);
  std::vector<std::int64_t> purchased(products_.size());
  for (const auto& licence : usage.licences) {
    const auto& found = matching(licence.marks());
    if (found.size() > 1)
      out.ambiguous.push_back({licence.product_name, products_[found[0]].name, products_[found[1]].name});
    if (found.empty() && !licence.devices.empty())
      out.unpriced.push_back({licence.product_name, licence.serial, "", Category::other,
                              static_cast<std::int64_t>(licence.devices.size())});
    if (found.size() != 1) continue;
    report_missing_items(products_[found[0]], licence, tally.add(found[0], licence), out.unpriced);
    purchased[found[0]] += bought_for(found[0], licence, out).value_or(0);
  }
  for (const auto& key : usage.lapsed)
    for (const auto product : matching(key.marks())) out.lapsed.push_back({products_[product].name, key});
  for (std::size_t i = 0; i < products_.size(); ++i) {
    CategoryCounts counts{};
    for (const Category category : categories)
      counts[static_cast<std::size_t>(category)] = tally.count(i, category);
    add_parts(products_[i], usage.server.uid, counts, purchased[i], out);
  }
  return out;
}

}  // namespace tariff
