#include "snapshot/observed_json.hpp"
#include "text/time.hpp"

namespace tariff::snapshot {
namespace {

template <class Text>
Json text(const Text& value) {
  return Json::string(value);
}
template <class Tag, class Rep>
Json id(const Id<Tag, Rep>& value) {
  if constexpr (std::is_same_v<Rep, std::string>) {
    return Json::string(value.value());
  } else {
    return Json::number(value.value());
  }
}

Json id(const TenantId& tenant) {
  return Json::object({{"source", Json::string(tenant.source.value())}, {"id", Json::string(tenant.local)}});
}

Json day_or_null(const std::optional<Day>& day) { return day ? text(write_day(*day)) : Json{}; }
Json number_or_null(const std::optional<std::int64_t>& number) {
  return number ? Json::number(*number) : Json{};
}

Json instant_or_null(const std::optional<Instant>& instant) {
  return instant ? text(write_instant(*instant)) : Json{};
}

template <class List, class Write>
Json list_of(const List& list, Write write) {
  Json json = Json::array();
  for (const auto& entry : list) json.push(write(entry));
  return json;
}

Json error_json(const Error& error) {
  return Json::object(
      {{"kind", text(kind_name(error.kind))}, {"message", text(error.message)}, {"hint", text(error.hint)}});
}

/// An answer under the key that was asked for: its value, or why there is none.
template <class Map, class Write>
Json answers(const Map& map, Write write) {
  Json json = Json::array();
  for (const auto& [key, answer] : map) {
    Json one = Json::object({{"asked", id(key)}});
    if (answer) {
      one.set("found", write(*answer));
    } else {
      one.set("error", error_json(answer.error()));
    }
    json.push(std::move(one));
  }
  return json;
}

Json source_json(const SourceReading& source) {
  return Json::object({{"name", id(source.name)},
                       {"kind", text(kind_name(source.kind))},
                       {"failure", source.failure ? error_json(*source.failure) : Json{}}});
}

Json tenant_json(const Tenant& tenant) {
  return Json::object({{"id", id(tenant.id)},
                       {"uid", id(tenant.uid)},
                       {"name", text(tenant.name)},
                       {"enabled", Json::boolean(tenant.enabled)}});
}

Json figures_json(const UseFigures& figures) {
  Json by_category = Json::object();
  for (const auto& [category, count] : figures.by_category)
    by_category.set(category_name(category), Json::number(count));
  return Json::object({{"devices", Json::number(figures.devices)},
                       {"by_category", std::move(by_category)},
                       {"users", number_or_null(figures.users)},
                       {"mailboxes", number_or_null(figures.mailboxes)}});
}

Json licence_json(const LicenceUse& licence) {
  return Json::object(
      {{"serial", id(licence.serial)},
       {"product", text(licence.product_name)},
       {"expires", licence.expires ? text(write_instant(*licence.expires)) : Json{}},
       {"bought", number_or_null(licence.bought)},
       {"suite_id", number_or_null(licence.suite_id)},
       {"part_number", text(licence.part_number)},
       {"unit", text(unit_name(licence.unit))},
       {"in_grace", Json::boolean(licence.in_grace)},
       {"figures", licence.figures ? figures_json(*licence.figures) : Json{}},
       {"devices", list_of(licence.devices, [](auto index) { return Json::number(index); })}});
}

Json usage_json(const TenantUsage& usage) {
  return Json::object(
      {{"tenant", tenant_json(usage.tenant)},
       {"devices", list_of(usage.devices,
                           [](const Device& device) {
                             return Json::object({{"id", id(device.id)},
                                                  {"name", text(device.name)},
                                                  {"category", text(category_name(device.category))},
                                                  {"last_seen", instant_or_null(device.last_seen)}});
                           })},
       {"licences", list_of(usage.licences, licence_json)},
       {"lapsed", list_of(usage.lapsed,
                          [](const LapsedKey& key) {
                            return Json::object({{"serial", id(key.serial)},
                                                 {"product", text(key.product_name)},
                                                 {"expired", text(write_instant(key.expired))},
                                                 {"suite_id", number_or_null(key.suite_id)},
                                                 {"part_number", text(key.part_number)},
                                                 {"devices", Json::number(key.devices)}});
                          })},
       {"notes", list_of(usage.notes, text<std::string>)}});
}

Json account_json(const Account& account) {
  return Json::object(
      {{"number", id(account.number)},
       {"name", text(account.name)},
       {"parent", account.parent ? id(*account.parent) : Json{}},
       {"default_level", account.default_level ? id(*account.default_level) : Json{}},
       {"default_level_name", text(account.default_level_name)},
       {"credit_hold", Json::boolean(account.credit_hold)},
       {"bills_parent", Json::boolean(account.bills_parent)},
       {"cross_references", list_of(account.cross_references, [](const CrossReference& reference) {
          return Json::object({{"id", id(reference.id)},
                               {"product", id(reference.product)},
                               {"product_name", text(reference.product_name)},
                               {"external_id", text(reference.external_id)}});
        })}});
}

Json summary_json(const AgreementSummary& summary) {
  return Json::object({{"number", id(summary.number)},
                       {"account", id(summary.account)},
                       {"start", day_or_null(summary.start)},
                       {"end", day_or_null(summary.end)},
                       {"type", text(summary.type)},
                       {"period", text(summary.period)},
                       {"charge_count", number_or_null(summary.charge_count)}});
}

Json line_json(const ChargeLine& line) {
  return Json::object({{"id", id(line.id)},
                       {"item", id(line.item)},
                       {"description", text(line.description)},
                       {"quantity", Json::number(line.quantity)},
                       {"price", text(line.price.text())},
                       {"level", id(line.level)},
                       {"source", text(line.source)},
                       {"print_when_zero", Json::boolean(line.print_when_zero)},
                       {"delete_after_invoicing", Json::boolean(line.delete_after_invoicing)},
                       {"use_flat_price", Json::boolean(line.use_flat_price)}});
}

Json agreement_json(const Agreement& agreement) {
  return Json::object({{"summary", summary_json(agreement.summary)},
                       {"lines", list_of(agreement.lines, line_json)},
                       {"last_billed", text(agreement.last_billed)},
                       {"next_period", text(agreement.next_period)},
                       {"day_to_bill", number_or_null(agreement.day_to_bill)}});
}

Json item_json(const PriceBookItem& item) {
  return Json::object({{"id", id(item.id)},
                       {"description", text(item.description)},
                       {"active", Json::boolean(item.active)},
                       {"prices", list_of(item.prices, [](const auto& entry) {
                          const auto& [level, price] = entry;
                          return Json::object(
                              {{"level", id(level)},
                               {"price", text(price.selling_price.text())},
                               {"flat_price", price.flat_price ? text(price.flat_price->text()) : Json{}}});
                        })}});
}

}  // namespace

Json kaspersky_json(const Observed& observed) {
  return Json::object({{"sources", list_of(observed.sources, source_json)},
                       {"tenants", list_of(observed.tenants, tenant_json)},
                       {"usage", answers(observed.usage, usage_json)}});
}

Json tigerpaw_json(const Observed& observed) {
  return Json::object(
      {{"price_levels", list_of(observed.levels,
                                [](const PriceLevel& level) {
                                  return Json::object({{"id", id(level.id)}, {"name", text(level.name)}});
                                })},
       {"external_products", list_of(observed.external_products,
                                     [](const ExternalProduct& product) {
                                       return Json::object({{"id", id(product.id)},
                                                            {"name", text(product.name)},
                                                            {"active", Json::boolean(product.active)}});
                                     })},
       {"account_list",
        list_of(observed.account_list,
                [](const AccountSummary& account) {
                  return Json::object({{"number", id(account.number)}, {"name", text(account.name)}});
                })},
       {"accounts", answers(observed.accounts, account_json)},
       {"agreements_of",
        answers(observed.agreements_of, [](const auto& list) { return list_of(list, summary_json); })},
       {"agreements", answers(observed.agreements, agreement_json)},
       {"items", answers(observed.items, item_json)}});
}

}  // namespace tariff::snapshot
