#pragma once

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "domain/desired.hpp"

namespace tariff {

/// What [[mapping.product]] says of that product; nullptr where it says nothing, or its exclusion is over.
const MappingProduct* own_terms(const Mapping& mapping, std::string_view product);

/// The file's products as that customer is billed for them, in the order of the file.
std::vector<Product> products_of(const Mapping& mapping, const std::vector<Product>& products);

/// The agreement that bills that product of that customer: its own, else the mapping's.
std::optional<AgreementNumber> agreement_of(const Mapping& mapping, std::string_view product);
/// Every agreement that the mapping bills on, its own one first where it names one, each once.
std::vector<AgreementNumber> agreements_of(const Mapping& mapping);
bool bills_on(const Mapping& mapping, AgreementNumber agreement);

/// The items of one product; none where it is not billed.
std::set<ItemId> items_of(const Product& product);
/// Every item that the file names, of its products and of the customers' own terms.
std::set<ItemId> items_of(const Desired& desired);

}  // namespace tariff
