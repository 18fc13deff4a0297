#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/business_hub/codec.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"

/// The small world that the sandbox serves: plain facts, in the words of the services.
namespace tariff::sandbox {

/// One licence of a device. Source: kaspersky-security-center.md section 7.3.
struct KeyUse {
  std::string serial;
  bool current = true;  ///< KLLICSRV_HOST_CURRENT: active key, not reserve
  std::string product = "KES";
  std::string version = "11.0.0.0";
};

struct Host {
  std::string id;  ///< a GUID
  std::string name;
  std::int64_t computer_type = 0x1001;  ///< KLHST_WKS_CTYPE bits
  std::int64_t platform = 2;            ///< KLHST_WKS_PTYPE
  std::string os_name;
  std::vector<KeyUse> keys;
};

/// Source: kaspersky-security-center.md section 7.1. An empty `limit_date` is sent as "".
struct LicenceKey {
  std::string serial;
  std::string product_name;
  std::int64_t key_type = 1;
  std::int64_t app_id = 1105;
  std::int64_t count = 100;
  std::string
      limit_date;  ///< 2027-01-31T00:00:00Z, or "" ; relative dates are resolved when the world is read
  bool is_subscription = false;
  std::optional<std::int64_t> subscription_state;
  std::optional<std::int64_t> subscription_end_type;
  std::string subscription_end;
  bool installed = true;                         ///< KLLICSRV_KEY_INSTALLED
  std::optional<std::int64_t> hosts_as_current;  ///< overrides KLLIC_NHOSTS_ASCURRENT
  std::optional<std::int64_t> suite_id;          ///< KLLIC_PROD_SUITE_ID; left out where there is none
  std::string part_number;                       ///< KLLIC_PART_NUMBER; left out where empty
};

struct VirtualServer {
  std::int64_t id = 0;
  std::string uid;
  std::string name;
  bool enabled = true;
  std::vector<LicenceKey> keys;  ///< a key of several servers stands in each
  std::vector<Host> hosts;
};

struct Kaspersky {
  std::string user;
  std::string password;
  std::vector<VirtualServer> servers;
  std::int64_t session_idle_seconds = 180;
  std::int64_t chunk_rows_max = 0;          ///< 0: as asked; else a cap on every chunk, to make paging show
  bool eof_is_false_on_last_chunk = false;  ///< the bEOF quirk
  bool unknown_server_is_main = false;  ///< an unknown X-KSC-VServer lands on the main server instead of 401
};

struct PriceLevel {
  std::int64_t id = 0;
  std::string name;
};

struct Item {
  std::int64_t number = 0;
  std::string id;
  std::string description;
  bool inactive = false;
  std::map<std::int64_t, std::string> prices;       ///< level id -> SellingPrice as decimal text
  std::map<std::int64_t, std::string> flat_prices;  ///< level id -> FlatPrice
};

struct ExternalProduct {
  std::int64_t id = 0;
  std::string name;
  bool active = true;
};

struct CrossReference {
  std::int64_t id = 0;
  std::int64_t product_id = 0;
  std::string external_id;
};

struct Account {
  std::int64_t number = 0;
  std::string name;
  std::int64_t parent = 0;  ///< 0: none
  std::int64_t default_level = 0;
  bool credit_hold = false;
  bool always_bill_parent = false;
  std::vector<CrossReference> cross_references;
};

/// Source: tigerpaw.md section 4.3.
struct Charge {
  std::int64_t detail_id = 0;
  std::string item_id;
  std::string description;
  std::int64_t quantity = 0;
  std::string price;  ///< decimal text
  std::int64_t level = 0;
  std::int64_t source = 0;
  std::string source_description = "Manual";
  bool print_when_zero = false;
  bool delete_after_invoicing = false;
  bool use_flat_price = false;
  std::string date_added;
};

struct Agreement {
  std::int64_t number = 0;
  std::int64_t account = 0;
  std::string start;  ///< 2026-01-01T00:00:00, no zone; "" is null
  std::string end;
  std::string type = "Managed services";
  std::string period = "Monthly";
  std::int64_t period_code = 1;
  std::int64_t day_to_bill = 0;  ///< 0: none is told
  std::string last_billed;
  std::string next_period;
  std::vector<Charge> charges;
};

struct Tigerpaw {
  std::string public_key;
  std::string private_key;
  std::string soap_user;
  std::string soap_password;
  std::string soap_product;  ///< the External Product that the SOAP user is bound to, by name
  std::vector<PriceLevel> levels;
  std::vector<Item> items;
  std::vector<ExternalProduct> external_products;
  std::vector<Account> accounts;
  std::vector<Agreement> agreements;
  std::int64_t next_detail_id = 9001;
  std::int64_t next_cross_reference_id = 701;
  std::int64_t clock_skew_seconds = 900;
  std::int64_t page_size_default = 100;
  std::int64_t page_size_max = 500;
  std::int64_t decimal_places = 4;  ///< 0: 5; 1: 5.0; 4: 5.0000 for whole numbers too
  bool explicit_nulls = false;      ///< unset members as null, not left out
};

/// What one company uses of a licence. Left out: `users` follow from computers and mobiles, `devices` are
/// their sum, and `as_of` is the beginning of the day that is asked for.
struct HubUsage {
  std::int64_t computers = 0;
  std::int64_t mobiles = 0;
  std::int64_t mailboxes = 0;
  std::optional<std::int64_t> users;
  std::optional<std::int64_t> devices;
  std::optional<Instant> as_of;
};

/// Source: business-hub.md section 5 (assumed).
struct HubLicence {
  std::string id;
  std::string product_name;
  business_hub::LicenceType type = business_hub::LicenceType::commercial;
  business_hub::LicenceStatus status = business_hub::LicenceStatus::active;
  business_hub::LicenceUnit unit = business_hub::LicenceUnit::device;
  std::int64_t limit = 100;
  Instant expires_at;
  HubUsage usage;
};

struct HubCompany {
  std::string id;
  std::string name;
  Instant registered_at;
  std::string integration;  ///< the id of its integration; "" is none
  std::vector<business_hub::Workspace> workspaces;
  std::vector<HubLicence> licences;  ///< a licence of several companies stands in each
};

struct BusinessHub {
  std::string email;
  std::string password;
  std::string otp_secret;  ///< base32; "" asks for no one-time code
  std::vector<business_hub::Integration> integrations;
  std::vector<HubCompany> companies;
  std::int64_t page_limit_max = 100;
  std::int64_t requests_per_minute = 0;  ///< 0: as many as come
  std::int64_t token_seconds = 3600;
};

struct World {
  Kaspersky kaspersky;
  Tigerpaw tigerpaw;
  std::optional<BusinessHub> business_hub;
};

/// Reads a world from JSON; relative dates (`+365d`, `-10d`, `today`) count from `now`, at midnight UTC.
///
/// Shape: the member names are those of the structs above; members left out keep their defaults, unknown ones
/// fail. Fails: refused: not JSON, an unknown member, a wrong type; the message names the path.
Result<World> read_world(std::string_view json, Instant now);
/// The whole world as JSON; read_world of it gives the same world.
std::string write_world(const World& world);

}  // namespace tariff::sandbox
