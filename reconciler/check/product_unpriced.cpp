#include <map>
#include <set>

#include "check/rules.hpp"
#include "domain/own_terms.hpp"

namespace tariff::check {
namespace {

/// What one problem is about. Shape: `product` is empty where none matches the licence's name.
struct What {
  std::string_view licence_name;
  std::string_view product;
  Category category = Category::other;
  auto operator<=>(const What&) const = default;
};

struct Unpriced {
  What what;
  std::int64_t devices = 0;
};

std::map<What, std::int64_t> unpriced_of(const MappingFacts& mapping) {
  std::map<What, std::int64_t> found;
  for (const auto& use : mapping.unpriced) {
    std::int64_t& devices = found[{use.licence_name, use.product, use.category}];
    // Two keys of one name may share devices; where a product matched, they are told apart already.
    devices =
        use.product.empty() ? licensed_devices(*mapping.usage, use.licence_name) : devices + use.devices;
  }
  return found;
}

const Place& place_to_mend(const Facts& facts, const MappingFacts& mapping, std::string_view product) {
  if (const MappingProduct* own = own_terms(mapping.mapping(), product);
      own != nullptr && !own->items.empty())
    return place_of(*own, "items");
  for (const auto& known : facts.desired().products)
    if (known.name == product) return place_of(known, "items");
  return place_of(mapping.mapping(), "tenant");
}

void report(const Facts& facts, const MappingFacts& mapping, const Unpriced& use, Findings& findings) {
  const bool known = !use.what.product.empty();
  const std::string category(category_name(use.what.category));
  findings.product(place_to_mend(facts, mapping, use.what.product), {mapping.live.index},
                   {"",
                    counted(use.devices, "device") + " of the " + noun_of(mapping) + " " +
                        quoted(mapping.live.tenant->name) + (use.devices == 1 ? " uses " : " use ") +
                        quoted(use.what.licence_name) + ", and " +
                        (known ? "the product " + quoted(use.what.product) +
                                     " names no item for the category " + category + "."
                               : "no [[product]] matches it."),
                    known ? "Add " + category + " = \"ITEM\" to its items."
                          : "Add a [[product]] with an item for it, or with bill = false and a reason."});
}

void check_product_unpriced(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  for (const auto& [what, devices] : unpriced_of(mapping)) report(facts, mapping, {what, devices}, findings);
}

}  // namespace

const MappingRule product_unpriced{"product-unpriced", check_product_unpriced};

}  // namespace tariff::check
