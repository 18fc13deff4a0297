#include "app/effective.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "base/inert.hpp"

namespace tariff::app {
namespace {

enum class Season { to_come, running, over };

Season season_of(const Mapping& mapping, Day today) {
  if (mapping.from && today < *mapping.from) return Season::to_come;
  return mapping.until && *mapping.until < today ? Season::over : Season::running;
}

void apply_dates(Desired& desired, Day today) {
  std::set<AccountNumber> served;
  for (const auto& mapping : desired.mappings)
    if (season_of(mapping, today) == Season::running) served.insert(mapping.account);
  for (auto& mapping : desired.mappings) {
    for (auto& own : mapping.products) own.is_over = own.until && *own.until < today;
    const Season season = season_of(mapping, today);
    if (season == Season::running) continue;
    mapping.is_dormant = season == Season::to_come || served.contains(mapping.account);
    mapping.billing = Billing::off;
    // Of several that are over, the first ends the lines.
    if (season == Season::over) served.insert(mapping.account);
  }
}

std::set<AccountNumber> accounts_of(const Removed& removed, const LedgerState& ledger) {
  std::set<AccountNumber> accounts;
  for (const auto& [uid, tenant] : ledger.tenants)
    if (tenant.name == removed.tenant &&
        (removed.source.value().empty() || removed.source == tenant.id.source) &&
        (!removed.account || *removed.account == tenant.account))
      accounts.insert(tenant.account);
  return accounts;
}

Mapping leaving_mapping(const Removed& removed, AccountNumber account) {
  Mapping mapping;
  mapping.tenant = removed.tenant;
  mapping.source = removed.source;
  mapping.account = account;
  mapping.billing = Billing::off;
  mapping.leaving = removed.leaving;
  mapping.place = removed.place;
  return mapping;
}

Diagnostic problem_of(const Removed& removed, std::string rule, Severity severity, const std::string& found,
                      std::string hint) {
  return {removed.place,
          std::move(rule),
          severity,
          Scope::file,
          -1,
          "[[removed]] names " + ("\"" + inert(removed.tenant, 80) + "\"") + ", and the ledger knows " +
              found + " of that name.",
          std::move(hint)};
}

void add_removed(Desired& desired, const LedgerState& ledger, Diagnostics& problems) {
  for (const auto& removed : desired.removed) {
    const auto accounts = accounts_of(removed, ledger);
    if (accounts.size() == 1) {
      desired.mappings.push_back(leaving_mapping(removed, *accounts.begin()));
    } else if (accounts.empty()) {
      problems.push_back(problem_of(removed, "removed-unknown", Severity::warning, "no customer",
                                    "Nothing of ours bills there; the block can go."));
    } else {
      std::string numbers;
      for (const auto account : accounts) numbers += (numbers.empty() ? "" : ", ") + account.text();
      problems.push_back(problem_of(removed, "removed-ambiguous", Severity::error,
                                    "the accounts " + numbers + " for customers", "Add account = NUMBER."));
    }
  }
}

}  // namespace

bool stops_everything(const Diagnostics& problems) {
  return std::any_of(problems.begin(), problems.end(), [](const Diagnostic& problem) {
    return problem.severity == Severity::error && problem.scope == Scope::file;
  });
}

void observe_instead(Desired& desired) {
  for (auto& mapping : desired.mappings)
    if (mapping.billing == Billing::on) mapping.billing = Billing::observe;
}

Desired effective(Desired desired, const LedgerState* ledger, Day today, Diagnostics& problems) {
  apply_dates(desired, today);
  if (ledger != nullptr) add_removed(desired, *ledger, problems);
  return desired;
}

}  // namespace tariff::app
