#include "domain/usage.hpp"

#include <set>

namespace tariff {

std::string_view unit_name(LicenceUnit unit) {
  switch (unit) {
    case LicenceUnit::device:
      return "device";
    case LicenceUnit::user:
      return "user";
    case LicenceUnit::mailbox:
      return "mailbox";
  }
  return "";
}

SourceKind kind_of_source(const std::vector<SourceReading>& sources, const SourceName& name) {
  for (const auto& source : sources)
    if (sources.size() == 1 || source.name == name) return source.kind;
  return SourceKind::security_center;
}

std::int64_t LicenceUse::used() const {
  if (!figures) return static_cast<std::int64_t>(devices.size());
  if (unit == LicenceUnit::user && figures->users) return *figures->users;
  return unit == LicenceUnit::mailbox ? figures->mailboxes.value_or(0) : figures->devices;
}

std::int64_t licensed_devices(const TenantUsage& usage, std::string_view licence_name) {
  std::set<std::uint32_t> devices;
  std::int64_t unnamed = 0;
  for (const auto& licence : usage.licences) {
    if (!licence_name.empty() && licence.product_name != licence_name) continue;
    devices.insert(licence.devices.begin(), licence.devices.end());
    if (licence.figures) unnamed += licence.used();
  }
  return static_cast<std::int64_t>(devices.size()) + unnamed;
}

}  // namespace tariff
