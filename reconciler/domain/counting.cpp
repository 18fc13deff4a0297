#include "domain/counting.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "domain/own_terms.hpp"
#include "text/match.hpp"

namespace tariff {
namespace {

using CategoryCounts = std::array<std::int64_t, categories.size()>;

std::size_t place_of(Category category) { return static_cast<std::size_t>(category); }

void report_missing_items(const Product& product, const LicenceUse& licence, const CategoryCounts& added,
                          std::vector<UnpricedUse>& unpriced) {
  if (!product.billed) return;
  for (const Category category : categories) {
    const auto devices = added[place_of(category)];
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
    Part part{tenant, product.name, category, counts[place_of(category)], product.rule};
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
      shares.push_back(
          {part.tenant, part.product, part.category, part.rule, part.count, part.purchased, part.peak});
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

std::string ProductShare::peak_text() const {
  return base() > latest() ? "peak " + std::to_string(base()) + " this period" : "";
}

std::string ProductShare::effect() const {
  std::string text;
  const auto add = [&](const std::string& words) {
    if (!words.empty()) text += (text.empty() ? "" : ", ") + words;
  };
  if (rule.basis == CountBasis::purchased) add(std::to_string(latest()) + " purchased");
  if (rule.inactive_days && counted > 0)
    add("without those not seen for " + std::to_string(*rule.inactive_days) + " days");
  add(peak_text());
  add(effect_text(rule, base()));
  return text;
}

std::optional<AgreementNumber> moved_to(const Mapping& mapping, const ChargeKey& stands,
                                        const std::vector<Part>& parts) {
  for (const auto& part : parts) {
    const auto number = agreement_of(mapping, part.product);
    if (part.count > 0 && number && *number != stands.agreement) return number;
  }
  return std::nullopt;
}

std::int64_t devices_of(const std::vector<Part>& parts) {
  std::int64_t devices = 0;
  for (const auto& part : parts) devices += part.count;
  return devices;
}

bool is_in_use(const std::vector<Part>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [](const Part& part) { return part.count > 0 || part.purchased.value_or(0) > 0; });
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
  for (std::size_t i = 0; i < products().size(); ++i)
    if (is_licence_of(products()[i], licence)) entry->second.push_back(i);
  return entry->second;
}

bool is_inactive(const Device& device, std::int64_t days, Instant now) {
  return device.last_seen && *device.last_seen + std::chrono::days{days} < now;
}

/// What each product counts, gathered licence by licence.
class UsageCounter::Tally {
 public:
  Tally(const UsageCounter& counter, const TenantUsage& usage)
      : counter_(counter), usage_(usage), products_(counter.products().size()) {}

  /// What the licence adds to its product, by category.
  CategoryCounts add(std::size_t product, const LicenceUse& licence, Counts& out) {
    const CategoryCounts added =
        licence.figures ? add_figures(product, licence, out) : add_devices(product, licence, out);
    for (std::size_t i = 0; i < added.size(); ++i) products_[product].counts[i] += added[i];
    products_[product].purchased += bought_for(product, licence, out);
    return added;
  }

  const CategoryCounts& counts(std::size_t product) const { return products_[product].counts; }
  std::int64_t purchased(std::size_t product) const { return products_[product].purchased; }

 private:
  struct PerProduct {
    std::vector<bool> seen;
    CategoryCounts counts{};
    std::int64_t purchased = 0;
  };

  CategoryCounts add_devices(std::size_t product, const LicenceUse& licence, Counts& out) {
    const CountRule& rule = counter_.products()[product].rule;
    if (rule.basis == CountBasis::users || rule.basis == CountBasis::mailboxes)
      tell_unknown(product, licence, "names devices, and not " + std::string(basis_name(rule.basis)), out);
    auto& seen = products_[product].seen;
    seen.resize(usage_.devices.size());
    CategoryCounts added{};
    for (const auto index : licence.devices) {
      const Device& device = usage_.devices[index];
      if (seen[index] || (rule.inactive_days && is_inactive(device, *rule.inactive_days, counter_.now_)))
        continue;
      seen[index] = true;
      ++added[place_of(device.category)];
    }
    return added;
  }

  CategoryCounts add_figures(std::size_t product, const LicenceUse& licence, Counts& out) {
    const Product& known = counter_.products()[product];
    const UseFigures& figures = *licence.figures;
    CategoryCounts added{};
    auto& together = added[place_of(Category::other)];
    if (known.rule.basis == CountBasis::users) {
      if (!figures.users) tell_unknown(product, licence, "tells no users", out);
      together = figures.users.value_or(0);
    } else if (known.rule.basis == CountBasis::mailboxes) {
      if (!figures.mailboxes) tell_unknown(product, licence, "tells no mailboxes", out);
      together = figures.mailboxes.value_or(0);
    } else if (licence.unit == LicenceUnit::mailbox) {
      if (known.rule.basis == CountBasis::in_use)
        tell_unknown(product, licence, "is sold by mailboxes; write count = \"mailboxes\"", out);
    } else if (licence.unit == LicenceUnit::user && figures.devices == 0 && licence.used() > 0) {
      if (known.rule.basis == CountBasis::in_use)
        tell_unknown(product, licence, "tells users and no devices; write count = \"users\"", out);
    } else if (!figures.by_category.empty()) {
      for (const auto& [category, count] : figures.by_category) added[place_of(category)] = count;
    } else {
      if (known.items.empty())
        together = figures.devices;
      else
        tell_unknown(product, licence, why_not_split(licence), out);
    }
    return added;
  }

  static std::string why_not_split(const LicenceUse& licence) {
    return licence.unit == LicenceUnit::user
               ? "is sold by users, who have no category; write one item instead of items"
               : "tells its devices in one figure, without categories; write one item instead of items";
  }

  /// 0 for a product that is not billed by what was bought, and where nobody knows, which is told.
  std::int64_t bought_for(std::size_t product, const LicenceUse& licence, Counts& out) const {
    if (counter_.products()[product].rule.basis != CountBasis::purchased) return 0;
    if (!licence.bought) {
      tell_unknown(product, licence, "does not tell for how many it was bought", out);
    } else if (counter_.shared_.contains(licence.serial)) {
      tell_unknown(product, licence, "stands at several tenants, or may stand at one that was not read", out);
    } else {
      return *licence.bought;
    }
    return 0;
  }

  void tell_unknown(std::size_t product, const LicenceUse& licence, std::string why, Counts& out) const {
    const Product& known = counter_.products()[product];
    if (known.billed)
      out.unknown_figures.push_back({known.name, licence.serial, known.rule.basis, std::move(why)});
  }

  const UsageCounter& counter_;
  const TenantUsage& usage_;
  std::vector<PerProduct> products_;
};

std::set<LicenceSerial> keys_of_several_servers(const Observed& observed) {
  std::set<LicenceSerial> seen, shared;
  for (const auto& [id, usage] : observed.usage) {
    if (!usage) continue;
    for (const auto& licence : usage->licences)
      if (!seen.insert(licence.serial).second) shared.insert(licence.serial);
  }
  return shared;
}

namespace {

/// Whether every tenant of that kind of source was read. The keys of one kind are not those of another.
bool all_read(const Observed& observed, SourceKind kind) {
  const auto is_read = [&](const auto& entry) {
    return entry.second.has_value() || kind_of_source(observed.sources, entry.first.source) != kind;
  };
  const auto is_listed = [&](const SourceReading& source) { return !source.failure || source.kind != kind; };
  return std::all_of(observed.sources.begin(), observed.sources.end(), is_listed) &&
         std::all_of(observed.usage.begin(), observed.usage.end(), is_read);
}

}  // namespace

UsageCounter usage_counter(const Desired& desired, const Observed& observed) {
  const auto asks = [](const Product& product) { return product.rule.basis == CountBasis::purchased; };
  if (std::none_of(desired.products.begin(), desired.products.end(), asks))
    return UsageCounter(desired.products, {}, observed.now);
  std::set<LicenceSerial> shared = keys_of_several_servers(observed);
  // At a tenant that could not be read any key may stand as well.
  std::map<SourceKind, bool> whole;
  for (const SourceKind kind : source_kinds) whole[kind] = all_read(observed, kind);
  for (const auto& [id, usage] : observed.usage) {
    if (!usage || whole[kind_of_source(observed.sources, id.source)]) continue;
    for (const auto& licence : usage->licences) shared.insert(licence.serial);
  }
  return UsageCounter(desired.products, std::move(shared), observed.now);
}

void UsageCounter::add_licence(const LicenceUse& licence, Tally& tally, Counts& out) {
  const auto& found = matching(licence.marks());
  if (licence.in_grace && (found.size() != 1 || !products()[found[0]].rule.counts_grace)) return;
  if (found.size() > 1)
    out.ambiguous.push_back({licence.product_name, products()[found[0]].name, products()[found[1]].name});
  if (found.empty() && licence.used() > 0)
    out.unpriced.push_back({licence.product_name, licence.serial, "", Category::other, licence.used()});
  if (found.size() == 1)
    report_missing_items(products()[found[0]], licence, tally.add(found[0], licence, out), out.unpriced);
}

Counts UsageCounter::count(const TenantUsage& usage) {
  Counts out;
  Tally tally(*this, usage);
  for (const auto& licence : usage.licences) add_licence(licence, tally, out);
  for (const auto& key : usage.lapsed)
    for (const auto product : matching(key.marks())) out.lapsed.push_back({products()[product].name, key});
  for (std::size_t i = 0; i < products().size(); ++i)
    add_parts(products()[i], usage.tenant.uid, tally.counts(i), tally.purchased(i), out);
  return out;
}

Counts UsageCounter::count(const TenantUsage& usage, const Mapping& mapping) {
  if (mapping.products.empty()) return count(usage);
  // What a licence is stays as it was found: own terms leave every match alone.
  const std::vector<Product> own = products_of(mapping, products());
  const auto* everybodys = std::exchange(products_, &own);
  Counts out = count(usage);
  products_ = everybodys;
  return out;
}

}  // namespace tariff
