#include "adapters/security_center/usage_assembly.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/inert.hpp"

namespace tariff::security_center {
namespace {

std::string devices_in_words(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " device" : " devices");
}

std::string named(const LicenceKey& key) { return "Key " + inert(key.serial.text(), 60); }

/// The server's own hosts that use at least one key, numbered in the order of their ids.
using Numbers = std::map<DeviceId, std::uint32_t>;

Numbers numbered(const std::vector<KeyUse>& uses, const std::map<DeviceId, Host>& hosts) {
  Numbers numbers;
  for (const auto& use : uses)
    for (const auto& device : use.devices)
      if (hosts.contains(device)) numbers.emplace(device, 0);
  std::uint32_t next = 0;
  for (auto& [device, number] : numbers) number = next++;
  return numbers;
}

void note_differences(const KeyUse& use, std::size_t own, std::vector<std::string>& notes) {
  const auto listed = use.devices.size();
  if (use.key.hosts && *use.key.hosts != static_cast<std::int64_t>(listed))
    notes.push_back(named(use.key) + ": Security Center's own figure is " + std::to_string(*use.key.hosts) +
                    ", its list has " + devices_in_words(listed) + "; the list counts.");
  if (own != listed)
    notes.push_back(named(use.key) + ": " + devices_in_words(listed - own) + " of " + std::to_string(listed) +
                    " listed are not on this virtual server and do not count here.");
}

LicenceUse licence_use(const KeyUse& use, const Numbers& numbers) {
  LicenceUse licence{use.key.serial, use.key.product_name, use.key.expires,    {},
                     use.key.bought, use.key.suite_id,     use.key.part_number};
  licence.in_grace = use.in_grace;
  for (const auto& device : use.devices)
    if (const auto found = numbers.find(device); found != numbers.end())
      licence.devices.push_back(found->second);
  return licence;
}

}  // namespace

Result<TenantUsage> assembled(const Tenant& server, const std::vector<KeyUse>& uses,
                              const std::map<DeviceId, Host>& hosts) {
  const auto numbers = numbered(uses, hosts);
  TenantUsage usage{server, {}, {}, {}};
  for (const auto& [id, number] : numbers) {
    const auto& host = hosts.at(id);
    const auto category = category_of(host);
    if (!category) return category.error();
    usage.devices.push_back({id, host.name, *category, host.last_seen});
  }
  for (const auto& use : uses) {
    usage.licences.push_back(licence_use(use, numbers));
    note_differences(use, usage.licences.back().devices.size(), usage.notes);
  }
  std::sort(usage.licences.begin(), usage.licences.end(),
            [](const LicenceUse& left, const LicenceUse& right) { return left.serial < right.serial; });
  return usage;
}

}  // namespace tariff::security_center
