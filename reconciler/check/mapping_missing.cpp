#include <span>

#include "base/inert.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

std::string tenant_name(const Facts& facts, AccountNumber account) {
  const auto bound = facts.bound_tenants(account);
  if (bound.empty()) return "";
  const TenantBound& tenant = *bound.front().second;
  return " (the " + std::string(tenant_noun(facts.kind_of(tenant))) + " " + quoted(tenant.name) + ")";
}

/// Its agreement went to another account, which the file maps: there the line is looked at.
bool went_along(const Facts& facts, const BoundCharge& charge) {
  const auto found = facts.observed().agreements.find(charge.key->agreement);
  if (found == facts.observed().agreements.end() || !found->second) return false;
  const AccountNumber owner = found->second->summary.account;
  return owner != charge.account && !facts.mappings_of(owner).empty();
}

void report(const Facts& facts, AccountNumber account, std::span<const BoundCharge> charges,
            Findings& findings) {
  std::int64_t devices = 0;
  std::int64_t lines = 0;
  Money amount;
  for (const auto& charge : charges) {
    if (charge.quantity() == 0 || went_along(facts, charge)) continue;
    ++lines;
    devices += charge.quantity();
    if (charge.state->confirmed) amount = amount + charge.state->confirmed->price * charge.quantity();
  }
  if (lines == 0) return;
  const auto bound = facts.bound_tenants(account);
  const std::string_view name_key =
      tenant_key(bound.empty() ? SourceKind::security_center : facts.kind_of(*bound.front().second));
  findings.no_mapping({"",
                       "No mapping names the account " + account.text() + tenant_name(facts, account) + "; " +
                           counted(lines, "line") + " of ours still bill" + (lines == 1 ? "s " : " ") +
                           counted(devices, "device") + " there, " + amount.grouped() + " " +
                           inert(facts.desired().currency, 16) + " per billing period.",
                       "Write [[removed]] with " + std::string(name_key) +
                           ", reason and stop; then the plan ends what it still bills."});
}

void check_mapping_missing(const Facts& facts, Findings& findings) {
  const auto& charges = facts.bound_charges();
  for (std::size_t start = 0; start < charges.size();) {
    const AccountNumber account = charges[start].account;
    const auto lines = facts.bound_charges(account);
    start += lines.size();
    if (facts.mappings_of(account).empty()) report(facts, account, lines, findings);
  }
}

}  // namespace

const FileRule mapping_missing{"mapping-missing", check_mapping_missing};

}  // namespace tariff::check
