#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "domain/observed.hpp"

namespace tariff::discovery {

/// Why an account may be a tenant's, weakest first. Only the last four can be certain, and of them
/// `spelled_alike` only where the account's lines hold the counts.
enum class Strength {
  begins_alike,
  equal_counts,      ///< nothing but that its lines hold the tenant's counts
  look_alike,        ///< the same to the eye, in letters of several alphabets
  other_legal_form,  ///< the same words, but each names another legal form
  spelled_alike,     ///< a letter or two apart
  same_words,        ///< the same but for case, punctuation, accents, a legal form
  equal_name,
  cross_reference,  ///< the account's external id is the tenant's UID
};

struct Pair {
  const AccountSummary* account = nullptr;
  Strength strength = Strength::begins_alike;
};

/// The strongest sign that an account is somebody's, and how many tenants share it.
struct Claim {
  Strength strength = Strength::begins_alike;
  std::size_t tenants = 0;
  const Tenant* first = nullptr;
};

/// Who may be who, by cross-references and names alone.
///
/// Shape: `of_tenant` as observed.tenants, each strongest first, then by account number. `mixed_tenants` and
/// `mixed_accounts` have a name with letters of two alphabets in one word.
struct Pairing {
  std::vector<std::vector<Pair>> of_tenant;
  std::map<AccountNumber, Claim> claims;
  std::set<TenantId> mixed_tenants;
  std::set<AccountNumber> mixed_accounts;

  /// The one account that is the tenant's beyond doubt, by a sign of at least the same words; nullptr where
  /// there is none.
  const AccountSummary* known_account(const Observed& observed, std::size_t tenant) const;
};

/// Cost: O(tenants x accounts) comparisons of names. Requires: `observed` outlives the result.
Pairing pair_up(const Observed& observed, const ExternalProduct& product);

}  // namespace tariff::discovery
