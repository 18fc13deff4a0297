#include "plan/observing.hpp"
#include "text/field_reader.hpp"

namespace tariff::plan {
namespace {

Json money_json(Money money) { return Json::string(money.text()); }

template <class List, class Write>
Json list_json(const List& list, Write write) {
  Json json = Json::array();
  for (const auto& entry : list) json.push(write(entry));
  return json;
}

Json customer_json(const ObservedCustomer& customer) {
  return Json::object({{"tenant", Json::string(customer.tenant)},
                       {"account", Json::number(customer.account.value())},
                       {"account_name", Json::string(customer.account_name)},
                       {"period", Json::string(customer.period)},
                       {"lines", Json::number(customer.lines)},
                       {"agree", Json::number(customer.agree)},
                       {"counted", money_json(customer.counted)},
                       {"billed", money_json(customer.billed)},
                       {"under", money_json(customer.under)},
                       {"over", money_json(customer.over)},
                       {"lines_of_source", Json::number(customer.lines_of_source)}});
}

Json unpriced_json(const UnpricedTotal& total) {
  return Json::object({{"licence", Json::string(total.licence_name)},
                       {"product", Json::string(total.product)},
                       {"category", Json::string(total.category)},
                       {"period", Json::string(total.period)},
                       {"customers", Json::number(total.customers)},
                       {"devices", Json::number(total.devices)},
                       {"low", money_json(total.low)},
                       {"high", money_json(total.high)}});
}

Json unmapped_json(const UnmappedUse& use) {
  return Json::object({{"tenant", Json::string(use.tenant)},
                       {"devices", use.devices ? Json::number(*use.devices) : Json{}},
                       {"products", Json::string(use.products)},
                       {"low", money_json(use.low)},
                       {"high", money_json(use.high)}});
}

Money money_in(FieldReader& r, std::string_view name) { return r.take(Money::parse(r.text(name))); }

ObservedCustomer read_customer(FieldReader& r) {
  return {r.text("tenant"),          AccountNumber(r.whole("account")),
          r.text("account_name"),    r.text("period"),
          r.whole("lines"),          r.whole("agree"),
          money_in(r, "counted"),    money_in(r, "billed"),
          money_in(r, "under"),      money_in(r, "over"),
          r.whole("lines_of_source")};
}

UnpricedTotal read_unpriced(FieldReader& r) {
  return {r.text("licence"),    r.text("product"),  r.text("category"), r.text("period"),
          r.whole("customers"), r.whole("devices"), money_in(r, "low"), money_in(r, "high")};
}

UnmappedUse read_unmapped(FieldReader& r) {
  UnmappedUse use{r.text("tenant"), {}, r.text("products"), money_in(r, "low"), money_in(r, "high")};
  if (r.has("devices")) use.devices = r.whole("devices");
  return use;
}

template <class T>
std::vector<T> read_list(FieldReader& r, std::string_view name, T (*read)(FieldReader&)) {
  std::vector<T> out;
  for (const auto& view : r.list(name)) {
    FieldReader inner(view);
    out.push_back(read(inner));
    r.keep(inner);
  }
  return out;
}

}  // namespace

Json observing_json(const Observing& observing) {
  return Json::object({{"customers", list_json(observing.customers, customer_json)},
                       {"unpriced", list_json(observing.unpriced, unpriced_json)},
                       {"unmapped", list_json(observing.unmapped, unmapped_json)},
                       {"notices", list_json(observing.notices,
                                             [](const std::string& text) { return Json::string(text); })}});
}

Result<Observing> read_observing(const JsonView& view) {
  FieldReader r(view);
  Observing out;
  out.customers = read_list(r, "customers", read_customer);
  out.unpriced = read_list(r, "unpriced", read_unpriced);
  out.unmapped = read_list(r, "unmapped", read_unmapped);
  for (const auto& notice : r.list("notices")) out.notices.push_back(notice.json().raw());
  if (r.error()) return *r.error();
  return out;
}

}  // namespace tariff::plan
