#include "adapters/tigerpaw/reader.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "adapters/tigerpaw/convert.hpp"
#include "adapters/tigerpaw/listing.hpp"
#include "base/inert.hpp"
#include "text/match.hpp"

namespace tariff::tigerpaw {
namespace {

Error about_another(const std::string& asked, const std::string& found) {
  return {ErrorKind::refused, "Tigerpaw was asked for " + asked + " and answered about " + found + ".",
          "Nothing is concluded from such a reply; read again."};
}

/// What a reply lacks, said of whom it came from.
template <class Thing>
Result<Thing> of_tigerpaw(const std::string& asked, Result<Thing> read) {
  if (read) return read;
  Error error = read.error();
  error.message = "Tigerpaw's reply about " + asked + " has another form than documented. " + error.message;
  return error;
}

template <class Thing>
using Convert = Result<Thing> (*)(const JsonView&);

template <class Thing>
Result<std::vector<Thing>> converted(const Result<std::vector<JsonView>>& rows, Convert<Thing> convert) {
  if (!rows) return rows.error();
  std::vector<Thing> things;
  things.reserve(rows->size());
  for (const auto& row : *rows) {
    auto thing = convert(row);
    if (!thing) return thing.error();
    things.push_back(std::move(*thing));
  }
  return things;
}

/// The first key that stands twice.
template <class Thing, class Key>
std::optional<std::string> repeated(const std::vector<Thing>& things, Key key) {
  std::set<std::string> seen;
  for (const auto& thing : things)
    if (auto text = key(thing); !seen.insert(text).second) return text;
  return std::nullopt;
}

/// What an advanced search for one criterion sends.
Json search_body(const char* type, const char* match, const char* text, std::int64_t start) {
  const auto criterion = Json::object({{"SearchType", Json::string(type)},
                                       {"MatchType", Json::string(match)},
                                       {"Criteria", Json::string(text)}});
  return Json::object({{"Criteria", Json::array({criterion})},
                       {"PageSize", Json::number(page_rows)},
                       {"StartRow", Json::number(start)}});
}

template <class Thing>
Result<ThingPage<Thing>> to_page(const Result<Json>& reply, const char* name, Convert<Thing> convert) {
  if (!reply) return reply.error();
  const JsonView envelope(*reply, "");
  auto frame = read_frame(envelope);
  if (!frame) return frame.error();
  auto things = converted<Thing>(rows_of_envelope(envelope, name), convert);
  if (!things) return things.error();
  return ThingPage<Thing>{*frame, std::move(*things)};
}

/// A list that is not there says that this is no such API, not that the list is empty.
Error of_missing_list(Error error) {
  if (error.kind != ErrorKind::not_found) return error;
  return {ErrorKind::refused, std::move(error.message),
          "Check [tigerpaw] url; there is no such list below it."};
}

class RestReader : public TigerpawReader {
 public:
  RestReader(http::Service service, const TigerpawConnection& connection, SigningClock clock,
             http::Waiting waiting)
      : api_(std::move(service), connection, std::move(clock), std::move(waiting)) {}

  Result<std::vector<PriceLevel>> price_levels() override {
    return table<PriceLevel>("/api/mastertables/pricelevels", to_price_level);
  }
  Result<std::vector<ExternalProduct>> external_products() override {
    return table<ExternalProduct>("/api/mastertables/externalproducts", to_external_product);
  }
  Result<std::vector<AccountSummary>> accounts() override;
  Result<std::vector<ItemSummary>> items() override;
  Result<Account> account(AccountNumber number) override;
  Result<std::vector<AgreementSummary>> agreements_of(AccountNumber number) override;
  Result<Agreement> agreement(AgreementNumber number) override;
  Result<std::vector<ChargeLine>> charges(AgreementNumber number) override;
  Result<PriceBookItem> item(const ItemId& id) override;
  Result<std::vector<CrossReference>> cross_references(AccountNumber number) override;
  std::size_t parallel_max() const override { return api_.parallel_max(); }

 private:
  template <class Thing>
  Result<std::vector<Thing>> table(const std::string& path, Convert<Thing> convert) {
    const auto reply = api_.get(path);
    if (!reply) return of_missing_list(reply.error());
    auto things = of_tigerpaw(path, converted<Thing>(rows_of_array(JsonView(*reply, "")), convert));
    if (!things) return things.error();
    std::sort(things->begin(), things->end(),
              [](const Thing& left, const Thing& right) { return left.id < right.id; });
    if (const auto twice = repeated(*things, [](const Thing& thing) { return thing.id.text(); }))
      return incomplete(path, "Row " + *twice + " came twice.");
    return things;
  }

  Api api_;
};

Result<std::vector<AccountSummary>> RestReader::accounts() {
  // There is no request for all accounts; numbers are positive.
  auto found = read_listing<AccountSummary>(
      "accounts",
      [this](std::int64_t start) {
        const auto body = search_body("AccountNumber", "GreaterThan", "0", start);
        return to_page<AccountSummary>(api_.search("/api/accounts/search", body), "Accounts",
                                       to_account_summary);
      },
      [](const AccountSummary& account) { return account.number.text(); });
  if (!found) return of_missing_list(found.error());
  std::sort(found->begin(), found->end(), [](const AccountSummary& left, const AccountSummary& right) {
    return left.number < right.number;
  });
  return found;
}

Result<std::vector<ItemSummary>> RestReader::items() {
  // Every text starts with the empty one; a service that will not search for nothing says so with an error.
  auto found = read_listing<ItemSummary>(
      "price book items",
      [this](std::int64_t start) {
        const auto body = search_body("AllItemIds", "StartsWith", "", start);
        return to_page<ItemSummary>(api_.search("/api/pricebook/items/search", body), "PriceBookItems",
                                    to_item_summary);
      },
      [](const ItemSummary& item) { return item.id.text(); });
  if (!found) return of_missing_list(found.error());
  std::sort(found->begin(), found->end(),
            [](const ItemSummary& left, const ItemSummary& right) { return left.id < right.id; });
  return found;
}

Result<Account> RestReader::account(AccountNumber number) {
  const auto reply = api_.get("/api/accounts/" + number.text() + "/details");
  if (!reply) return reply.error();
  auto account = of_tigerpaw("account " + number.text(), to_account(JsonView(*reply, "")));
  if (account && account->number != number)
    return about_another("account " + number.text(), "account " + account->number.text());
  return account;
}

Result<std::vector<AgreementSummary>> RestReader::agreements_of(AccountNumber number) {
  const auto what = "active agreements of account " + number.text();
  const auto reply = api_.get("/api/agreements/account/" + number.text(), "?activeOnly=true");
  // An account without agreements has an empty list; no list at all would hide what is billed beside ours.
  if (!reply) return of_missing_list(reply.error());
  const JsonView envelope(*reply, "");
  auto found = converted<AgreementSummary>(rows_of_envelope(envelope, "Agreements"), to_agreement_summary);
  if (!found) return found.error();
  const auto rows = static_cast<std::int64_t>(found->size());
  // The route takes no paging, so a service may leave the count unset: missing or 0.
  const auto total = envelope.whole_or("TotalCount", rows);
  if (!total) return total.error();
  if (*total != rows && *total != 0)
    return incomplete(what,
                      std::to_string(rows) + " of " + std::to_string(*total) + " came: the rest is unread.");
  for (const auto& agreement : *found)
    if (agreement.account != number)
      return about_another(
          what, "agreement " + agreement.number.text() + " of account " + agreement.account.text());
  if (const auto twice = repeated(*found, [](const AgreementSummary& row) { return row.number.text(); }))
    return incomplete(what, "Agreement " + *twice + " came twice.");
  std::sort(found->begin(), found->end(), [](const AgreementSummary& left, const AgreementSummary& right) {
    return left.number < right.number;
  });
  return found;
}

Result<Agreement> RestReader::agreement(AgreementNumber number) {
  const auto reply = api_.get("/api/agreements/" + number.text() + "/details");
  if (!reply) return reply.error();
  auto agreement = of_tigerpaw("agreement " + number.text(), to_agreement(JsonView(*reply, "")));
  if (agreement && agreement->summary.number != number)
    return about_another("agreement " + number.text(), "agreement " + agreement->summary.number.text());
  return agreement;
}

Result<std::vector<ChargeLine>> RestReader::charges(AgreementNumber number) {
  const auto reply = api_.get("/api/agreements/" + number.text() + "/additionalcharges");
  if (!reply) return reply.error();
  const std::string asked = "the charges of agreement " + number.text();
  const auto rows = of_tigerpaw(asked, rows_of_array(JsonView(*reply, "")));
  if (!rows) return rows.error();
  return of_tigerpaw(asked, to_charge_lines(*rows));
}

Result<PriceBookItem> RestReader::item(const ItemId& id) {
  const auto reply = api_.get("/api/pricebook/items/details", "?itemId=" + percent_encoded(id.text()));
  if (!reply) return reply.error();
  auto item = of_tigerpaw("item " + inert(id.text(), 80), to_item(JsonView(*reply, "")));
  if (item && !equal_ignoring_case(item->id.text(), id.text()))
    return Error{ErrorKind::not_found,
                 "Tigerpaw was asked for the item " + inert(id.text(), 80) + " and found " +
                     inert(item->id.text(), 80) + " instead.",
                 ""};
  return item;
}

Result<std::vector<CrossReference>> RestReader::cross_references(AccountNumber number) {
  const auto reply = api_.get("/api/accounts/" + number.text() + "/service/externalproducts");
  if (!reply) return reply.error();
  return of_tigerpaw("the links of account " + number.text(),
                     converted<CrossReference>(rows_of_array(JsonView(*reply, "")), to_cross_reference));
}

}  // namespace

Result<std::unique_ptr<TigerpawReader>> make_tigerpaw_reader(const TigerpawConnection& connection,
                                                             SigningClock clock, http::Waiting waiting) {
  auto service = service_of(connection);
  if (!service) return service.error();
  std::unique_ptr<TigerpawReader> reader =
      std::make_unique<RestReader>(std::move(*service), connection, std::move(clock), std::move(waiting));
  return reader;
}

}  // namespace tariff::tigerpaw
