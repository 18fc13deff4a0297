#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "domain/count_rule.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/special_cases.hpp"

namespace tariff {

/// What serves a Kaspersky source. `file`: an export of either of the others.
enum class SourceKind { security_center, business_hub, file };
inline constexpr std::array source_kinds{SourceKind::security_center, SourceKind::business_hub,
                                         SourceKind::file};
/// "security-center", "business-hub", "file", as connections.toml says it.
std::string_view kind_name(SourceKind kind);
std::optional<SourceKind> source_kind_named(std::string_view name);
/// What a tenant of it is called: "virtual server", "company", "tenant".
std::string_view tenant_noun(SourceKind kind);
/// The key that names one in tariff.toml: "virtual_server", "company", "tenant".
std::string_view tenant_key(SourceKind kind);

/// What a line of ours becomes that a person edited in Tigerpaw. Source: charge-protocol.md section 4.
enum class HandEditRule {
  hold,     ///< waits for a person
  keep,     ///< the person's value stands
  restore,  ///< ours is written again
};

/// Whether a customer's lines are kept right, only compared, or not billed. Source: interface.md section 1.
enum class Billing { on, observe, off };
enum class ZeroRule { zero, keep };
/// What kind of device a licence is used on. Source: kaspersky-security-center.md section 8.
enum class Category { workstation, server, other };
inline constexpr std::array categories{Category::workstation, Category::server, Category::other};
std::string_view category_name(Category category);
std::optional<Category> category_named(std::string_view name);

/// How the lines of a changed agreement hand over. Source: interface.md section 5.
enum class Handover { unsaid, now, after_invoice };

/// What stands before a `match` that is not for the licence's name.
inline constexpr std::string_view suite_id_mark = "suite_id:";
inline constexpr std::string_view part_number_mark = "part_number:";

/// One Kaspersky application -> one price book item for every device, or one per category.
///
/// Shape: `match` are globs on the licence's product name, or on its part number behind `part_number:`, or
/// the id of its product set behind `suite_id:`. Exactly one of: not `billed` (with a reason), `item`,
/// `items`. `items` need not hold every category: devices of a missing one are an unpriced product in use.
struct Product {
  std::string name;
  std::vector<std::string> match;
  bool billed = true;
  std::string reason;
  std::optional<ItemId> item;
  std::map<Category, ItemId> items;
  CountRule rule{};  ///< of each item by itself
  Place place;
  std::map<std::string, Place> places;  ///< of each key, for messages: "match", "item", "items.server", …
};

/// [[mapping.product]]: other terms for one product of one customer.
///
/// Shape: either not `billed`, with a reason; or at least one of: `item` or `items` instead of the product's,
/// `agreement` and `price_level` instead of the mapping's, `price` instead of the price book's. `until` is of
/// an exclusion alone.
struct MappingProduct {
  std::string name;  ///< of a [[product]]
  std::optional<ItemId> item{};
  std::map<Category, ItemId> items{};
  std::optional<AgreementNumber> agreement{};  ///< another one of the same account
  std::optional<std::string> price_level{};    ///< name or id, as written
  std::optional<Money> price{};                ///< fixed, per unit
  bool billed = true;
  std::string reason{};
  std::optional<Day> until{};  ///< its last day
  bool is_over = false;        ///< it ended before today: the product is billed as everywhere
  Place place{};
  std::map<std::string, Place> places{};  ///< of each key, as of a product
};

/// One virtual server or company <-> one account, as the file says it.
///
/// Shape: `kind` is of the word that names the tenant (virtual_server, company or tenant); `source` is empty
/// where the mapping names none. `places` has the tenant's name and id under "tenant" and "tenant_id".
struct Mapping {
  SourceKind kind = SourceKind::security_center;
  SourceName source{};
  std::string tenant;
  std::optional<std::string> tenant_id;
  AccountNumber account;
  std::optional<std::string> account_name;
  std::optional<AgreementNumber> agreement;
  std::optional<std::string> price_level;  ///< name or id, as written
  Billing billing = Billing::observe;
  Handover handover = Handover::unsaid;
  std::optional<Day> from{};   ///< its first day
  std::optional<Day> until{};  ///< its last day
  bool is_dormant =
      false;  ///< not yet, or another mapping of the account has taken over: nothing of it counts
  std::vector<MappingProduct> products{};  ///< own terms, each of another product
  std::optional<Leaving> leaving{};        ///< of a customer who left the file by [[removed]]
  Place place;                             ///< of the header line [[mapping]]
  std::map<std::string, Place> places;     ///< of the value of each key; key names as in the file
};

/// What the file wants, whole and checked by itself.
///
/// Shape: products and mappings in the order of the file; defaults already filled in.
struct Desired {
  InstallationId installation;
  std::optional<LedgerId> ledger;
  std::string external_product;
  std::string currency;
  ZeroRule on_zero = ZeroRule::zero;
  PriceRule price = PriceRule::follow;
  HandEditRule hand_edit = HandEditRule::hold;
  Freeze freeze;
  Guards guards;
  std::vector<Product> products;
  std::vector<Mapping> mappings;
  std::vector<Removed> removed;
  std::vector<Moved> moved;
  std::vector<Adopt> adopts;
  std::vector<Override> overrides;
  std::vector<Ignore> ignores;
  std::map<std::string, Place> places;  ///< "installation", "ledger", "billing.external_product", …

  bool observes_only() const;
};

/// The place of a key of that mapping, product or own terms, or of its header where the key is not written.
const Place& place_of(const Mapping& mapping, const std::string& key);
const Place& place_of(const Product& product, const std::string& key);
const Place& place_of(const MappingProduct& terms, const std::string& key);

}  // namespace tariff
