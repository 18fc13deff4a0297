#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/desired.hpp"
#include "simulation/dice.hpp"
#include "year/tigerpaw.hpp"

namespace tariff::year {

using simulation::Dice;

/// What Kaspersky sells. The name on a licence may change at a renewal; this does not.
enum class Family { select, advanced, mail, management };
inline constexpr std::array families{Family::select, Family::advanced, Family::mail, Family::management};

struct Key {
  std::string serial;
  Family family = Family::select;
  std::string name;  ///< as the licence calls the product
  Date expires;      ///< its first day without protection
};

/// One device. Shape: `keys` are indices into its tenant's keys.
struct Machine {
  std::int64_t number = 0;
  Category category = Category::workstation;
  std::vector<std::size_t> keys;
};

struct Tenant {
  TenantId id;
  std::string uid;
  std::string name;
  std::vector<Key> keys;
  std::vector<Machine> machines;  ///< ascending by number
  bool answers = true;            ///< Security Center reads it completely
  bool is_gone = false;           ///< Security Center has it no more
};

enum class Paying {
  yes,
  watched,
  no,
  leaves,  ///< pays the last amount until the deal's `last_invoice` or `last_day`
};

/// An agreed price or quantity, for one item and up to and including one day.
struct Special {
  ItemId item;
  std::optional<std::int64_t> quantity;
  std::optional<Money> price;
  Date until;
};

/// The invoice of an agreement that falls due on that day.
struct AwaitedInvoice {
  AgreementNumber agreement;
  Date due;
};

/// Who pays what, as two people agreed on it: the truth that no file is asked for.
struct Deal {
  std::size_t tenant = 0;  ///< its index
  AccountNumber account;
  AgreementNumber agreement;
  PriceLevelId level;
  Paying paying = Paying::yes;
  std::vector<Special> specials{};
  std::optional<Date> first_day{};
  std::optional<Date> last_day{};
  std::optional<AwaitedInvoice> last_invoice{};  ///< on this one the last amount stands until it is sent
  bool is_busy = false;  ///< something about it is under way, so nobody begins another thing
};

/// How a family is charged: one item for every device, or one for each category; not at all where neither.
struct Sale {
  std::string item;
  std::map<Category, std::string> items;

  const std::string& item_of(Category category) const { return items.empty() ? item : items.at(category); }
};

inline const PriceLevelId standard{1};
inline const PriceLevelId gold{2};

/// Everything that is so, whether or not anybody has written it down.
struct World {
  explicit World(std::uint64_t seed) : dice(seed) {}

  Dice dice;
  Date today;
  bool kaspersky_answers = true;
  std::vector<Tenant> tenants;
  std::vector<Deal> deals;
  std::map<Family, Sale> sales;  ///< what has no entry was never agreed upon
  Tigerpaw tigerpaw;

  /// One more tenant with devices and keys, its account and its agreement; gives its index.
  std::size_t add_customer();
  /// A new agreement of that account, which bills from the next such day on.
  AgreementNumber add_agreement(AccountNumber account, const std::string& period);
  /// Devices come, leave, and are replaced by others.
  void live_one_day();
  void add_machine(Tenant& tenant);
  /// The key of that family which expires last; one more where the tenant has none.
  std::size_t key_of(Tenant& tenant, Family family);
  Deal* deal_of(AccountNumber account);
  /// Its next invoice is not sent yet.
  bool is_awaited(const AwaitedInvoice& invoice) const {
    return tigerpaw.due(invoice.agreement) == invoice.due;
  }

 private:
  std::int64_t machines_ = 0;
  std::int64_t keys_ = 0;
};

/// The name that licences of a family carry at first.
std::string licence_name(Family family);

/// A world with its price book and so many customers, as it is on the evening before the year.
World first_world(std::uint64_t seed, std::int64_t customers);

}  // namespace tariff::year
