#pragma once

#include <array>
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

/// One virtual server or company as its source lists it. Source: kaspersky-security-center.md section 6.1.
struct Tenant {
  TenantId id;
  TenantUid uid;
  std::string name;  ///< KLVSRV_DN, or the company's name
  bool enabled = true;
  bool operator==(const Tenant&) const = default;
};

struct Device {
  DeviceId id;
  std::string name;
  Category category = Category::workstation;
  std::optional<Instant> last_seen{};  ///< KLHST_WKS_LAST_VISIBLE, where the source tells it
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

/// What a licence is sold by.
enum class LicenceUnit { device, user, mailbox };
inline constexpr std::array licence_units{LicenceUnit::device, LicenceUnit::user, LicenceUnit::mailbox};
std::string_view unit_name(LicenceUnit unit);

/// How much of a licence is used, of a source that names no devices.
///
/// Shape: `by_category` sums up to `devices`, or is empty where the source does not tell them apart.
struct UseFigures {
  std::int64_t devices = 0;
  std::map<Category, std::int64_t> by_category{};
  std::optional<std::int64_t> users{};
  std::optional<std::int64_t> mailboxes{};
  bool operator==(const UseFigures&) const = default;
};

/// A licence key that counts, and the devices on which it is the active key.
///
/// Shape: of `devices` and `figures` a source gives one. A key that is `in_grace` counts only where the file
/// says so: its subscription is soft-cancelled or expired within its days of grace. `devices` are ascending,
/// distinct indices into TenantUsage::devices. `bought` is for how many devices the key was bought, on
/// whatever virtual servers it is used; nullopt where nobody tells. Source: kaspersky-security-center.md
/// sections 7.1 (KLLIC_LIC_COUNT), 7.3 and 9.
struct LicenceUse {
  LicenceSerial serial;
  std::string product_name;
  std::optional<Instant> expires;
  std::vector<std::uint32_t> devices;
  std::optional<std::int64_t> bought{};
  std::optional<std::int64_t> suite_id{};
  std::string part_number{};
  LicenceUnit unit = LicenceUnit::device;
  std::optional<UseFigures> figures{};
  bool in_grace = false;
  LicenceMarks marks() const { return {product_name, suite_id, part_number}; }
  /// How many of its unit are in use.
  std::int64_t used() const;
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

/// One Kaspersky source as a run met it.
///
/// Shape: `failure` is there where its tenants could not be listed; nothing is known of any of them then.
struct SourceReading {
  SourceName name;
  SourceKind kind = SourceKind::security_center;
  std::optional<Error> failure{};
};

/// What serves the source of that name; the only one is meant by any name, and Security Center where nobody
/// knows.
SourceKind kind_of_source(const std::vector<SourceReading>& sources, const SourceName& name);

/// What the sources list. Shape: `tenants` ascending by id; a source that failed has none among them.
struct TenantList {
  std::vector<Tenant> tenants;
  std::vector<SourceReading> sources{};
};

/// A complete reading of one tenant. A reading that is not proven complete is an Error, never this.
///
/// Shape: `devices` ascending by id; `licences` ascending by serial; `notes` are sentences about differences
/// that do not change the count (the server's own figure differs).
struct TenantUsage {
  Tenant tenant;
  std::vector<Device> devices;
  std::vector<LicenceUse> licences;
  std::vector<std::string> notes;
  std::vector<LapsedKey> lapsed{};  ///< keys that expired and still stand on devices
};

/// The distinct devices on licences of that name, of any where it is empty; where the source names none, what
/// it tells of their unit.
std::int64_t licensed_devices(const TenantUsage& usage, std::string_view licence_name = "");

}  // namespace tariff
