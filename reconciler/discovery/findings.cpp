#include "discovery/findings.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "text/match.hpp"

namespace tariff::discovery {
namespace {

std::vector<KnownCustomer> known_customers(const Observed& observed, const Pairing& pairing) {
  std::vector<KnownCustomer> known;
  for (std::size_t i = 0; i < observed.tenants.size(); ++i) {
    const AccountSummary* account = pairing.known_account(observed, i);
    const auto usage = observed.usage.find(observed.tenants[i].id);
    if (account == nullptr || usage == observed.usage.end() || !usage->second) continue;
    KnownCustomer customer{&usage->second.value(), {}};
    const auto active = observed.agreements_of.find(account->number);
    if (active == observed.agreements_of.end() || !active->second) continue;
    for (const auto& summary : *active->second) {
      const auto agreement = observed.agreements.find(summary.number);
      if (agreement != observed.agreements.end() && agreement->second)
        customer.agreements.push_back(&agreement->second.value());
    }
    if (!customer.agreements.empty()) known.push_back(std::move(customer));
  }
  return known;
}

std::vector<StrayAccount> strays_of(const Observed& observed, const Ground& ground,
                                    const std::vector<TenantFinding>& tenants) {
  std::set<AccountNumber> likely;
  for (const auto& finding : tenants)
    if (finding.verdict != Verdict::unmatched)
      for (const auto& candidate : finding.candidates) likely.insert(candidate.account);
  std::vector<StrayAccount> strays;
  for (const auto& account : observed.account_list) {
    if (likely.contains(account.number)) continue;
    auto quantities = ground.quantities_of(account.number);
    if (!quantities.empty()) strays.push_back({account.number, account.name, std::move(quantities)});
  }
  return strays;
}

std::string names_of(const std::vector<ExternalProduct>& products) {
  std::string names;
  for (const auto& product : products)
    if (product.active) names += (names.empty() ? "\"" : ", \"") + inert(product.name, 80) + "\"";
  return names.empty() ? "none" : names;
}

}  // namespace

bool is_decision(const TenantFinding& finding) {
  switch (finding.verdict) {
    case Verdict::certain:
      return false;
    case Verdict::doubtful:
      return true;
    case Verdict::unmatched:
      return finding.devices != 0;
  }
  return true;
}

std::int64_t Findings::count(Verdict verdict) const {
  return std::count_if(tenants.begin(), tenants.end(),
                       [&](const TenantFinding& finding) { return finding.verdict == verdict; });
}

std::int64_t Findings::decisions() const {
  return std::count_if(tenants.begin(), tenants.end(), is_decision) +
         std::count_if(licences.begin(), licences.end(),
                       [](const LicenceFinding& licence) { return !licence.is_certain(); }) +
         static_cast<std::int64_t>(strays.size());
}

Findings find(const Observed& observed, const ExternalProduct& product) {
  Findings out;
  out.sources = observed.sources;
  out.external_product = product;
  out.levels = observed.levels;
  const Pairing pairing = pair_up(observed, product);
  out.licences = find_products(known_customers(observed, pairing), observed);
  out.products = products_of(out.licences);
  const Ground ground(observed, product, items_of(out.products));
  out.tenants = find_customers(observed, pairing, ground, out.products);
  out.strays = strays_of(observed, ground, out.tenants);
  return out;
}

Result<ExternalProduct> external_product_meant(const std::vector<ExternalProduct>& products,
                                               const std::string& name) {
  std::vector<ExternalProduct> meant;
  for (const auto& product : products) {
    const bool fits = name.empty() ? contains_ignoring_case(product.name, "kaspersky") : product.name == name;
    if (fits && product.active) meant.push_back(product);
  }
  if (meant.size() == 1) return meant.front();
  const std::string wanted =
      name.empty() ? "with \"Kaspersky\" in its name" : "named \"" + inert(name, 80) + "\"";
  return Error{ErrorKind::invalid,
               std::to_string(meant.size()) + " active External Products of Tigerpaw are " + wanted +
                   "; there are: " + names_of(products) + ".",
               "Name the one that Tigerpaw's API user is bound to with --external-product."};
}

}  // namespace tariff::discovery
