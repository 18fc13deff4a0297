#include "adapters/security_center/convert.hpp"

#include "adapters/security_center/values.hpp"
#include "base/inert.hpp"
#include "text/match.hpp"

namespace tariff::security_center {
namespace {

constexpr std::int64_t commercial_type = 1;
constexpr std::int64_t subscription_type = 6;
constexpr std::int64_t active_state = 0;
constexpr std::int64_t soft_cancelled_state = 2;
constexpr std::int64_t unlimited_end = 1;

constexpr std::int64_t nix_bit = 0x800;
constexpr std::int64_t windows_server_bit = 0x8000;
constexpr std::int64_t unknown_platform = 0;
constexpr std::int64_t windows_platform = 2;

/// An answer that the attributes at hand may not give.
enum class Truth { no, yes, unknown };

Truth truth(bool value) { return value ? Truth::yes : Truth::no; }

Error empty_text(const JsonView& row, std::string_view name) {
  return {ErrorKind::refused, "Found an empty " + std::string(name) + " at " + row.path() + ".",
          "The service's reply has another form than documented."};
}

Result<std::string> filled(const JsonView& row, std::string_view name) {
  auto text = row.string(name);
  if (text && text->empty()) return empty_text(row, name);
  return text;
}

Result<std::optional<std::int64_t>> optional_whole(const JsonView& row, std::string_view name) {
  if (!row.has(name)) return std::optional<std::int64_t>();
  const auto value = row.whole(name);
  if (!value) return value.error();
  return std::optional(*value);
}

/// Fills `target`, or keeps the first error.
template <class T, class U>
void take(Result<T> read, U& target, std::optional<Error>& problem) {
  if (read) {
    target = *std::move(read);
  } else if (!problem) {
    problem = read.error();
  }
}

Truth is_unexpired(const LicenceKey& key, Instant now) {
  if (key.expires) return truth(*key.expires > now);
  return key.is_subscription && key.end_type == unlimited_end ? Truth::yes : Truth::unknown;
}

Truth is_active(const LicenceKey& key) {
  if (!key.is_subscription) return Truth::yes;
  return key.state ? truth(*key.state == active_state) : Truth::unknown;
}

Truth is_of_billed_kind(const LicenceKey& key) {
  if (key.is_subscription || key.type == commercial_type) return Truth::yes;
  return key.type == 0 ? Truth::unknown : Truth::no;
}

Error undecided(const LicenceKey& key, std::string_view attribute) {
  return {ErrorKind::refused,
          "The key " + inert(key.serial.text(), 60) + " (" + inert(key.product_name, 120) + ") has no " +
              std::string(attribute) + ", so it cannot be told whether its devices are billed.",
          "Look at the key in Security Center; refresh it, or remove it if nobody needs it."};
}

}  // namespace

Result<Tenant> to_virtual_server(const JsonView& row) {
  Tenant server;
  std::int64_t id = 0;
  std::string uid;
  std::optional<Error> problem;
  take(row.whole("KLVSRV_ID"), id, problem);
  take(filled(row, "KLVSRV_UID"), uid, problem);
  take(filled(row, "KLVSRV_DN"), server.name, problem);
  take(row.boolean("KLVSRV_ENABLED"), server.enabled, problem);
  if (problem) return *problem;
  if (id <= 0)
    return Error{ErrorKind::refused,
                 "Found " + std::to_string(id) + " at " + row.path() +
                     ".KLVSRV_ID, expected a "
                     "positive number.",
                 "The service's reply has another form than documented."};
  server.id = TenantId(id);
  server.uid = TenantUid(uid);
  return server;
}

Result<LicenceKey> to_licence_key(const JsonView& row) {
  LicenceKey key;
  std::string serial;
  bool says_subscription = false;
  std::optional<Error> problem;
  take(filled(row, "KLLIC_SERIAL"), serial, problem);
  take(row.string_or("KLLIC_PROD_NAME", ""), key.product_name, problem);
  take(row.whole_or("KLLIC_KEY_TYPE", 0), key.type, problem);
  take(row.boolean_or("KLLIC_LICTYPE_IS_SUBSCRIPTION", false), says_subscription, problem);
  take(optional_instant(row, "KLLIC_LIMIT_DATE"), key.expires, problem);
  take(optional_whole(row, "KLLIC_SUBSCRINFO_STATE"), key.state, problem);
  take(optional_whole(row, "KLLIC_SUBSCRINFO_ENDDATETYPE"), key.end_type, problem);
  take(optional_whole(row, "KLLIC_SUBSCRINFO_GRACETERM"), key.grace, problem);
  take(optional_whole(row, "KLLIC_NHOSTS_ASCURRENT"), key.hosts, problem);
  take(optional_whole(row, "KLLIC_LIC_COUNT"), key.bought, problem);
  take(optional_whole(row, "KLLIC_PROD_SUITE_ID"), key.suite_id, problem);
  take(row.string_or("KLLIC_PART_NUMBER", ""), key.part_number, problem);
  if (problem) return *problem;
  key.serial = LicenceSerial(serial);
  if (key.bought && *key.bought <= 0) key.bought.reset();
  key.is_subscription = says_subscription || key.type == subscription_type;
  return key;
}

Result<bool> counts(const LicenceKey& key, Instant now) {
  const Truth kind = is_of_billed_kind(key);
  const Truth unexpired = is_unexpired(key, now);
  const Truth active = is_active(key);
  if (kind == Truth::no || unexpired == Truth::no || active == Truth::no) return false;
  if (kind == Truth::unknown) return undecided(key, "KLLIC_KEY_TYPE");
  if (unexpired == Truth::unknown) return undecided(key, "KLLIC_LIMIT_DATE");
  if (active == Truth::unknown) return undecided(key, "KLLIC_SUBSCRINFO_STATE");
  return true;
}

bool is_in_grace(const LicenceKey& key, Instant now) {
  if (!key.is_subscription || !key.state) return false;
  const bool has_ended = is_unexpired(key, now) == Truth::no;
  if (*key.state == soft_cancelled_state) return !has_ended;
  return *key.state == active_state && has_ended &&
         now < *key.expires + std::chrono::days{key.grace.value_or(0)};
}

DeviceId device_id(const std::string& guid) { return DeviceId(lower_ascii(guid)); }

Result<KeyHost> to_key_host(const JsonView& row) {
  KeyHost use;
  std::string guid;
  std::optional<Error> problem;
  take(filled(row, "KLLICSRV_HOSTNAME"), guid, problem);
  take(row.boolean("KLLICSRV_HOST_CURRENT"), use.current, problem);
  if (problem) return *problem;
  use.device = device_id(guid);
  return use;
}

Result<Host> to_host(const JsonView& row) {
  Host host;
  std::string guid;
  std::optional<Error> problem;
  take(filled(row, "KLHST_WKS_HOSTNAME"), guid, problem);
  take(row.string_or("KLHST_WKS_DN", ""), host.name, problem);
  take(row.string_or("KLHST_WKS_OS_NAME", ""), host.os_name, problem);
  take(optional_whole(row, "KLHST_WKS_CTYPE"), host.computer_type, problem);
  take(optional_whole(row, "KLHST_WKS_PTYPE"), host.platform, problem);
  take(optional_instant(row, "KLHST_WKS_LAST_VISIBLE"), host.last_seen, problem);
  if (problem) return *problem;
  host.id = device_id(guid);
  return host;
}

Result<Category> category_of(const Host& host) {
  const std::int64_t platform = host.platform.value_or(unknown_platform);
  if (platform != unknown_platform && platform != windows_platform) return Category::other;
  if (host.computer_type) {
    if ((*host.computer_type & nix_bit) != 0) return Category::other;
    return (*host.computer_type & windows_server_bit) != 0 ? Category::server : Category::workstation;
  }
  if (host.os_name.empty())
    return Error{ErrorKind::refused,
                 "The device " + inert(host.name, 120) + " (" + inert(host.id.text(), 60) +
                     ") has neither KLHST_WKS_CTYPE nor KLHST_WKS_OS_NAME, so its category is not known.",
                 "Let the device connect to Security Center once, or delete it there."};
  if (!contains_ignoring_case(host.os_name, "windows")) return Category::other;
  return contains_ignoring_case(host.os_name, "server") ? Category::server : Category::workstation;
}

}  // namespace tariff::security_center
