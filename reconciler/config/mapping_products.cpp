#include "config/mapping_products.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/inert.hpp"
#include "config/forms.hpp"
#include "domain/own_terms.hpp"
#include "text/match.hpp"

namespace tariff::config {
namespace {

constexpr std::array terms_keys{"item", "items", "agreement", "price_level", "price"};

std::string quoted(std::string_view text) { return "\"" + inert(text, 80) + "\""; }

/// Reports of one table; each belongs to the mapping that it stands in.
class TableCheck {
 public:
  TableCheck(const Node& table, const Fields& fields, Reader& reader)
      : table_(table), fields_(fields), reader_(reader) {}

  void check_excluded() {
    for (const auto* key : terms_keys)
      if (fields_.is_written(key))
        report(key, "terms-not-billed",
               "The product is not billed for this customer (bill = false), so " + std::string(key) +
                   " says nothing.",
               "Leave it out, or leave out bill = false.");
    if (!fields_.is_written("reason"))
      report("bill", "reason-missing", "The product is not billed for this customer, and no reason is given.",
             "Add reason = \"…\", for the colleague who asks.");
  }

  void check_billed() {
    if (fields_.is_written("item") && fields_.is_written("items"))
      report("items", "item-and-items", "The product has both item and items.", "Write one of the two.");
    if (const auto* items = fields_.find("items"); items != nullptr && items->members.empty())
      report("items", "items-empty", "items names no price book item.",
             "Name one for workstation, server or other.");
    if (fields_.is_written("until"))
      report("until", "until-billed", "until ends what is not billed, and the product is billed.",
             "Leave it out, or add bill = false and a reason.");
    const auto is_written = [&](const char* key) { return fields_.is_written(key); };
    if (std::none_of(terms_keys.begin(), terms_keys.end(), is_written))
      report("", "terms-empty", "[[mapping.product]] says nothing that the product does not say already.",
             "Write item, items, agreement, price_level or price, or bill = false with a reason.");
  }

 private:
  void report(std::string_view key, std::string rule, std::string message, std::string hint) {
    const auto* value = table_.find(key);
    reader_.report(Fault{value == nullptr ? table_.spot : value->spot, std::move(rule), std::move(message),
                         std::move(hint), Severity::error, Scope::mapping});
  }

  const Node& table_;
  const Fields& fields_;
  Reader& reader_;
};

/// Checks the own terms of one mapping against the products of the file.
class MappingCheck {
 public:
  MappingCheck(const Desired& desired, std::size_t index, Reader& reader)
      : desired_(desired), mapping_(desired.mappings[index]), index_(index), reader_(reader) {}

  void check() {
    std::set<std::string> names;
    for (const auto& own : mapping_.products) {
      if (!names.insert(own.name).second)
        report(own, "name", "product-twice",
               "The mapping has own terms of the product " + quoted(own.name) + " twice.",
               "Merge the two, or correct one name.");
      check_name(own);
    }
    check_shared_lines();
  }

 private:
  void check_name(const MappingProduct& own) {
    if (own.name.empty()) return;
    const auto& products = desired_.products;
    const auto found = std::find_if(products.begin(), products.end(),
                                    [&](const Product& product) { return product.name == own.name; });
    if (found != products.end()) return check_product(own, *found);
    std::vector<std::string> names;
    for (const auto& product : products) names.push_back(product.name);
    const std::string near = nearest(own.name, {names.begin(), names.end()});
    report(
        own, "name", "product-unknown", "No [[product]] of the file is named " + quoted(own.name) + ".",
        near.empty() ? "Write the name as it stands in its [[product]]." : "Did you mean \"" + near + "\"?");
  }

  void check_product(const MappingProduct& own, const Product& product) {
    const auto basis = product.rule.basis;
    if (!product.billed)
      report(own, "name", "terms-not-billed",
             "The product " + quoted(own.name) + " in line " + std::to_string(product.place.line) +
                 " is billed to nobody (bill = false), so own terms of it say nothing.",
             "Leave them out.");
    if (!own.items.empty() && basis != CountBasis::in_use)
      report(own, "items", "items-without-categories",
             "The product " + quoted(own.name) + " is billed by count = \"" + std::string(basis_name(basis)) +
                 "\", which cannot be split by category.",
             "Write one item instead of items.");
  }

  /// An item is one line with one price: whose terms it bears must not depend on who stands first.
  void check_shared_lines() {
    using Terms =
        std::tuple<std::optional<AgreementNumber>, std::optional<std::string>, std::optional<Money>>;
    std::map<ItemId, std::pair<Terms, std::string>> first;
    for (const auto& product : products_of(mapping_, desired_.products)) {
      const MappingProduct* own = own_terms(mapping_, product.name);
      Terms terms{agreement_of(mapping_, product.name), mapping_.price_level, {}};
      if (own != nullptr && own->price_level) std::get<1>(terms) = own->price_level;
      if (own != nullptr) std::get<2>(terms) = own->price;
      for (const auto& item : items_of(product)) {
        const auto [known, is_new] = first.try_emplace(item, terms, product.name);
        if (is_new || known->second.first == terms) continue;
        const auto* at = own != nullptr ? own : own_terms(mapping_, known->second.second);
        report(*at, std::get<0>(known->second.first) == std::get<0>(terms) ? "price" : "agreement",
               "two-terms-for-one-line",
               "The products " + quoted(known->second.second) + " and " + quoted(product.name) +
                   " share the item " + quoted(item.value()) +
                   " for this customer, and not its agreement, price level and price.",
               "An item is one line with one price: give one of them another item, or both the same terms.");
      }
    }
  }

  void report(const MappingProduct& own, const std::string& key, std::string rule, std::string message,
              std::string hint) {
    reader_.report(Diagnostic{place_of(own, key), std::move(rule), Severity::error, Scope::mapping,
                              static_cast<std::int32_t>(index_), std::move(message), std::move(hint)});
  }

  const Desired& desired_;
  const Mapping& mapping_;
  std::size_t index_;
  Reader& reader_;
};

}  // namespace

ItemFields read_items(const Fields& fields, const Block& block, Reader& reader) {
  ItemFields out;
  const auto items = reader.read_block(fields, *block.find("items"));
  if (fields.find("item") != nullptr) out.item = ItemId(fields.text("item"));
  for (const auto category : categories) {
    const std::string key(category_name(category));
    if (items.find(key) != nullptr) out.items.emplace(category, ItemId(items.text(key)));
  }
  for (auto& [key, place] : reader.places(items)) out.places.emplace("items." + key, place);
  return out;
}

MappingProduct read_mapping_product(const Node& table, Reader& reader) {
  const Block& block = *tariff_keys().find("mapping")->block->find("product")->block;
  const auto fields = reader.read(table, block);
  auto items = read_items(fields, block, reader);
  MappingProduct own;
  own.name = fields.text("name");
  own.item = std::move(items.item);
  own.items = std::move(items.items);
  own.agreement = id_of<AgreementNumber>(fields, "agreement");
  if (const auto* level = fields.find("price_level"))
    own.price_level = level->kind == NodeKind::whole ? std::to_string(level->whole) : level->text;
  if (fields.find("price") != nullptr) own.price = Money::parse(fields.text("price")).value();
  own.billed = fields.truth("bill", true);
  own.reason = fields.text("reason");
  if (const auto* until = fields.find("until")) own.until = day_of(*until);
  own.place = reader.place(table.spot);
  own.places = reader.places(fields);
  own.places.merge(items.places);
  TableCheck check(table, fields, reader);
  if (own.billed) {
    check.check_billed();
  } else {
    check.check_excluded();
  }
  return own;
}

void check_mapping_products(const Desired& desired, Reader& reader) {
  for (std::size_t i = 0; i < desired.mappings.size(); ++i)
    if (!desired.mappings[i].products.empty()) MappingCheck(desired, i, reader).check();
}

}  // namespace tariff::config
