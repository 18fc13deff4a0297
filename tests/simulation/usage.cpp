#include "simulation/usage.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "support/tiny_world.hpp"

namespace tariff::simulation {
namespace {

const std::array licences{tiny::select_licence, tiny::advanced_licence};

const ItemId* item_of(const Product& product, Category category) {
  if (product.item) return &*product.item;
  const auto found = product.items.find(category);
  return found == product.items.end() ? nullptr : &found->second;
}

/// What the mapping says of that product alone, if anything.
const MappingProduct* said_of(const Mapping& mapping, const Product& product) {
  const auto found = std::find_if(mapping.products.begin(), mapping.products.end(),
                                  [&](const MappingProduct& own) { return own.name == product.name; });
  return found == mapping.products.end() ? nullptr : &*found;
}

PriceLevelId level_of(const Mapping& mapping) {
  return PriceLevelId(mapping.price_level == "Standard" ? 1 : 2);
}

}  // namespace

TenantUsage told_by_kaspersky(const Tenant& server, const Usage& usage) {
  TenantUsage told;
  told.tenant = server;
  for (std::size_t product = 0; product < licences.size(); ++product)
    told.licences.push_back(
        {LicenceSerial("K-" + std::to_string(product)), licences.at(product), std::nullopt, {}});
  for (const auto& [source, count] : usage)
    for (std::int64_t i = 0; i < count; ++i) {
      const std::size_t index = told.devices.size();
      const std::string name = "d" + std::to_string(100'000 + index);
      told.devices.push_back({DeviceId(name), name, source.category});
      told.licences[source.product].devices.push_back(static_cast<std::uint32_t>(index));
    }
  return told;
}

std::map<ChargeKey, LineValue> wanted_by(const Desired& file, const Mapping& mapping, const Usage& usage,
                                         const std::map<ItemId, Result<PriceBookItem>>& price_book) {
  std::map<ChargeKey, LineValue> wanted;
  const PriceLevelId level = level_of(mapping);
  for (std::size_t product = 0; product < file.products.size(); ++product)
    for (const Category category : categories) {
      const ItemId* item = item_of(file.products[product], category);
      if (item == nullptr) continue;
      const auto priced = price_book.find(*item);
      if (priced == price_book.end() || !priced->second) continue;
      const MappingProduct* said = said_of(mapping, file.products[product]);
      if (said != nullptr && !said->billed) continue;
      const bool is_elsewhere = said != nullptr && said->agreement;
      auto& line = wanted[{is_elsewhere ? *said->agreement : *mapping.agreement, *item}];
      line.level = level;
      line.price =
          said != nullptr && said->price ? *said->price : priced->second->prices.at(level).selling_price;
      const auto used = usage.find({product, category});
      line.quantity += used == usage.end() ? 0 : used->second;
    }
  return wanted;
}

}  // namespace tariff::simulation
