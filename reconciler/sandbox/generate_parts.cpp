#include "sandbox/generate_parts.hpp"

#include <cstdio>

#include "text/json.hpp"

namespace tariff::sandbox {
namespace {

struct PricedItem {
  std::string_view id;
  std::string_view description;
  std::array<std::string_view, 3> prices;  ///< at the three levels
};
constexpr std::array<PricedItem, 5> items{{
    {"KES-SELECT", "Endpoint Security Select, per device", {"4.10", "3.80", "3.5250"}},
    {"KES-ADV-WS", "Endpoint Security Advanced, workstation", {"5.20", "4.90", "4.60"}},
    {"KES-ADV-SRV", "Endpoint Security Advanced, server", {"9.75", "9.10", "8.4950"}},
    {"KES-ADV-NW", "Endpoint Security Advanced, other device", {"5.00", "4.70", "4.40"}},
    {"EDR-OPTIMUM", "EDR Optimum, per device", {"2.00", "1.85", "1.7075"}},
}};

struct DeviceKind {
  std::string_view prefix;
  std::string_view os_name;
  std::int64_t computer_type;
  std::int64_t platform;
};
constexpr std::array<DeviceKind, 4> device_kinds{{{"ws", "Microsoft Windows 11", 0x1001, 2},
                                                  {"srv", "Microsoft Windows Server 2022", 0x9003, 2},
                                                  {"lx", "Debian GNU/Linux 12", 0x200801, 6},
                                                  {"mac", "macOS 14", 0x801, 10}}};

const DeviceKind& device_kind(Dice& dice) {
  const auto throw_of_ten = dice.below(10);
  if (throw_of_ten < 6) return device_kinds[0];
  return throw_of_ten < 8 ? device_kinds[1] : device_kinds[throw_of_ten - 6];
}

std::string toml_string(std::string_view text) { return Json::string(text).text(); }

}  // namespace

std::string padded(std::int64_t number, int width) {
  std::array<char, 32> buffer{};
  const int length =
      std::snprintf(buffer.data(), buffer.size(), "%0*lld", width, static_cast<long long>(number));
  return {buffer.data(), static_cast<std::size_t>(length)};
}

// One throw per statement: the order in which operands are evaluated is the compiler's choice.
std::string guid(Dice& dice) {
  std::string out = dice.hex(8);
  for (const std::size_t length : {4U, 4U, 4U, 12U}) out += "-" + dice.hex(length);
  return out;
}

LicenceKey licence_key(std::int64_t tenant, std::size_t product) {
  LicenceKey key;
  key.serial = "2B7A-" + padded(tenant, 6) + "-101010-" + std::to_string(product + 1) + "-1234";
  key.product_name = licence_names[product];
  key.key_type = 6;
  key.count = 1000;
  key.limit_date = "+365d";
  key.is_subscription = true;
  key.subscription_state = 0;
  key.subscription_end_type = 1;
  return key;
}

Host device(Dice& dice, std::int64_t number, const LicenceKey& key) {
  const DeviceKind& kind = device_kind(dice);
  Host host;
  host.id = guid(dice);
  host.name = std::string(kind.prefix) + "-" + padded(number, 3);
  host.computer_type = kind.computer_type;
  host.platform = kind.platform;
  host.os_name = kind.os_name;
  host.keys = {KeyUse{key.serial, true, "KES", "11.0.0.0"}};
  return host;
}

void add_catalogue(Tigerpaw& tigerpaw) {
  for (const auto& level : levels) tigerpaw.levels.push_back({level.id, std::string(level.name)});
  for (const auto& priced : items) {
    Item item;
    item.number = static_cast<std::int64_t>(tigerpaw.items.size()) + 301;
    item.id = priced.id;
    item.description = priced.description;
    for (std::size_t i = 0; i < levels.size(); ++i) item.prices[levels[i].id] = priced.prices[i];
    tigerpaw.items.push_back(std::move(item));
  }
  tigerpaw.external_products = {{5, "Kaspersky", true}};
}

void add_credentials(World& world, Dice& dice) {
  world.kaspersky.user = "sandbox-reader";
  world.kaspersky.password = dice.hex(24);
  world.tigerpaw.public_key = guid(dice);
  world.tigerpaw.private_key = guid(dice);
  world.tigerpaw.soap_user = "sandbox-writer";
  world.tigerpaw.soap_password = dice.hex(24);
  world.tigerpaw.soap_product = "Kaspersky";
}

std::string file_head(Dice& dice, const GenerateOptions& options) {
  return "# Made by tariff-sandbox generate: " + std::to_string(options.tenants) + " tenants, seed " +
         std::to_string(options.seed) +
         ".\n"
         "format = 1\n"
         "installation = \"gen" +
         dice.hex(9) +
         "\"\n\n"
         "[billing]\n"
         "external_product = \"Kaspersky\"\n"
         "currency = \"USD\"\n\n"
         "[[product]]\n"
         "name = \"Endpoint Security Select\"\n"
         "match = [\"Kaspersky Endpoint Security for Business - Select*\"]\n"
         "item = \"KES-SELECT\"\n\n"
         "[[product]]\n"
         "name = \"Endpoint Security Advanced\"\n"
         "match = [\"Kaspersky Endpoint Security for Business - Advanced*\"]\n"
         "items = { workstation = \"KES-ADV-WS\", server = \"KES-ADV-SRV\", other = \"KES-ADV-NW\" }\n\n"
         "[[product]]\n"
         "name = \"EDR Optimum\"\n"
         "match = [\"Kaspersky EDR Optimum*\"]\n"
         "item = \"EDR-OPTIMUM\"\n";
}

std::string mapping(const MappingText& text) {
  return "\n[[mapping]]\n"
         "virtual_server = " +
         toml_string(text.server.name) +
         "\n"
         "account = " +
         std::to_string(text.account.number) +
         "\n"
         "account_name = " +
         toml_string(text.account.name) +
         "\n"
         "agreement = " +
         std::to_string(text.agreement.number) +
         "\n"
         "price_level = " +
         toml_string(text.level) +
         "\n"
         "billing = " +
         std::string(text.billing) + "\n";
}

}  // namespace tariff::sandbox
