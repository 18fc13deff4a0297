#include <algorithm>
#include <array>

#include "snapshot/observed_json.hpp"
#include "text/time.hpp"

namespace tariff::snapshot {
namespace {

constexpr std::array error_kinds{ErrorKind::not_found,   ErrorKind::conflict,        ErrorKind::refused,
                                 ErrorKind::unavailable, ErrorKind::outcome_unknown, ErrorKind::invalid,
                                 ErrorKind::local_io,    ErrorKind::locked};

Error foreign(std::string what) { return {ErrorKind::invalid, "Found " + std::move(what) + ".", ""}; }

/// The fields that the types of both services share.
class Fields : public FieldReader {
 public:
  using FieldReader::FieldReader;

  template <class Identifier>
  Identifier id(std::string_view name) {
    if constexpr (std::is_same_v<Identifier, TenantId>) {
      return part(name, [](Fields& f) { return TenantId(f.id<SourceName>("source"), f.text("id")); });
    } else if constexpr (std::is_same_v<typename Identifier::rep, std::string>) {
      return Identifier(text(name));
    } else {
      return Identifier(whole(name));
    }
  }
  template <class Identifier>
  std::optional<Identifier> id_or_none(std::string_view name) {
    return has(name) ? std::optional(id<Identifier>(name)) : std::nullopt;
  }
  Money money(std::string_view name) { return take(Money::parse(text(name))); }
  Instant instant(std::string_view name) {
    const auto found = read_instant(text(name));
    if (!found) fail(foreign("no time under " + std::string(name)));
    return found.value_or(Instant{});
  }
  std::optional<Day> day_or_none(std::string_view name) {
    if (!has(name)) return std::nullopt;
    const auto found = read_day(text(name));
    if (!found) fail(foreign("no day under " + std::string(name)));
    return found;
  }
  std::optional<std::int64_t> whole_or_none(std::string_view name) {
    return has(name) ? std::optional(whole(name)) : std::nullopt;
  }

  /// Every element of a list, read as `Read` does with the fields of one.
  template <class Read>
  auto all(std::string_view name, Read read) {
    std::vector<decltype(read(std::declval<Fields&>()))> out;
    for (const auto& view : list(name)) {
      Fields one(view);
      out.push_back(read(one));
      keep(one);
    }
    return out;
  }

  /// One part, read as `Read` does.
  template <class Read>
  auto part(std::string_view name, Read read) {
    Fields one(at(name));
    auto out = read(one);
    keep(one);
    return out;
  }

  /// The reverse of `answers` beside; `read` takes the fields of an answer, in which `found` is the value.
  template <class Map, class Read>
  void answers(std::string_view name, Map& map, Read read) {
    for (const auto& view : list(name)) {
      Fields one(view);
      const auto asked = one.id<typename Map::key_type>("asked");
      if (one.has("error")) {
        map.insert_or_assign(asked, one.part("error", [](Fields& f) { return f.failure(); }));
      } else {
        map.insert_or_assign(asked, read(one));
      }
      keep(one);
    }
  }

  Error failure() {
    const std::string word = text("kind");
    for (const auto kind : error_kinds)
      if (kind_name(kind) == word) return {kind, text("message"), text("hint")};
    fail(foreign("an unknown kind of error"));
    return foreign("");
  }
};

SourceReading source(Fields& f) {
  const auto kind = source_kind_named(f.text("kind"));
  if (!kind) f.fail(foreign("an unknown kind of source"));
  SourceReading out{f.id<SourceName>("name"), kind.value_or(SourceKind::security_center)};
  if (f.has("failure")) out.failure = f.part("failure", [](Fields& one) { return one.failure(); });
  return out;
}

Tenant tenant(Fields& f) {
  return {f.id<TenantId>("id"), f.id<TenantUid>("uid"), f.text("name"), f.truth("enabled")};
}

Device device(Fields& f) {
  const auto category = category_named(f.text("category"));
  if (!category) f.fail(foreign("an unknown category of device"));
  Device out{f.id<DeviceId>("id"), f.text("name"), category.value_or(Category::other)};
  if (f.has("last_seen")) out.last_seen = f.instant("last_seen");
  return out;
}

UseFigures figures(Fields& f) {
  UseFigures out;
  out.devices = f.whole("devices");
  Fields by_category(f.at("by_category"));
  for (const Category category : categories)
    if (const std::string name(category_name(category)); by_category.has(name))
      out.by_category.emplace(category, by_category.whole(name));
  f.keep(by_category);
  out.users = f.whole_or_none("users");
  out.mailboxes = f.whole_or_none("mailboxes");
  return out;
}

LicenceUse licence(Fields& f) {
  LicenceUse out;
  out.serial = f.id<LicenceSerial>("serial");
  out.product_name = f.text("product");
  if (f.has("expires")) out.expires = f.instant("expires");
  out.bought = f.whole_or_none("bought");
  out.suite_id = f.whole_or_none("suite_id");
  out.part_number = f.text("part_number");
  const std::string unit = f.text("unit");
  const auto known = std::find_if(licence_units.begin(), licence_units.end(),
                                  [&](LicenceUnit one) { return unit_name(one) == unit; });
  if (known == licence_units.end()) {
    f.fail(foreign("an unknown unit of licences"));
  } else {
    out.unit = *known;
  }
  out.in_grace = f.truth("in_grace");
  if (f.has("figures")) out.figures = f.part("figures", figures);
  for (const auto& view : f.list("devices")) {
    const auto index = whole_number(view.json().is_number() ? view.json().raw() : "");
    if (!index || *index < 0 || *index > 0xFFFF'FFFF) f.fail(foreign("no index of a device"));
    out.devices.push_back(static_cast<std::uint32_t>(index.value_or(0)));
  }
  return out;
}

/// What counts relies on the indices, so they are checked here.
void check_indices(const TenantUsage& usage, Fields& f) {
  for (const auto& licence : usage.licences)
    for (std::size_t i = 0; i < licence.devices.size(); ++i)
      if (licence.devices[i] >= usage.devices.size() ||
          (i > 0 && licence.devices[i] <= licence.devices[i - 1]))
        return f.fail(foreign("devices of a licence that are not there, or not in order"));
}

TenantUsage usage(Fields& f) {
  TenantUsage out;
  out.tenant = f.part("tenant", tenant);
  out.devices = f.all("devices", device);
  out.licences = f.all("licences", licence);
  out.lapsed = f.all("lapsed", [](Fields& one) {
    return LapsedKey{one.id<LicenceSerial>("serial"), one.text("product"),
                     one.instant("expired"),          one.whole("devices"),
                     one.whole_or_none("suite_id"),   one.text("part_number")};
  });
  for (const auto& view : f.list("notes")) out.notes.push_back(view.json().raw());
  check_indices(out, f);
  return out;
}

Account account(Fields& f) {
  Account out;
  out.number = f.id<AccountNumber>("number");
  out.name = f.text("name");
  out.parent = f.id_or_none<AccountNumber>("parent");
  out.default_level = f.id_or_none<PriceLevelId>("default_level");
  out.default_level_name = f.text("default_level_name");
  out.credit_hold = f.truth("credit_hold");
  out.bills_parent = f.truth("bills_parent");
  out.cross_references = f.all("cross_references", [](Fields& one) {
    return CrossReference{one.id<CrossReferenceId>("id"), one.id<ExternalProductId>("product"),
                          one.text("product_name"), one.text("external_id")};
  });
  return out;
}

AgreementSummary summary(Fields& f) {
  return {f.id<AgreementNumber>("number"),
          f.id<AccountNumber>("account"),
          f.day_or_none("start"),
          f.day_or_none("end"),
          f.text("type"),
          f.text("period"),
          f.whole_or_none("charge_count")};
}

ChargeLine line(Fields& f) {
  return {f.id<DetailId>("id"),     f.id<ItemId>("item"),       f.text("description"),
          f.whole("quantity"),      f.money("price"),           f.id<PriceLevelId>("level"),
          f.text("source"),         f.truth("print_when_zero"), f.truth("delete_after_invoicing"),
          f.truth("use_flat_price")};
}

Agreement agreement(Fields& f) {
  return {f.part("summary", summary), f.all("lines", line), f.text("last_billed"), f.text("next_period"),
          f.whole_or_none("day_to_bill")};
}

PriceBookItem item(Fields& f) {
  PriceBookItem out{f.id<ItemId>("id"), f.text("description"), f.truth("active"), {}};
  for (const auto& view : f.list("prices")) {
    Fields one(view);
    ItemPrice price{one.money("price"), std::nullopt};
    if (one.has("flat_price")) price.flat_price = one.money("flat_price");
    out.prices.insert_or_assign(one.id<PriceLevelId>("level"), price);
    f.keep(one);
  }
  return out;
}

}  // namespace

void read_kaspersky(FieldReader& fields, Observed& observed) {
  Fields f(fields.at("kaspersky"));
  observed.sources = f.all("sources", source);
  observed.tenants = f.all("tenants", tenant);
  f.answers("usage", observed.usage, [](Fields& one) { return one.part("found", usage); });
  fields.keep(f);
}

void read_tigerpaw(FieldReader& fields, Observed& observed) {
  Fields f(fields.at("tigerpaw"));
  observed.levels = f.all("price_levels", [](Fields& one) {
    return PriceLevel{one.id<PriceLevelId>("id"), one.text("name")};
  });
  observed.external_products = f.all("external_products", [](Fields& one) {
    return ExternalProduct{one.id<ExternalProductId>("id"), one.text("name"), one.truth("active")};
  });
  observed.account_list = f.all("account_list", [](Fields& one) {
    return AccountSummary{one.id<AccountNumber>("number"), one.text("name")};
  });
  f.answers("accounts", observed.accounts, [](Fields& one) { return one.part("found", account); });
  f.answers("agreements_of", observed.agreements_of, [](Fields& one) { return one.all("found", summary); });
  f.answers("agreements", observed.agreements, [](Fields& one) { return one.part("found", agreement); });
  f.answers("items", observed.items, [](Fields& one) { return one.part("found", item); });
  fields.keep(f);
}

}  // namespace tariff::snapshot
