#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "discovery/pairing.hpp"
#include "discovery/products.hpp"
#include "discovery/standing.hpp"

namespace tariff::discovery {

/// What a sign is, behind "it has": "the tenant's UID as cross-reference".
std::string_view strength_text(Strength strength);

/// An account that may be the tenant's.
struct Candidate {
  AccountNumber account;
  std::string account_name;
  Strength strength = Strength::begins_alike;
  Standing standing;
};

enum class Verdict {
  certain,    ///< exactly one account, and everything that a mapping needs
  doubtful,   ///< a person decides; `why` says what stands against it
  unmatched,  ///< no account resembles it; candidates that begin alike are hints
};

/// One virtual server.
///
/// Shape: `candidates` strongest first; the first is the one where it is certain. `devices` use a licence
/// that counts; nullopt where they were not read.
struct TenantFinding {
  Tenant tenant;
  Verdict verdict = Verdict::unmatched;
  std::string why;
  std::optional<std::int64_t> devices;
  std::vector<Candidate> candidates;
};

/// Whose account each tenant is. Never a guess: two accounts of equal strength, two tenants for one account,
/// signs that contradict each other, look-alike letters and whatever could not be read leave it to a person.
///
/// Shape: as observed.tenants.
std::vector<TenantFinding> find_customers(const Observed& observed, const Pairing& pairing,
                                          const Ground& ground, const std::vector<Product>& products);

}  // namespace tariff::discovery
