#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/count_rule.hpp"
#include "domain/desired.hpp"
#include "domain/observed.hpp"
#include "domain/usage.hpp"

namespace tariff {

/// The highest figure of a product on a line within one billing period. Shape: `last_billed` is the
/// agreement's LastBilledDate, verbatim, as it was while that was counted: it names the period; "" before the
/// first invoice.
struct PeakCount {
  std::int64_t count = 0;
  std::string last_billed;
  bool operator==(const PeakCount&) const = default;
};

/// Where a quantity comes from: so many devices of one product and category of one tenant.
///
/// Shape: a line lists every product and category that the file sends to its item, those with count 0 too,
/// so that the set of parts moves only with the file and never with usage. `rule` is the product's: it holds
/// for all its parts on a line together, and so do `purchased` and `peak`, which are there where the rule
/// asks for them.
struct Part {
  TenantUid tenant;
  std::string product;
  Category category = Category::workstation;
  std::int64_t count = 0;
  CountRule rule{};
  std::optional<std::int64_t> purchased{};
  std::optional<PeakCount> peak{};
  bool operator==(const Part&) const = default;
};

/// Devices that use a licence which no [[product]] prices.
///
/// Shape: `product` is empty where no product matches the licence's name; else that product has no item for
/// `category`.
struct UnpricedUse {
  std::string licence_name;
  LicenceSerial serial;
  std::string product;
  Category category = Category::workstation;
  std::int64_t devices = 0;
  bool operator==(const UnpricedUse&) const = default;
};

/// A licence name that the globs of two products match: nobody can say which item it is.
struct AmbiguousLicence {
  std::string licence_name;
  std::string first_product;
  std::string second_product;
  bool operator==(const AmbiguousLicence&) const = default;
};

/// A key of a product that is billed by a figure which nobody can tell for this customer.
/// Shape: `why` is half a sentence behind the key.
struct UnknownFigure {
  std::string product;
  LicenceSerial serial;
  CountBasis basis = CountBasis::purchased;
  std::string why;
  bool operator==(const UnknownFigure&) const = default;
};

/// An expired key of a product of the file.
struct LapsedUse {
  std::string product;
  LapsedKey key;
};

/// What one tenant uses, in the file's terms. Shape: `by_item` holds every item of every billed product.
struct Counts {
  std::map<ItemId, std::vector<Part>> by_item;
  std::vector<UnpricedUse> unpriced;
  std::vector<AmbiguousLicence> ambiguous;
  std::vector<LapsedUse> lapsed{};
  std::vector<UnknownFigure> unknown_figures{};
};

/// Counts devices by product, category and item.
///
/// A device counts once for a product however many of its keys it uses, and once in each product that it
/// uses. Where a source names no devices its figures are added up, and what it does not split by category
/// stands under `other`. Cost: one glob match per product and distinct licence over the counter's life; one
/// bit per device and product. Source: vendor-tool.md rules 5-8 and 11.
class UsageCounter {
 public:
  /// `shared` are the keys of several tenants; `now` tells who was not seen for long. Requires: `products`
  /// outlives the counter.
  explicit UsageCounter(const std::vector<Product>& products, std::set<LicenceSerial> shared = {},
                        Instant now = {})
      : products_(&products), shared_(std::move(shared)), now_(now) {}

  /// As the file bills everybody.
  Counts count(const TenantUsage& usage);
  /// As that mapping is billed, by its own terms where it has some.
  Counts count(const TenantUsage& usage, const Mapping& mapping);

  /// Indices of the products that the licence is, in the order of the file.
  const std::vector<std::size_t>& matching(const LicenceMarks& licence);

 private:
  class Tally;
  const std::vector<Product>& products() const { return *products_; }
  void add_licence(const LicenceUse& licence, Tally& tally, Counts& out);

  const std::vector<Product>* products_;
  std::set<LicenceSerial> shared_;
  Instant now_;
  std::map<LicenceMarks, std::vector<std::size_t>> matches_;
};

/// Whether the device was not seen for that many days. One whose source does not tell counts as seen.
bool is_inactive(const Device& device, std::int64_t days, Instant now);

/// The keys that stand at more than one tenant that was read.
std::set<LicenceSerial> keys_of_several_servers(const Observed& observed);

/// A counter of the file's products that knows what it has to of `observed`. Requires: `desired` outlives it.
UsageCounter usage_counter(const Desired& desired, const Observed& observed);

/// True where one of the product's `match` is for that licence.
bool is_licence_of(const Product& product, const LicenceMarks& licence);

/// The item that a product sends a category to; nullptr where it has none.
const ItemId* item_for(const Product& product, Category category);

/// One product of one tenant on a line: what all its parts count together, and what is billed for them.
///
/// Shape: `category` is nullopt where several parts make the figure.
struct ProductShare {
  TenantUid tenant;
  std::string product;
  std::optional<Category> category;
  CountRule rule;
  std::int64_t counted = 0;
  std::optional<std::int64_t> purchased{};
  std::optional<PeakCount> peak{};

  /// What was counted now, of what the rule counts.
  std::int64_t latest() const {
    return rule.basis == CountBasis::purchased ? purchased.value_or(0) : counted;
  }
  /// The figure that the rule is for.
  std::int64_t base() const { return peak ? std::max(peak->count, latest()) : latest(); }
  std::int64_t billed() const { return billed_quantity(rule, base()); }
  /// What makes the count another quantity: "25 purchased, peak 30 this period, in packs of 10"; empty where
  /// nothing does.
  std::string effect() const;
  /// "peak 30 this period" where it is above what is counted now.
  std::string peak_text() const;
};

/// The agreement that the mapping bills something on now that the line counts; nullopt where all of it is
/// billed where it stands.
std::optional<AgreementNumber> moved_to(const Mapping& mapping, const ChargeKey& stands,
                                        const std::vector<Part>& parts);

/// Shape: in the order of the first part of each.
std::vector<ProductShare> shares_of(const std::vector<Part>& parts);

/// What a line of these parts bills: the sum of its shares.
std::int64_t quantity_of(const std::vector<Part>& parts);
/// Whether anything of them is used or was purchased.
bool is_in_use(const std::vector<Part>& parts);
/// How many devices they are, whatever is billed for them.
std::int64_t devices_of(const std::vector<Part>& parts);

}  // namespace tariff
