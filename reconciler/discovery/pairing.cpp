#include "discovery/pairing.hpp"

#include <algorithm>
#include <optional>

#include "discovery/names.hpp"
#include "text/match.hpp"

namespace tariff::discovery {
namespace {

std::optional<Strength> strength_of(Likeness likeness) {
  switch (likeness) {
    case Likeness::different:
      return std::nullopt;
    case Likeness::begins_alike:
      return Strength::begins_alike;
    case Likeness::spelled_alike:
      return Strength::spelled_alike;
    case Likeness::other_legal_form:
      return Strength::other_legal_form;
    case Likeness::same_words:
      return Strength::same_words;
    case Likeness::equal:
      return Strength::equal_name;
    case Likeness::look_alike:
      return Strength::look_alike;
  }
  return std::nullopt;
}

/// The accounts of each external id of that product, in small letters.
using References = std::multimap<std::string, AccountNumber>;

References references_of(const Observed& observed, const ExternalProduct& product) {
  References found;
  for (const auto& [number, account] : observed.accounts) {
    if (!account) continue;
    for (const auto& reference : account->cross_references)
      if (reference.product == product.id) found.emplace(lower_ascii(reference.external_id), number);
  }
  return found;
}

bool is_referenced(const References& references, const Tenant& tenant, AccountNumber account) {
  const auto [first, last] = references.equal_range(lower_ascii(tenant.uid.value()));
  return std::any_of(first, last, [&](const auto& entry) { return entry.second == account; });
}

std::vector<NameForm> forms_of(const std::vector<AccountSummary>& accounts) {
  std::vector<NameForm> forms;
  forms.reserve(accounts.size());
  for (const auto& account : accounts) forms.push_back(form_of(account.name));
  return forms;
}

void add_claim(Pairing& pairing, const Pair& pair, const Tenant& tenant) {
  Claim& claim = pairing.claims[pair.account->number];
  if (claim.tenants > 0 && claim.strength > pair.strength) return;
  if (claim.strength < pair.strength) claim.tenants = 0;
  if (claim.tenants++ == 0) claim.first = &tenant;
  claim.strength = pair.strength;
}

}  // namespace

Pairing pair_up(const Observed& observed, const ExternalProduct& product) {
  Pairing pairing;
  const auto references = references_of(observed, product);
  const auto forms = forms_of(observed.account_list);
  for (std::size_t i = 0; i < forms.size(); ++i)
    if (forms[i].mixes_alphabets) pairing.mixed_accounts.insert(observed.account_list[i].number);
  for (const auto& tenant : observed.tenants) {
    const NameForm form = form_of(tenant.name);
    if (form.mixes_alphabets) pairing.mixed_tenants.insert(tenant.id);
    auto& pairs = pairing.of_tenant.emplace_back();
    for (std::size_t i = 0; i < forms.size(); ++i) {
      const AccountSummary& account = observed.account_list[i];
      auto strength = strength_of(likeness(form, forms[i]));
      if (is_referenced(references, tenant, account.number)) strength = Strength::cross_reference;
      if (strength) pairs.push_back({&account, *strength});
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair& left, const Pair& right) { return left.strength > right.strength; });
    for (const auto& pair : pairs) add_claim(pairing, pair, tenant);
  }
  return pairing;
}

const AccountSummary* Pairing::known_account(const Observed& observed, std::size_t tenant) const {
  const auto& pairs = of_tenant[tenant];
  if (pairs.empty() || pairs.front().strength < Strength::same_words) return nullptr;
  if (pairs.size() > 1 && pairs[1].strength == pairs.front().strength) return nullptr;
  const AccountSummary* account = pairs.front().account;
  const Claim& claim = claims.at(account->number);
  if (claim.tenants != 1 || claim.strength != pairs.front().strength) return nullptr;
  const bool doubts_letters =
      mixed_tenants.contains(observed.tenants[tenant].id) || mixed_accounts.contains(account->number) ||
      std::any_of(pairs.begin(), pairs.end(),
                  [](const Pair& pair) { return pair.strength == Strength::look_alike; });
  return doubts_letters ? nullptr : account;
}

}  // namespace tariff::discovery
