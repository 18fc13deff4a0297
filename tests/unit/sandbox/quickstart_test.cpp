#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "sandbox/kept_file.hpp"
#include "text/match.hpp"
#include "text/time.hpp"
#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;

// The example's README works its charges out by hand. Here they are worked out once more, from the world and
// the words of tariff.toml alone, with nothing of the program's own counting.
namespace {

using Table = std::vector<std::map<std::string, std::string>>;  // one [[…]] block each, values without quotes

std::string example(const std::string& name) {
  const auto text = read_file(std::string(TARIFF_SOURCE_DIR) + "/examples/quickstart/" + name);
  REQUIRE(text.has_value());
  return *text;
}

std::string trimmed(std::string text, const std::string& unwanted = " \"[]") {
  text.erase(0, std::min(text.find_first_not_of(unwanted), text.size()));
  text.erase(text.find_last_not_of(unwanted) + 1);
  return text;
}

/// The blocks of one kind, from the plain `key = value` lines that the example is written in.
Table blocks(const std::string& toml, const std::string& kind) {
  Table found;
  bool inside = false;
  std::istringstream lines(toml);
  for (std::string line; std::getline(lines, line);) {
    line = line.substr(0, line.find('#'));
    if (line.starts_with('[')) {
      inside = line.starts_with("[[" + kind + "]]");
      if (inside) found.emplace_back();
    }
    const auto equals = line.find(" = ");
    if (inside && equals != std::string::npos && !line.starts_with('['))
      found.back()[trimmed(line.substr(0, equals))] = trimmed(line.substr(equals + 3));
  }
  return found;
}

/// `server = "KES-ADV-SRV"` out of an inline table.
std::string of_inline(const std::string& table, const std::string& key) {
  const auto start = table.find(key + " = \"");
  if (start == std::string::npos) return "";
  const auto value = table.substr(start + key.size() + 4);
  return value.substr(0, value.find('"'));
}

bool counts(const LicenceKey& key) {
  if (key.limit_date.empty() || key.limit_date <= write_instant(noon)) return false;
  return key.key_type == 1 || (key.key_type == 6 && key.subscription_state == 0);
}

std::string item_of(const std::map<std::string, std::string>& product, const Host& host) {
  if (product.contains("item")) return product.at("item");
  const bool is_server = host.platform == 2 && (host.computer_type & 0x8000) != 0;
  return of_inline(product.at("items"), is_server ? "server" : "workstation");
}

bool uses(const Host& host, const LicenceKey& key) {
  return std::any_of(host.keys.begin(), host.keys.end(),
                     [&](const KeyUse& use) { return use.current && use.serial == key.serial; });
}

/// The products that a device is billed for: those of its active keys that count.
Table products_of(const Host& host, const VirtualServer& server, const Table& products) {
  Table used;
  for (const auto& key : server.keys) {
    if (!counts(key) || !uses(host, key)) continue;
    for (const auto& product : products)
      if (glob_match(product.at("match"), key.product_name)) used.push_back(product);
  }
  return used;
}

/// Each device once for an item.
std::map<std::string, std::set<std::string>> devices_by_item(const VirtualServer& server,
                                                             const Table& products) {
  std::map<std::string, std::set<std::string>> devices;
  for (const auto& host : server.hosts)
    for (const auto& product : products_of(host, server, products))
      devices[item_of(product, host)].insert(host.id);
  return devices;
}

/// 10.50 as 1050: the example's prices have two decimal places.
std::int64_t cents(const std::string& price) {
  REQUIRE(price.size() > 3);
  REQUIRE(price[price.size() - 3] == '.');
  const auto digits = price.substr(0, price.size() - 3) + price.substr(price.size() - 2);
  return whole_number(digits[0] == '0' && digits.size() > 1 ? digits.substr(1) : digits).value_or(-1);
}

std::string of_cents(std::int64_t amount) {
  const std::string fraction = std::to_string(amount % 100);
  return std::to_string(amount / 100) + "." + (fraction.size() == 1 ? "0" : "") + fraction;
}

template <class List, class Member, class Value>
const auto& the(const List& list, Member member, const Value& value) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.*member == value; });
  REQUIRE(found != list.end());
  return *found;
}

bool is_over(const Agreement& agreement) {
  return !agreement.end.empty() && agreement.end < write_instant(noon);
}

/// `agreement | item | level | quantity | price | amount`, one line each, sorted.
std::vector<std::string> tallied(const World& world, const std::string& toml) {
  std::vector<std::string> rows;
  Table products = blocks(toml, "product");
  std::erase_if(products, [](const auto& product) { return product.contains("bill"); });
  for (const auto& mapping : blocks(toml, "mapping")) {
    const auto number = whole_number(mapping.at("agreement")).value_or(0);
    const auto& agreement = the(world.tigerpaw.agreements, &Agreement::number, number);
    if (mapping.at("billing") != "true" || is_over(agreement)) continue;
    const auto& level = the(world.tigerpaw.levels, &PriceLevel::name, mapping.at("price_level"));
    const auto& server = the(world.kaspersky.servers, &VirtualServer::name, mapping.at("virtual_server"));
    for (const auto& [item, devices] : devices_by_item(server, products)) {
      const auto& price = the(world.tigerpaw.items, &Item::id, item).prices.at(level.id);
      const auto quantity = static_cast<std::int64_t>(devices.size());
      rows.push_back(mapping.at("agreement") + " | " + item + " | " + level.name + " | " +
                     std::to_string(quantity) + " | " + price + " | " + of_cents(cents(price) * quantity));
    }
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// The rows of the README's table with the heading `agreement | item | …`.
std::vector<std::string> written_by_hand(const std::string& readme) {
  std::vector<std::string> rows;
  bool inside = false;
  std::istringstream lines(readme);
  for (std::string line; std::getline(lines, line);) {
    const bool is_row = line.starts_with("| ");
    if (inside && is_row) rows.push_back(trimmed(line, "| "));
    inside = inside ? is_row || line.starts_with("|-")
                    : line == "| agreement | item | level | quantity | price | amount |";
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace

TEST_CASE("the quickstart's table, worked out by hand, is what its world and its file give") {
  const World world = world_of(example("world.json"));
  const auto by_hand = written_by_hand(example("README.md"));
  CHECK(by_hand.size() == 3);
  CHECK(by_hand == tallied(world, example("tariff.toml")));
}

TEST_CASE("the quickstart shows what its README says") {
  const World world = world_of(example("world.json"));
  const auto mappings = blocks(example("tariff.toml"), "mapping");
  CHECK(world.kaspersky.servers.size() == 5);
  CHECK(mappings.size() == 4);
  CHECK(std::count_if(mappings.begin(), mappings.end(),
                      [](auto& m) { return m.at("billing") == "observe"; }) == 1);
  CHECK(is_over(the(world.tigerpaw.agreements, &Agreement::number, 50004)));
  const auto& observed = the(world.tigerpaw.agreements, &Agreement::number, 50003);
  REQUIRE(observed.charges.size() == 1);
  CHECK(observed.charges[0].quantity == 5);
  CHECK(the(world.tigerpaw.accounts, &Account::number, 10010).cross_references.size() == 1);
  CHECK(the(world.tigerpaw.accounts, &Account::number, 10020).cross_references.empty());
}
