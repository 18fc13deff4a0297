#pragma once

#include <string>

#include "config/parse.hpp"
#include "discovery/file_text.hpp"
#include "discovery/findings.hpp"
#include "support/tiny_world.hpp"

namespace tariff::discovery {

/// Customers 1 to n of the tiny world beside Contoso; no account has a cross-reference.
///
/// Shape: customer i uses Select on 4 + i workstations and 1 server, and its agreement's line holds that
/// count; "Customer i" <-> "Customer i Ltd".
inline Observed a_town(std::int64_t customers) {
  Desired ignored = tiny::a_desired();
  Observed town = tiny::an_observed();
  tiny::account_of(town).cross_references.clear();
  for (std::int64_t i = 1; i <= customers; ++i) {
    tiny::add_customer(ignored, town, i);
    tiny::account_of(town, 10010 + i).cross_references.clear();
    tiny::use_licence(town, tiny::select_licence, {4 + i, 1, 0}, 3 + i);
    tiny::add_line(town, 100 + i, "KES-SELECT", 5 + i, 50001 + i);
  }
  return town;
}

inline Findings found_in(const Observed& town) { return find(town, town.external_products.front()); }

inline const TenantFinding& tenant_in(const Findings& findings, const std::string& name) {
  for (const auto& finding : findings.tenants)
    if (finding.tenant.name == name) return finding;
  throw std::out_of_range("no tenant is named " + name);
}

/// "certain 10011", or "doubtful: " and why, or "unmatched".
inline std::string verdict_on(const Findings& findings, const std::string& name) {
  const auto& finding = tenant_in(findings, name);
  switch (finding.verdict) {
    case Verdict::certain:
      return "certain " + finding.candidates.front().account.text();
    case Verdict::doubtful:
      return "doubtful: " + finding.why;
    case Verdict::unmatched:
      return "unmatched";
  }
  return "";
}

inline void rename_account(Observed& town, std::int64_t number, const std::string& name) {
  tiny::account_of(town, number).name = name;
  for (auto& account : town.account_list)
    if (account.number == AccountNumber(number)) account.name = name;
}

inline void rename_tenant(Observed& town, std::int64_t id, const std::string& name) {
  for (auto& tenant : town.tenants)
    if (tenant.id == TenantId(id)) tenant.name = name;
  tiny::usage_of(town, id).tenant.name = name;
}

}  // namespace tariff::discovery
