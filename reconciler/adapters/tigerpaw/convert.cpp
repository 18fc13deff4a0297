#include "adapters/tigerpaw/convert.hpp"

#include <utility>

#include "base/inert.hpp"
#include "text/match.hpp"

namespace tariff::tigerpaw {
namespace {

Error refusal(std::string message) {
  return {ErrorKind::refused, std::move(message), "Tigerpaw's reply has another form than documented."};
}

/// The nested object, or the row itself where there is none.
JsonView nested_or_flat(const JsonView& row, std::string_view name) {
  return row.at(name).json().is_object() ? row.at(name) : row;
}

/// The view in which a member stands; the first where none has it.
const JsonView& holder(std::string_view member, const JsonView& first, const JsonView& second) {
  return !first.has(member) && second.has(member) ? second : first;
}

Result<std::string> account_name(const JsonView& row) {
  const auto account = row.at("Account");
  if (account.json().is_string()) return account.json().raw();
  if (account.json().is_object()) return account.string("Name");
  return row.has("AccountName") ? row.string("AccountName") : row.string("Name");
}

JsonView accounting_of(const JsonView& details) {
  return nested_or_flat(nested_or_flat(details, "Accounting"), "Detail");
}

Result<std::vector<CrossReference>> cross_references_of(const JsonView& details) {
  std::vector<CrossReference> references;
  if (!details.has("ExternalProducts")) return references;
  const auto rows = details.list("ExternalProducts");
  if (!rows) return rows.error();
  for (const auto& row : *rows) {
    auto reference = to_cross_reference(row);
    if (!reference) return reference.error();
    references.push_back(std::move(*reference));
  }
  return references;
}

Status read_accounting(const JsonView& accounting, Account& account) {
  const auto level = accounting.whole_or("DefaultPriceLevelId", 0);
  if (!level) return level.error();
  if (*level != 0) account.default_level = PriceLevelId(*level);
  const auto level_name = accounting.string_or("DefaultPriceLevel", "");
  if (!level_name) return level_name.error();
  account.default_level_name = *level_name;
  const auto hold = accounting.boolean_or("CreditHold", false);
  if (!hold) return hold.error();
  account.credit_hold = *hold;
  const auto parent_pays = accounting.boolean_or("AlwaysBillParent", false);
  if (!parent_pays) return parent_pays.error();
  account.bills_parent = *parent_pays;
  return done();
}

Result<bool> is_active(const JsonView& item) {
  const auto inactive = item.boolean_or("Inactive", false);
  if (!inactive) return inactive.error();
  const auto status = item.string_or("Status", "Active");
  if (!status) return status.error();
  return !*inactive && equal_ignoring_case(*status, "Active");
}

Result<Money> money_at(const JsonView& row, std::string_view name) {
  const auto digits = row.decimal(name);
  if (!digits) return digits.error();
  auto money = Money::parse(*digits);
  if (!money) return refusal("At " + inert(row.at(name).path(), 200) + ": " + money.error().message);
  return money;
}

Result<ItemPrice> to_price(const JsonView& row) {
  ItemPrice price;
  const auto selling = money_at(row, "SellingPrice");
  if (!selling) return selling.error();
  price.selling_price = *selling;
  if (!row.has("FlatPrice")) return price;
  const auto flat = money_at(row, "FlatPrice");
  if (!flat) return flat.error();
  price.flat_price = *flat;
  return price;
}

Status read_pricing(const JsonView& details, PriceBookItem& item) {
  if (!details.has("Pricing")) return done();
  const auto rows = details.list("Pricing");
  if (!rows) return rows.error();
  for (const auto& row : *rows) {
    const auto level = row.whole("PriceLevel");
    if (!level) return level.error();
    if (!row.has("SellingPrice")) continue;
    const auto price = to_price(row);
    if (!price) return price.error();
    const auto [place, is_new] = item.prices.emplace(PriceLevelId(*level), *price);
    if (!is_new && place->second != *price)
      return refusal("The item " + inert(item.id.text(), 80) + " has two prices at price level " +
                     std::to_string(*level) + ".");
  }
  return done();
}

}  // namespace

Result<PriceLevel> to_price_level(const JsonView& row) {
  const auto id = row.whole("PriceLevelId");
  if (!id) return id.error();
  auto name = row.string_or("Description", "");
  if (!name) return name.error();
  return PriceLevel{PriceLevelId(*id), std::move(*name)};
}

Result<ExternalProduct> to_external_product(const JsonView& row) {
  const auto id = row.whole("ExternalProductId");
  if (!id) return id.error();
  auto name = row.string_or("Product", "");
  if (!name) return name.error();
  const auto active = row.boolean_or("Active", true);
  if (!active) return active.error();
  return ExternalProduct{ExternalProductId(*id), std::move(*name), *active};
}

Result<AccountSummary> to_account_summary(const JsonView& row) {
  const auto number = holder("AccountNumber", row, row.at("Account")).whole("AccountNumber");
  if (!number) return number.error();
  auto name = account_name(row);
  if (!name) return name.error();
  return AccountSummary{AccountNumber(*number), std::move(*name)};
}

Result<Account> to_account(const JsonView& details) {
  auto summary = to_account_summary(details);
  if (!summary) return summary.error();
  Account account;
  account.number = summary->number;
  account.name = std::move(summary->name);
  const auto parent =
      holder("ParentAccountNumber", details, details.at("Account")).whole_or("ParentAccountNumber", 0);
  if (!parent) return parent.error();
  if (*parent != 0) account.parent = AccountNumber(*parent);
  if (const auto status = read_accounting(accounting_of(details), account); !status) return status.error();
  auto references = cross_references_of(details);
  if (!references) return references.error();
  account.cross_references = std::move(*references);
  return account;
}

Result<CrossReference> to_cross_reference(const JsonView& row) {
  const auto id = row.whole("AccountExternalProductId");
  if (!id) return id.error();
  const auto product = row.whole_or("ExternalProductId", 0);
  if (!product) return product.error();
  auto name = row.string_or("ExternalProduct", "");
  if (!name) return name.error();
  auto external_id = row.string_or("ExternalId", "");
  if (!external_id) return external_id.error();
  return CrossReference{CrossReferenceId(*id), ExternalProductId(*product), std::move(*name),
                        std::move(*external_id)};
}

Result<ItemSummary> to_item_summary(const JsonView& row) {
  const auto item = nested_or_flat(row, "Item");
  auto id = holder("ItemId", row, item).string("ItemId");
  if (!id) return id.error();
  auto description = holder("ItemDescription", item, row).string_or("ItemDescription", "");
  if (!description) return description.error();
  const auto active = is_active(item);
  if (!active) return active.error();
  return ItemSummary{ItemId(std::move(*id)), std::move(*description), *active};
}

Result<PriceBookItem> to_item(const JsonView& details) {
  auto summary = to_item_summary(details);
  if (!summary) return summary.error();
  PriceBookItem item{std::move(summary->id), std::move(summary->description), summary->active, {}};
  const auto pricing = read_pricing(details, item);
  if (!pricing) return pricing.error();
  return item;
}

Result<std::vector<JsonView>> rows_of_envelope(const JsonView& envelope, std::string_view name) {
  if (envelope.json().is_object() && envelope.has(name)) return envelope.list(name);
  std::string_view only;
  std::size_t arrays = 0;
  for (const auto& [member, value] : envelope.json().members()) {
    if (!value.is_array()) continue;
    only = member;
    ++arrays;
  }
  if (arrays == 1) return envelope.list(only);
  return refusal("The reply has no list " + std::string(name) + ".");
}

Result<std::vector<JsonView>> rows_of_array(const JsonView& reply) {
  if (!reply.json().is_array()) return rows_of_envelope(reply, "");
  std::vector<JsonView> rows;
  rows.reserve(reply.size());
  for (std::size_t i = 0; i < reply.size(); ++i) rows.push_back(reply.at(i));
  return rows;
}

}  // namespace tariff::tigerpaw
