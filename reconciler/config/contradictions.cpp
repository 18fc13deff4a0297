#include "config/contradictions.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/inert.hpp"
#include "config/forms.hpp"
#include "text/match.hpp"

namespace tariff::config {
namespace {

/// Which mappings hold one value, in the order of the file.
using Holders = std::map<std::string, std::vector<std::size_t>>;

std::string quoted(std::string_view text) { return "\"" + inert(text, 80) + "\""; }

bool is_suite_id(std::string_view text) {
  return !text.empty() && text.size() <= 18 && text.front() != '0' &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Two mappings of one customer may stand in the file where one follows the other in time.
bool may_hold_together(const Mapping& left, const Mapping& right) {
  const auto ends_before = [](const Mapping& one, const Mapping& other) {
    return one.until && other.from && *one.until < *other.from;
  };
  return !ends_before(left, right) && !ends_before(right, left);
}

std::vector<std::size_t> others_at_the_time(const Desired& desired, const std::vector<std::size_t>& holders,
                                            std::size_t self) {
  std::vector<std::size_t> others;
  for (const auto index : holders)
    if (index != self && may_hold_together(desired.mappings[index], desired.mappings[self]))
      others.push_back(index);
  return others;
}

std::string lines_of(const Desired& desired, const std::vector<std::size_t>& holders,
                     const std::string& key) {
  constexpr std::size_t shown_max = 5;
  std::string out;
  std::size_t shown = 0;
  for (const auto index : holders) {
    if (++shown > shown_max) return out + " and others";
    out += (out.empty() ? "" : ", ") + std::to_string(place_of(desired.mappings[index], key).line);
  }
  return out;
}

/// What one value that may stand only once is called.
struct OnceOnly {
  std::string key;
  std::string rule;
  std::string what;
  std::string hint;
};

void report_shared(const Desired& desired, const Holders& holders, const OnceOnly& once, Reader& reader) {
  for (const auto& [value, indexes] : holders) {
    for (const auto index : indexes) {
      const auto others = others_at_the_time(desired, indexes, index);
      if (others.empty()) continue;
      reader.report(Diagnostic{place_of(desired.mappings[index], once.key), once.rule, Severity::error,
                               Scope::mapping, static_cast<std::int32_t>(index),
                               once.what + " " + inert(value, 80) + " is mapped twice: also in line " +
                                   lines_of(desired, others, once.key) + ".",
                               once.hint});
    }
  }
}

bool every_one_has_an_id(const Desired& desired, const std::vector<std::size_t>& holders) {
  return std::all_of(holders.begin(), holders.end(),
                     [&](std::size_t index) { return desired.mappings[index].tenant_id.has_value(); });
}

std::string the_noun(const Mapping& mapping) { return "The " + std::string(tenant_noun(mapping.kind)); }

/// A name or an id within its source.
std::string of_source(const Mapping& mapping, const std::string& what) {
  return mapping.source.value().empty() ? what : what + " of the source " + quoted(mapping.source.value());
}

void check_tenants(const Desired& desired, Reader& reader) {
  std::map<SourceKind, std::pair<Holders, Holders>> by_kind;
  for (std::size_t i = 0; i < desired.mappings.size(); ++i) {
    const auto& mapping = desired.mappings[i];
    auto& [names, ids] = by_kind[mapping.kind];
    if (!mapping.tenant.empty()) names[of_source(mapping, quoted(mapping.tenant))].push_back(i);
    if (mapping.tenant_id) ids[of_source(mapping, *mapping.tenant_id)].push_back(i);
  }
  for (auto& [kind, holders] : by_kind) {
    auto& [names, ids] = holders;
    // Two tenants may share a name; then each mapping says which by its id, and the ids are compared.
    std::erase_if(names, [&](const auto& entry) { return every_one_has_an_id(desired, entry.second); });
    const std::string noun(tenant_noun(kind));
    const std::string hint = "One " + noun + " is billed to one account; keep one of the mappings.";
    report_shared(desired, names, {"tenant", "tenant-mapped-twice", "The " + noun, hint}, reader);
    report_shared(desired, ids, {"tenant_id", "tenant-mapped-twice", "The " + noun, hint}, reader);
  }
}

/// An account may hold one tenant of each source.
void check_accounts(const Desired& desired, Reader& reader) {
  Holders accounts;
  for (std::size_t i = 0; i < desired.mappings.size(); ++i) {
    const auto& mapping = desired.mappings[i];
    if (mapping.account.value() > 0) accounts[of_source(mapping, mapping.account.text())].push_back(i);
  }
  report_shared(desired, accounts,
                {"account", "account-mapped-twice", "The account",
                 "One account is billed for one tenant of a source; keep one of the mappings."},
                reader);
}

void check_case(const Desired& desired, Reader& reader) {
  std::map<std::pair<SourceName, std::string>, std::size_t> first;
  for (std::size_t i = 0; i < desired.mappings.size(); ++i) {
    const auto& name = desired.mappings[i].tenant;
    const auto [found, is_new] = first.emplace(std::pair(desired.mappings[i].source, lower_ascii(name)), i);
    const auto& other = desired.mappings[found->second];
    if (is_new || other.tenant == name) continue;
    reader.report(Diagnostic{place_of(desired.mappings[i], "tenant"), "name-differs-in-case",
                             Severity::warning, Scope::mapping, static_cast<std::int32_t>(i),
                             the_noun(desired.mappings[i]) + " " + quoted(name) +
                                 " differs only in case from " + quoted(other.tenant) + " in line " +
                                 std::to_string(place_of(other, "tenant").line) + ".",
                             "Make sure that these are two customers."});
  }
}

}  // namespace

void check_product(const Node& table, const Fields& fields, Reader& reader) {
  const auto spot = [&](std::string_view key) { return table.find(key)->spot; };
  const bool item = fields.is_written("item");
  const bool items = fields.is_written("items");
  const bool billed = fields.truth("bill", true);
  const std::string hint = "Write one of item, items, and bill = false with a reason.";
  if (item && items)
    reader.report(Fault{spot("items"), "item-and-items", "The product has both item and items.", hint});
  if (billed && !item && !items && (fields.find("bill") != nullptr || !fields.is_written("bill")))
    reader.report(Fault{table.spot, "item-missing", "The product names no price book item.", hint});
  if (!billed && (item || items))
    reader.report(Fault{spot(item ? "item" : "items"), "item-not-billed",
                        "The product is not billed (bill = false), yet it names a price book item.", hint});
  if (!billed && !fields.is_written("reason"))
    reader.report(Fault{spot("bill"), "reason-missing", "The product is not billed, and no reason is given.",
                        "Add reason = \"…\", for the colleague who asks."});
  const auto* match = fields.find("match");
  for (const auto& pattern : match == nullptr ? std::vector<std::string>{} : texts_of(*match))
    if (pattern.starts_with(suite_id_mark) &&
        !is_suite_id(std::string_view(pattern).substr(suite_id_mark.size())))
      reader.report(Fault{spot("match"), "suite-id-no-number",
                          quoted(pattern) + " names no product set: its id is a whole number.",
                          "`tariff list products` shows the ids, as in \"suite_id:2200\"."});
  const std::string count = fields.text("count");
  if (items && count == basis_name(CountBasis::purchased))
    reader.report(Fault{spot("count"), "purchased-by-category",
                        "Keys are bought for devices of every category together, and items tells them apart.",
                        "Write one item, or count = \"in-use\"."});
  if (items && (count == basis_name(CountBasis::users) || count == basis_name(CountBasis::mailboxes)))
    reader.report(Fault{spot("count"), "no-category-of-" + count,
                        "Products licensed per user or mailbox cannot be split by category.",
                        "Write one item instead of items."});
  for (const auto* key :
       {"count", "quantity", "included", "round_to", "minimum", "maximum", "count_grace", "inactive_days"})
    if (!billed && fields.is_written(key))
      reader.report(
          Fault{spot(key), "rule-not-billed",
                "The product is not billed (bill = false), so " + std::string(key) + " says nothing.",
                "Leave it out."});
  if (fields.find("round_to") != nullptr && fields.whole("round_to") == 0)
    reader.report(Fault{spot("round_to"), "packs-of-none", "There are no packs of 0.",
                        "Write how many are in a pack, or leave round_to out."});
  if (fields.find("maximum") != nullptr && fields.whole("maximum") < fields.whole("minimum"))
    reader.report(Fault{spot("maximum"), "maximum-below-minimum",
                        "At most " + std::to_string(fields.whole("maximum")) + " are billed, and at least " +
                            std::to_string(fields.whole("minimum")) + ".",
                        "Make maximum the larger one, or leave one of them out."});
  const auto* table_of_items = fields.find("items");
  if (table_of_items != nullptr && table_of_items->members.empty())
    reader.report(Fault{spot("items"), "items-empty", "items names no price book item.",
                        "Name one for workstation, server or other."});
}

void check_billed_mapping(const Node& table, const Fields& own, const Fields& defaults, Reader& reader) {
  const auto* billing = table.find("billing");
  const Spot spot = billing == nullptr ? table.spot : billing->spot;
  if (!own.is_written("agreement"))
    reader.report(Fault{spot, "agreement-missing", "Billing is on, and no agreement is named.",
                        "Add agreement = NUMBER; `tariff list agreements` shows them.", Severity::error,
                        Scope::mapping});
  if (!own.is_written("price_level") && !defaults.is_written("price_level"))
    reader.report(Fault{spot, "price-level-missing", "Billing is on, and no price level is named.",
                        "Add price_level here or in [defaults]; `tariff list price-levels` shows them.",
                        Severity::error, Scope::mapping});
}

void check_products(const Desired& desired, Reader& reader) {
  std::map<std::string, std::int32_t> names;
  std::map<std::string, std::int32_t> globs;
  for (const auto& product : desired.products) {
    const auto line = product.place.line;
    const auto [name, new_name] = names.emplace(product.name, line);
    if (!new_name && !product.name.empty())
      reader.report(Diagnostic{place_of(product, "name"), "product-twice", Severity::error, Scope::file, -1,
                               "The product " + quoted(product.name) + " stands twice: also in line " +
                                   std::to_string(name->second) + ".",
                               "Merge the two, or rename one."});
    for (const auto& glob : product.match) {
      const auto [found, new_glob] = globs.emplace(glob, line);
      if (new_glob) continue;
      reader.report(Diagnostic{place_of(product, "match"), "glob-twice", Severity::error, Scope::file, -1,
                               "The glob " + quoted(glob) + " stands twice: also in the product of line " +
                                   std::to_string(found->second) + ".",
                               "A licence belongs to one product; keep one of the two."});
    }
  }
}

void check_mappings(const Desired& desired, Reader& reader) {
  check_tenants(desired, reader);
  check_accounts(desired, reader);
  check_case(desired, reader);
}

}  // namespace tariff::config
