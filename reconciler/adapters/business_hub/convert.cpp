#include "adapters/business_hub/convert.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "text/time.hpp"

namespace tariff::business_hub {
namespace {

bool is_billed_kind(const Licence& licence) { return licence.type != LicenceType::trial; }

LicenceUse to_use(const Licence& licence) {
  LicenceUse use{LicenceSerial(licence.id), licence.product_name, licence.expires_at, {}};
  if (licence.limit > 0) use.bought = licence.limit;
  use.unit = licence.unit;
  UseFigures figures;
  figures.devices = licence.usage.devices;
  if (licence.unit == LicenceUnit::user) figures.users = users_by_formula(licence.usage);
  if (licence.unit == LicenceUnit::mailbox) figures.mailboxes = licence.usage.mailboxes;
  use.figures = figures;
  return use;
}

std::string named(const Licence& licence) { return "Licence " + inert(licence.id, 60); }

void add_notes(const Licence& licence, Instant now, std::vector<std::string>& notes) {
  const auto formula = users_by_formula(licence.usage);
  if (licence.unit == LicenceUnit::user && licence.usage.users != formula)
    notes.push_back(named(licence) + ": Business Hub's own figure is " + std::to_string(licence.usage.users) +
                    " users, its computers and mobiles make " + std::to_string(formula) + "; they count.");
  if (licence.usage.as_of + as_of_age_max < now)
    notes.push_back(named(licence) + ": its counts are of " + write_instant(licence.usage.as_of) + ".");
}

}  // namespace

Tenant to_tenant(const Company& company) {
  return {TenantId(company.id), TenantUid(company.id), company.name, true};
}

TenantUsage to_usage(const Tenant& company, const std::vector<Licence>& licences, Instant now) {
  TenantUsage usage{company, {}, {}, {}};
  for (const auto& licence : licences) {
    if (!is_billed_kind(licence)) continue;
    const bool has_ended = licence.status == LicenceStatus::expired || licence.expires_at <= now;
    auto use = to_use(licence);
    if (has_ended && use.used() > 0)
      usage.lapsed.push_back({use.serial, use.product_name, licence.expires_at, use.used()});
    use.in_grace = licence.status == LicenceStatus::cancelled && licence.type == LicenceType::subscription;
    if (has_ended || (licence.status != LicenceStatus::active && !use.in_grace)) continue;
    add_notes(licence, now, usage.notes);
    usage.licences.push_back(std::move(use));
  }
  std::sort(usage.licences.begin(), usage.licences.end(),
            [](const LicenceUse& left, const LicenceUse& right) { return left.serial < right.serial; });
  return usage;
}

}  // namespace tariff::business_hub
