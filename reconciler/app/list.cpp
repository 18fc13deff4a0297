#include "app/list.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "app/list_rows.hpp"
#include "app/parallel.hpp"
#include "text/match.hpp"
#include "text/time.hpp"

namespace tariff::app {
namespace {

using report::Cell;
using report::ColumnKind;
using report::Table;

Cell day_cell(const std::optional<Day>& day) { return day ? Cell(write_day(*day)) : Cell(); }

const Mapping* mapping_of(const Desired* desired, AccountNumber account) {
  if (desired == nullptr) return nullptr;
  const auto found = std::find_if(desired->mappings.begin(), desired->mappings.end(),
                                  [&](const Mapping& mapping) { return mapping.account == account; });
  return found == desired->mappings.end() ? nullptr : &*found;
}

/// The accounts of the mappings, each once, ascending.
std::vector<AccountNumber> mapped_accounts(const Desired& desired) {
  std::vector<AccountNumber> accounts;
  for (const auto& mapping : desired.mappings) accounts.push_back(mapping.account);
  std::sort(accounts.begin(), accounts.end());
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  return accounts;
}

Table agreements_table() {
  return {"agreements",
          "Active agreements",
          {{"number", "NUMBER", ColumnKind::number},
           {"account", "ACCOUNT", ColumnKind::number},
           {"account_name", "ACCOUNT NAME", ColumnKind::text},
           {"type", "TYPE", ColumnKind::text},
           {"start", "START", ColumnKind::text},
           {"end", "END", ColumnKind::text},
           {"period", "PERIOD", ColumnKind::text},
           {"charges", "CHARGES", ColumnKind::number}},
          {},
          {}};
}

void add_agreements(const std::vector<AgreementSummary>& agreements, const std::string& account_name,
                    const ListOptions& options, Table& table) {
  for (const auto& agreement : agreements) {
    if (!is_searched(options, {account_name, agreement.type})) continue;
    table.rows.push_back({agreement.number.value(), agreement.account.value(), account_name, agreement.type,
                          day_cell(agreement.start), day_cell(agreement.end), agreement.period,
                          agreement.charge_count ? report::Cell(*agreement.charge_count) : report::Cell{}});
  }
}

Result<Table> agreements_of_one(TigerpawReader& tigerpaw, AccountNumber number, const ListOptions& options) {
  const auto account = tigerpaw.account(number);
  if (!account) return account.error();
  const auto agreements = tigerpaw.agreements_of(number);
  if (!agreements) return agreements.error();
  Table table = agreements_table();
  add_agreements(*agreements, account->name, options, table);
  return table;
}

}  // namespace

Result<Table> list_accounts(TigerpawReader& tigerpaw, const Desired* desired, const ListOptions& options) {
  if (options.unmapped && desired == nullptr) return nothing_to_compare();
  const auto accounts = tigerpaw.accounts();
  if (!accounts) return accounts.error();
  Table table{"accounts",
              options.unmapped ? "Accounts that no mapping names" : "Accounts",
              {{"number", "NUMBER", ColumnKind::number},
               {"name", "NAME", ColumnKind::text},
               {"virtual_server", "VIRTUAL SERVER", ColumnKind::text}},
              {},
              {}};
  for (const auto& account : *accounts) {
    const Mapping* mapping = mapping_of(desired, account.number);
    if (!is_searched(options, {account.name}) || (options.unmapped && mapping != nullptr)) continue;
    table.rows.push_back(
        {account.number.value(), account.name, mapping == nullptr ? Cell() : Cell(mapping->tenant)});
  }
  return table;
}

Result<Table> list_agreements(TigerpawReader& tigerpaw, const Desired* desired, const ListOptions& options) {
  if (options.account) return agreements_of_one(tigerpaw, *options.account, options);
  if (desired == nullptr)
    return Error{ErrorKind::invalid, "Neither an account nor a tariff.toml says whose agreements to list.",
                 "Name an account: `tariff list agreements 10010`."};
  const auto known = tigerpaw.accounts();
  if (!known) return known.error();
  std::map<AccountNumber, std::string> names;
  for (const auto& account : *known) names.emplace(account.number, account.name);

  const auto accounts = mapped_accounts(*desired);
  std::vector<std::optional<Result<std::vector<AgreementSummary>>>> readings(accounts.size());
  for_each_index(accounts.size(), tigerpaw.parallel_max(),
                 [&](std::size_t i) { readings[i] = tigerpaw.agreements_of(accounts[i]); });
  Table table = agreements_table();
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    if (*readings[i]) {
      add_agreements(readings[i]->value(), names[accounts[i]], options, table);
    } else {
      table.unread.push_back("The agreements of the account " + accounts[i].text() + ": " +
                             readings[i]->error().message);
    }
  }
  return table;
}

Result<Table> list_price_levels(TigerpawReader& tigerpaw, const ListOptions& options) {
  const auto levels = tigerpaw.price_levels();
  if (!levels) return levels.error();
  Table table{"price-levels",
              "Price levels",
              {{"id", "ID", ColumnKind::number}, {"name", "NAME", ColumnKind::text}},
              {},
              {}};
  for (const auto& level : *levels)
    if (is_searched(options, {level.name})) table.rows.push_back({level.id.value(), level.name});
  return table;
}

Result<Table> list_items(TigerpawReader& tigerpaw, const ListOptions& options) {
  const auto items = tigerpaw.items();
  if (!items) return items.error();
  Table table{"items",
              "Price book items",
              {{"id", "ID", ColumnKind::text},
               {"description", "DESCRIPTION", ColumnKind::text},
               {"active", "ACTIVE", ColumnKind::text}},
              {},
              {}};
  for (const auto& item : *items)
    if (is_searched(options, {item.id.value(), item.description}))
      table.rows.push_back({item.id.value(), item.description, item.active});
  return table;
}

}  // namespace tariff::app
