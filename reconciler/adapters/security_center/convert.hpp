#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/usage.hpp"
#include "text/json.hpp"

/// Their attributes <-> our nouns. Requires throughout: rows are unwrapped.
/// Fails throughout: refused: an attribute that is missing or of another type.
namespace tariff::security_center {

/// Source: kaspersky-security-center.md section 6.1 (KLVSRV_*). Fails also for an id that is not positive, an
/// empty uid or name.
Result<Tenant> to_virtual_server(const JsonView& row);

/// One key as EnumKeys lists it. Source: kaspersky-security-center.md section 7.1 (KLLIC_*).
struct LicenceKey {
  LicenceSerial serial;
  std::string product_name;
  std::int64_t type = 0;                 ///< KLLIC_KEY_TYPE; 0 where absent
  bool is_subscription = false;          ///< type 6 or KLLIC_LICTYPE_IS_SUBSCRIPTION
  std::optional<Instant> expires;        ///< KLLIC_LIMIT_DATE
  std::optional<std::int64_t> state;     ///< KLLIC_SUBSCRINFO_STATE
  std::optional<std::int64_t> end_type;  ///< KLLIC_SUBSCRINFO_ENDDATETYPE
  std::optional<std::int64_t> grace;     ///< KLLIC_SUBSCRINFO_GRACETERM, days behind `expires`
  std::optional<std::int64_t> hosts;     ///< KLLIC_NHOSTS_ASCURRENT
  std::optional<std::int64_t> bought;    ///< KLLIC_LIC_COUNT; nullopt for 0 and less too
  std::optional<std::int64_t> suite_id;  ///< KLLIC_PROD_SUITE_ID
  std::string part_number;               ///< KLLIC_PART_NUMBER; Security Center 13.1 and later
};
Result<LicenceKey> to_licence_key(const JsonView& row);

/// Whether devices with this key are billed: commercial or subscription, not expired at `now`, active.
///
/// A key that fails one of the three for certain does not count, whatever else is missing.
/// Fails: refused: the answer hangs on an empty limit date (of anything but an unlimited subscription) or on
/// an absent state. Source: kaspersky-security-center.md section 9 and "Decisions taken".
Result<bool> counts(const LicenceKey& key, Instant now);

/// Whether a key that does not count is a subscription that is soft-cancelled, or expired and within its days
/// of grace. Requires: counts() is false. Source: kaspersky-security-center.md section 7.1; that the days of
/// grace begin with KLLIC_LIMIT_DATE is assumed.
bool is_in_grace(const LicenceKey& key, Instant now);

/// One row of AcquireKeyHosts. Source: kaspersky-security-center.md section 7.3.
struct KeyHost {
  DeviceId device;
  bool current = false;
};
Result<KeyHost> to_key_host(const JsonView& row);

/// One row of FindHosts, not yet judged. Source: kaspersky-security-center.md section 8.
struct Host {
  DeviceId id;
  std::string name;
  std::optional<std::int64_t> computer_type;  ///< KLHST_WKS_CTYPE bits
  std::optional<std::int64_t> platform;       ///< KLHST_WKS_PTYPE
  std::string os_name;
  std::optional<Instant> last_seen{};  ///< KLHST_WKS_LAST_VISIBLE
};
Result<Host> to_host(const JsonView& row);

/// The category by the bits; by the name of the operating system where there are none.
/// Fails: refused: neither is known.
Result<Category> category_of(const Host& host);

/// GUIDs are compared without regard to case: here in lower case.
DeviceId device_id(const std::string& guid);

}  // namespace tariff::security_center
