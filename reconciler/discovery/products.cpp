#include "discovery/products.hpp"

#include <algorithm>
#include <array>

namespace tariff::discovery {
namespace {

constexpr std::int64_t customers_min = 3;

/// Distinct devices by category.
using Counts = std::array<std::int64_t, categories.size()>;

std::int64_t total_of(const Counts& counts) {
  std::int64_t total = 0;
  for (const auto count : counts) total += count;
  return total;
}

/// The devices of each licence name that a tenant has in use.
std::map<std::string, Counts> counts_of(const TenantUsage& usage) {
  std::map<std::string, std::set<std::uint32_t>> devices;
  for (const auto& licence : usage.licences)
    if (!licence.devices.empty())
      devices[licence.product_name].insert(licence.devices.begin(), licence.devices.end());
  std::map<std::string, Counts> out;
  for (const auto& [name, indices] : devices)
    for (const auto index : indices) ++out[name][static_cast<std::size_t>(usage.devices[index].category)];
  for (const auto& licence : usage.licences)
    if (licence.figures && licence.used() > 0)
      out[licence.product_name][static_cast<std::size_t>(Category::other)] += licence.used();
  return out;
}

/// Three of five: counts move from one night to the next, and not every line was right before.
bool is_most(std::int64_t part, std::int64_t whole) { return part * 5 >= whole * 3; }

bool is_mixed(const Counts& counts) {
  return std::count_if(counts.begin(), counts.end(), [](std::int64_t count) { return count > 0; }) > 1;
}

bool can_bill(const Observed& observed, const ItemId& id) {
  const auto found = observed.items.find(id);
  return found != observed.items.end() && found->second && found->second->active;
}

/// The quantities in which each item stands on an agreement of the customer; lines of one item add up.
std::map<ItemId, std::set<std::int64_t>> quantities_of(const KnownCustomer& customer,
                                                       const Observed& observed) {
  std::map<ItemId, std::set<std::int64_t>> out;
  for (const auto* agreement : customer.agreements) {
    std::map<ItemId, std::int64_t> totals;
    for (const auto& line : agreement->lines) totals[line.item] += line.quantity;
    for (const auto& [item, quantity] : totals)
      if (quantity > 0 && can_bill(observed, item)) out[item].insert(quantity);
  }
  return out;
}

/// Gathers with how many customers each item equals one count.
class Evidence {
 public:
  void add(std::int64_t count, const std::map<ItemId, std::set<std::int64_t>>& quantities) {
    if (count == 0) return;
    ++customers_;
    for (const auto& [item, standing] : quantities)
      if (standing.contains(count)) ++equal_[item];
  }

  CountEvidence result() const {
    CountEvidence out;
    out.customers = customers_;
    for (const auto& [item, equal] : equal_) out.items.push_back({item, equal});
    std::stable_sort(
        out.items.begin(), out.items.end(),
        [](const ItemEvidence& left, const ItemEvidence& right) { return left.equal > right.equal; });
    if (is_certain(out)) out.item = out.items.front().item;
    return out;
  }

 private:
  static bool is_certain(const CountEvidence& evidence) {
    if (evidence.items.empty()) return false;
    const std::int64_t best = evidence.items.front().equal;
    const std::int64_t next = evidence.items.size() > 1 ? evidence.items[1].equal : 0;
    return best >= customers_min && is_most(best, evidence.customers) && best >= 2 * next;
  }

  std::int64_t customers_ = 0;
  std::map<ItemId, std::int64_t> equal_;
};

struct LicenceEvidence {
  std::int64_t tenants = 0;
  Counts devices{};
  Evidence all;
  Evidence mixed;  ///< customers with devices of several categories
  std::array<Evidence, categories.size()> by_category;
};

/// An item that only customers with one category speak for may be that category's alone.
bool holds_for_mixed(const ItemId& item, const CountEvidence& mixed) {
  for (const auto& known : mixed.items)
    if (known.item == item) return is_most(known.equal, mixed.customers);
  return false;
}

LicenceFinding finding_of(const std::string& name, const LicenceEvidence& evidence) {
  LicenceFinding finding{name, evidence.tenants, total_of(evidence.devices), evidence.all.result(), {}};
  for (const Category category : categories) {
    const auto index = static_cast<std::size_t>(category);
    if (evidence.devices[index] > 0)
      finding.by_category.emplace(category, evidence.by_category[index].result());
  }
  if (finding.all.item && !holds_for_mixed(*finding.all.item, evidence.mixed.result()))
    finding.all.item.reset();
  return finding;
}

Product product_of(const LicenceFinding& finding) {
  constexpr std::string_view maker = "Kaspersky ";
  Product product;
  product.name = finding.licence_name;
  if (product.name.starts_with(maker) && product.name.size() > maker.size())
    product.name.erase(0, maker.size());
  product.match = {exact_glob(finding.licence_name)};
  product.item = finding.all.item;
  if (product.item) return product;
  for (const auto& [category, evidence] : finding.by_category)
    if (evidence.item) product.items.emplace(category, *evidence.item);
  return product;
}

bool is_named(const std::vector<Product>& products, const std::string& name) {
  return std::any_of(products.begin(), products.end(),
                     [&](const Product& product) { return product.name == name; });
}

}  // namespace

bool LicenceFinding::is_certain() const {
  if (all.item) return true;
  return !by_category.empty() && std::all_of(by_category.begin(), by_category.end(),
                                             [](const auto& entry) { return entry.second.item.has_value(); });
}

std::vector<LicenceFinding> find_products(const std::vector<KnownCustomer>& customers,
                                          const Observed& observed) {
  std::map<std::string, LicenceEvidence> evidence;
  for (const auto& [id, usage] : observed.usage) {
    if (!usage) continue;
    for (const auto& [name, counts] : counts_of(*usage)) {
      auto& licence = evidence[name];
      ++licence.tenants;
      for (std::size_t i = 0; i < counts.size(); ++i) licence.devices[i] += counts[i];
    }
  }
  for (const auto& customer : customers) {
    const auto quantities = quantities_of(customer, observed);
    if (quantities.empty()) continue;
    for (const auto& [name, counts] : counts_of(*customer.usage)) {
      auto& licence = evidence[name];
      licence.all.add(total_of(counts), quantities);
      if (is_mixed(counts)) licence.mixed.add(total_of(counts), quantities);
      for (std::size_t i = 0; i < counts.size(); ++i) licence.by_category[i].add(counts[i], quantities);
    }
  }
  std::vector<LicenceFinding> findings;
  for (const auto& [name, found] : evidence) findings.push_back(finding_of(name, found));
  return findings;
}

std::vector<Product> products_of(const std::vector<LicenceFinding>& findings) {
  std::vector<Product> products;
  for (const auto& finding : findings) {
    if (!finding.is_certain()) continue;
    Product made = product_of(finding);
    const auto same = std::find_if(products.begin(), products.end(), [&](const Product& known) {
      return known.item == made.item && known.items == made.items;
    });
    if (same == products.end()) {
      while (is_named(products, made.name)) made.name += " (another)";
      products.push_back(std::move(made));
    } else {
      same->match.push_back(std::move(made.match.front()));
    }
  }
  return products;
}

std::string exact_glob(const std::string& name) {
  std::string glob;
  for (const char c : name) {
    if (c == '*' || c == '?' || c == '[' || c == '\\') glob += '\\';
    glob += c;
  }
  return glob;
}

bool matches_exactly(const Product& product, const std::string& licence_name) {
  return std::find(product.match.begin(), product.match.end(), exact_glob(licence_name)) !=
         product.match.end();
}

std::set<ItemId> items_of(const std::vector<Product>& products) {
  std::set<ItemId> items;
  for (const auto& product : products) {
    if (product.item) items.insert(*product.item);
    for (const auto& [category, item] : product.items) items.insert(item);
  }
  return items;
}

}  // namespace tariff::discovery
