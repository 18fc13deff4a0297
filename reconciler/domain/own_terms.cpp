#include "domain/own_terms.hpp"

#include <algorithm>

namespace tariff {

const MappingProduct* own_terms(const Mapping& mapping, std::string_view product) {
  const auto found =
      std::find_if(mapping.products.begin(), mapping.products.end(),
                   [&](const MappingProduct& own) { return own.name == product && !own.is_over; });
  return found == mapping.products.end() ? nullptr : &*found;
}

std::vector<Product> products_of(const Mapping& mapping, const std::vector<Product>& products) {
  auto out = products;
  for (auto& product : out) {
    const MappingProduct* own = own_terms(mapping, product.name);
    if (own == nullptr) continue;
    product.billed = product.billed && own->billed;
    if (!own->item && own->items.empty()) continue;
    product.item = own->item;
    product.items = own->items;
  }
  return out;
}

std::optional<AgreementNumber> agreement_of(const Mapping& mapping, std::string_view product) {
  const MappingProduct* own = own_terms(mapping, product);
  return own != nullptr && own->agreement ? own->agreement : mapping.agreement;
}

std::vector<AgreementNumber> agreements_of(const Mapping& mapping) {
  std::vector<AgreementNumber> numbers;
  if (mapping.agreement) numbers.push_back(*mapping.agreement);
  for (const auto& own : mapping.products)
    if (own.agreement && std::find(numbers.begin(), numbers.end(), *own.agreement) == numbers.end())
      numbers.push_back(*own.agreement);
  return numbers;
}

bool bills_on(const Mapping& mapping, AgreementNumber agreement) {
  return mapping.agreement == agreement ||
         std::any_of(mapping.products.begin(), mapping.products.end(),
                     [&](const MappingProduct& own) { return own.agreement == agreement; });
}

std::set<ItemId> items_of(const Product& product) {
  std::set<ItemId> items;
  if (!product.billed) return items;
  if (product.item) return {*product.item};
  for (const auto& [category, item] : product.items) items.insert(item);
  return items;
}

std::set<ItemId> items_of(const Desired& desired) {
  std::set<ItemId> items;
  for (const auto& product : desired.products) items.merge(items_of(product));
  for (const auto& mapping : desired.mappings)
    for (const auto& own : mapping.products) {
      if (own.item) items.insert(*own.item);
      for (const auto& [category, item] : own.items) items.insert(item);
    }
  return items;
}

}  // namespace tariff
