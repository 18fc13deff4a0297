#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/desired.hpp"
#include "domain/ids.hpp"

namespace tariff {

/// One virtual server as the main server lists it. Source: kaspersky-security-center.md section 6.1.
struct VirtualServer {
  VirtualServerId id;
  TenantUid uid;
  std::string name;  ///< KLVSRV_DN
  bool enabled = true;
  bool operator==(const VirtualServer&) const = default;
};

struct Device {
  DeviceId id;
  std::string name;
  Category category = Category::workstation;
  bool operator==(const Device&) const = default;
};

/// What a [[product]] can tell a licence by. Shape: `suite_id` is nullopt and `part_number` empty where the
/// source does not tell them. Source: kaspersky-security-center.md section 7.3, KLLIC_PROD_SUITE_ID and
/// KLLIC_PART_NUMBER.
struct LicenceMarks {
  std::string name;
  std::optional<std::int64_t> suite_id{};
  std::string part_number{};
  auto operator<=>(const LicenceMarks&) const = default;
};

/// A licence key that counts, and the devices on which it is the active key.
///
/// Shape: `devices` are ascending, distinct indices into TenantUsage::devices. `bought` is for how many
/// devices the key was bought, on whatever virtual servers it is used; nullopt where nobody tells.
/// Source: kaspersky-security-center.md sections 7.1 (KLLIC_LIC_COUNT), 7.3 and 9.
struct LicenceUse {
  LicenceSerial serial;
  std::string product_name;
  std::optional<Instant> expires;
  std::vector<std::uint32_t> devices;
  std::optional<std::int64_t> bought{};
  std::optional<std::int64_t> suite_id{};
  std::string part_number{};
  LicenceMarks marks() const { return {product_name, suite_id, part_number}; }
  bool operator==(const LicenceUse&) const = default;
};

/// A key that counts no more, and on how many devices Security Center still shows it as active.
struct LapsedKey {
  LicenceSerial serial;
  std::string product_name;
  Instant expired;
  std::int64_t devices = 0;
  std::optional<std::int64_t> suite_id{};
  std::string part_number{};
  LicenceMarks marks() const { return {product_name, suite_id, part_number}; }
  bool operator==(const LapsedKey&) const = default;
};

/// A complete reading of one virtual server. A reading that is not proven complete is an Error, never this.
///
/// Shape: `devices` ascending by id; `licences` ascending by serial; `notes` are sentences about differences
/// that do not change the count (the server's own figure differs).
struct TenantUsage {
  VirtualServer server;
  std::vector<Device> devices;
  std::vector<LicenceUse> licences;
  std::vector<std::string> notes;
  std::vector<LapsedKey> lapsed{};  ///< keys that expired and still stand on devices
};

}  // namespace tariff
