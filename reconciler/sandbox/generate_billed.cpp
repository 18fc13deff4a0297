#include "sandbox/generate_billed.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sandbox/generate_parts.hpp"

namespace tariff::sandbox {
namespace {

constexpr std::array<std::string_view, 10> places{"Berlin", "Porto", "Leeds",  "Nantes", "Graz",
                                                  "Turku",  "Delft", "Kraków", "Basel",  "Sevilla"};
constexpr std::string_view support_item = "SUPPORT-HRS";
constexpr std::string_view backup_item = "BACKUP-TB";
/// Lines that came by SOAP, and lines of a person, as tigerpaw_soap.cpp has them.
constexpr std::int64_t api_source = 2;
constexpr std::size_t select = 0;
constexpr std::size_t advanced = 1;
constexpr std::size_t edr = 2;

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::string upper_ascii(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

std::string with_cyrillic_letters(std::string name) {
  name = replace_all(std::move(name), "o", "\xd0\xbe");
  name = replace_all(std::move(name), "e", "\xd0\xb5");
  return replace_all(std::move(name), "a", "\xd0\xb0");
}

/// The first letter of its second word is lost.
std::string without_a_letter(const std::string& name) {
  const auto space = name.find(' ');
  return name.substr(0, space + 1) + name.substr(space + 2);
}

/// What Tigerpaw calls the customer whom Kaspersky calls `name`.
std::string account_name(std::int64_t i, const std::string& name) {
  if (i % 40 == 13) return name + " Ltd";
  if (i % 90 == 50) return with_cyrillic_letters(name);
  if (i % 24 == 11 || i % 24 == 23) return "Holding " + padded(first_account + i, 5);
  const std::int64_t kind = i % 12;
  if (kind == 4 || kind == 5) return name + " Ltd";
  if (kind == 6) return name + " GmbH & Co. KG";
  if (kind == 7) return upper_ascii(name);
  if (kind == 8) return replace_all(name, " ", "-") + ", Inc.";
  if (kind == 9) return replace_all(replace_all(name, "ö", "oe"), "Ł", "L");
  if (kind == 10) return without_a_letter(name);
  return name;
}

std::string_view item_of(std::size_t product, const Host& host) {
  if (product == select) return "KES-SELECT";
  if (product == edr) return "EDR-OPTIMUM";
  if (host.os_name.find("Server") != std::string::npos) return "KES-ADV-SRV";
  return host.os_name.find("Windows 11") != std::string::npos ? "KES-ADV-WS" : "KES-ADV-NW";
}

/// One customer as both services know it.
struct Customer {
  std::int64_t i = 0;
  VirtualServer server;
  std::map<std::string_view, std::int64_t> counts;  ///< by item
};

class BilledWorld {
 public:
  explicit BilledWorld(const GenerateOptions& options) : options_(options), dice_(options.seed) {}

  GeneratedWorld made() {
    add_credentials(made_.world, dice_);
    add_catalogue(tigerpaw());
    add_item(support_item, "Support, by the hour", "95.00");
    add_item(backup_item, "Backup, by the terabyte", "12.50");
    made_.tariff_toml = file_head(dice_, options_);
    for (std::int64_t i = 0; i < options_.tenants; ++i) {
      Customer customer = make_customer(i);
      if (i % 45 != 44) bill(customer);
      made_.world.kaspersky.servers.push_back(std::move(customer.server));
    }
    for (std::int64_t i = 0; i < options_.tenants / 10; ++i) add_other_account(i);
    return std::move(made_);
  }

 private:
  Tigerpaw& tigerpaw() { return made_.world.tigerpaw; }

  void add_item(std::string_view id, std::string_view description, std::string_view price) {
    Item item;
    item.number = static_cast<std::int64_t>(tigerpaw().items.size()) + 301;
    item.id = id;
    item.description = description;
    for (const auto& level : levels) item.prices[level.id] = price;
    tigerpaw().items.push_back(std::move(item));
  }

  std::string new_name() {
    constexpr int throws_max = 200;
    std::string name;
    for (int i = 0; i < throws_max; ++i) {
      name = std::string(dice_.one_of(first_words));
      name += " " + std::string(dice_.one_of(second_words));
      name += " " + std::string(dice_.one_of(places));
      if (names_.insert(name).second) return name;
    }
    return name + " " + std::to_string(names_.size() + static_cast<std::size_t>(more_names_++));
  }

  std::vector<std::size_t> products_of(std::int64_t i) const {
    if (i % 5 < 2) return {select};
    if (i % 5 < 4) return {advanced};
    return {select, advanced};
  }

  Customer make_customer(std::int64_t i) {
    Customer customer;
    customer.i = i;
    VirtualServer& server = customer.server;
    server.id = i + 1;
    server.uid = "V" + dice_.hex(31);
    server.name = new_name();
    const auto products = products_of(i);
    for (const auto product : products) server.keys.push_back(licence_key(i + 1, product));
    const LicenceKey edr_key = licence_key(i + 1, edr);
    const auto devices = 3 + dice_.below(static_cast<std::size_t>(2 * options_.devices_per_tenant) + 1);
    for (std::size_t d = 0; d < devices; ++d) {
      const auto chosen = dice_.below(products.size());
      Host host = device(dice_, static_cast<std::int64_t>(d) + 1, server.keys[chosen]);
      ++customer.counts[item_of(products[chosen], host)];
      if (i % 3 == 0 && dice_.below(2) == 0) {
        host.keys.push_back(KeyUse{edr_key.serial, true, "EDR", "2.0.0.0"});
        ++customer.counts[item_of(edr, host)];
      }
      server.hosts.push_back(std::move(host));
    }
    if (i % 3 == 0) server.keys.push_back(edr_key);
    return customer;
  }

  Charge line(std::string_view item_id, std::int64_t quantity, std::int64_t level) {
    const auto item = std::find_if(tigerpaw().items.begin(), tigerpaw().items.end(),
                                   [&](const Item& known) { return known.id == item_id; });
    Charge charge;
    charge.detail_id = tigerpaw().next_detail_id++;
    charge.item_id = item->id;
    charge.description = item->description;
    charge.quantity = quantity;
    charge.price = item->prices.at(level);
    charge.level = level;
    charge.date_added = "-200d";
    return charge;
  }

  Charge vendor_line(std::string_view item_id, std::int64_t quantity, std::int64_t level) {
    Charge charge = line(item_id, quantity, level);
    charge.source = api_source;
    charge.source_description = tigerpaw().soap_product;
    return charge;
  }

  /// An agreement whose invoice of this period has been made.
  Agreement agreement(std::int64_t number, std::int64_t account) {
    Agreement made;
    made.number = number;
    made.account = account;
    made.start = "2024-01-01";
    made.day_to_bill = 1 + static_cast<std::int64_t>(dice_.below(28));
    made.last_billed = "today";
    return made;
  }

  Account account_of(const Customer& customer) {
    const std::int64_t i = customer.i;
    Account account;
    account.number = first_account + i;
    account.name = account_name(i, customer.server.name);
    account.default_level = dice_.one_of(levels).id;
    const bool by_uid = i % 3 == 0 || i % 24 == 23;
    if (by_uid || i % 3 == 1)
      account.cross_references = {{tigerpaw().next_cross_reference_id++, 5,
                                   by_uid ? customer.server.uid : "KAV-" + padded(account.number, 6)}};
    return account;
  }

  /// What the tool wrote the day before, and what people have added.
  std::vector<Charge> lines_of(const Customer& customer, std::int64_t level) {
    const std::int64_t i = customer.i;
    std::vector<Charge> lines;
    if (i % 20 != 7)
      for (const auto& [item, count] : customer.counts) lines.push_back(vendor_line(item, count, level));
    if (i % 9 == 4 && !lines.empty())
      lines.front().quantity += lines.front().quantity > 1 && i % 2 == 0 ? -1 : 1;
    if (i % 60 == 25) lines.push_back(line(customer.counts.begin()->first, 2, level));
    if (i % 18 == 5) lines.push_back(line(support_item, 4, level));
    return lines;
  }

  void bill(const Customer& customer) {
    const std::int64_t i = customer.i;
    Account account = account_of(customer);
    const std::int64_t level = i % 15 == 3 ? account.default_level % 3 + 1 : account.default_level;
    Agreement main = agreement(first_agreement + i, account.number);
    main.charges = lines_of(customer, level);
    made_.tariff_toml += mapping(
        {customer.server, account, main, levels[static_cast<std::size_t>(level) - 1].name, "\"observe\""});
    if (i % 40 == 13) add_near_account(customer);
    if (i % 25 == 9 || i % 50 == 34) {
      Agreement second = agreement(first_agreement + options_.tenants + i, account.number);
      second.type = "Backup service";
      second.charges.push_back(line(backup_item, 3, level));
      if (i % 50 == 34) second.charges.push_back(vendor_line("KES-SELECT", 1, level));
      tigerpaw().agreements.push_back(std::move(second));
    }
    tigerpaw().accounts.push_back(std::move(account));
    tigerpaw().agreements.push_back(std::move(main));
  }

  void add_account(std::int64_t number, std::string name) {
    Account account;
    account.number = number;
    account.name = std::move(name);
    account.default_level = 1;
    Agreement other = agreement(first_agreement - first_account + number, number);
    other.charges.push_back(line(support_item, 2, 1));
    tigerpaw().accounts.push_back(std::move(account));
    tigerpaw().agreements.push_back(std::move(other));
  }

  /// Account numbers behind those of the customers: first the near ones, then the others.
  void add_near_account(const Customer& customer) {
    add_account(first_account + 3 * options_.tenants + customer.i, customer.server.name + " GmbH");
  }

  void add_other_account(std::int64_t i) {
    add_account(first_account + 5 * options_.tenants + i, new_name() + " Ltd");
  }

  const GenerateOptions& options_;
  Dice dice_;
  GeneratedWorld made_;
  std::set<std::string> names_;
  int more_names_ = 0;
};

}  // namespace

GeneratedWorld generate_billed(const GenerateOptions& options) { return BilledWorld(options).made(); }

}  // namespace tariff::sandbox
