#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "sandbox/tigerpaw_answers.hpp"
#include "text/match.hpp"

namespace tariff::sandbox::tigerpaw {
namespace {

/// The account's cross-references, or the reply that says why there are none.
std::variant<Account*, HttpReply> account_of(Desk& desk, const Call& call) {
  auto* account = find_by(desk.world.accounts, &Account::number, call.number(0));
  if (account != nullptr) return account;
  return problem(404, "Account " + call.arguments[0] + " was not found.");
}

HttpReply refused(std::string_view message) { return outcome(false, message); }

HttpReply written(const Tigerpaw& world, const CrossReference& link) {
  return json_reply(Json::object({{"ExternalProduct", link_row(world, link)},
                                  {"Success", Json::boolean(true)},
                                  {"Message", Json::string("")}}));
}

/// What a body says of a cross-reference. Fails: refused: a wrong type, an unknown or inactive product.
struct LinkBody {
  std::optional<std::int64_t> product;
  std::optional<std::string> external_id;
};

Result<std::optional<std::int64_t>> read_product(const JsonView& body, const Tigerpaw& world) {
  const auto id = body.whole_or("ExternalProductId", 0);
  if (!id) return id.error();
  const auto name = body.string_or("ExternalProduct", "");
  if (!name) return name.error();
  if (*id == 0 && name->empty()) return std::optional<std::int64_t>{};
  for (const auto& product : world.external_products) {
    const bool same = *id != 0 ? product.id == *id : equal_ignoring_case(product.name, *name);
    if (same && product.active) return std::optional<std::int64_t>{product.id};
  }
  return Error{ErrorKind::refused, "The external product is unknown or inactive.", ""};
}

Result<LinkBody> read_link_body(const Call& call, const Tigerpaw& world) {
  if (!call.body.is_object())
    return Error{ErrorKind::refused, "The request has no AccountExternalProduct.", ""};
  const JsonView view(call.body, "");
  LinkBody body;
  const auto product = read_product(view, world);
  if (!product) return product.error();
  body.product = *product;
  if (!view.has("ExternalId")) return body;
  const auto external_id = view.string("ExternalId");
  if (!external_id) return external_id.error();
  body.external_id = *external_id;
  return body;
}

}  // namespace

Json link_row(const Tigerpaw& world, const CrossReference& link) {
  const auto* product = find_by(world.external_products, &ExternalProduct::id, link.product_id);
  return Row(world)
      .number("AccountExternalProductId", link.id)
      .number("ExternalProductId", link.product_id)
      .text_or_null("ExternalProduct", product == nullptr ? "" : product->name)
      .text("ExternalId", link.external_id)
      .null("ExternalSystemId")
      .null("Comment")
      .take();
}

HttpReply list_links(Desk& desk, const Call& call) {
  auto account = account_of(desk, call);
  if (auto* reply = std::get_if<HttpReply>(&account)) return *reply;
  auto rows = Json::array();
  for (const auto& link : std::get<Account*>(account)->cross_references)
    rows.push(link_row(desk.world, link));
  return json_reply(rows);
}

HttpReply one_link(Desk& desk, const Call& call) {
  auto account = account_of(desk, call);
  if (auto* reply = std::get_if<HttpReply>(&account)) return *reply;
  const auto* link =
      find_by(std::get<Account*>(account)->cross_references, &CrossReference::id, call.number(1));
  if (link == nullptr) return problem(404, "The account has no such external product.");
  return json_reply(link_row(desk.world, *link));
}

HttpReply add_link(Desk& desk, const Call& call) {
  auto account = account_of(desk, call);
  if (auto* reply = std::get_if<HttpReply>(&account)) return *reply;
  const auto body = read_link_body(call, desk.world);
  if (!body) return refused(body.error().message);
  if (!body->external_id || body->external_id->empty()) return refused("ExternalId is required.");
  if (!body->product) return refused("An external product is required.");
  auto& links = std::get<Account*>(account)->cross_references;
  links.push_back({desk.world.next_cross_reference_id++, *body->product, *body->external_id});
  desk.changed();
  return written(desk.world, links.back());
}

HttpReply change_link(Desk& desk, const Call& call) {
  auto account = account_of(desk, call);
  if (auto* reply = std::get_if<HttpReply>(&account)) return *reply;
  auto* link = find_by(std::get<Account*>(account)->cross_references, &CrossReference::id, call.number(1));
  if (link == nullptr) return refused("The account has no such external product.");
  const auto body = read_link_body(call, desk.world);
  if (!body) return refused(body.error().message);
  if (!body->external_id || body->external_id->empty()) return refused("ExternalId is required.");
  link->external_id = *body->external_id;
  link->product_id = body->product.value_or(link->product_id);
  desk.changed();
  return written(desk.world, *link);
}

HttpReply remove_link(Desk& desk, const Call& call) {
  auto account = account_of(desk, call);
  if (auto* reply = std::get_if<HttpReply>(&account)) return *reply;
  const auto id = whole_number(call.parameter("id"));
  if (!id) return problem(400, "The query needs a whole number id.");
  const auto removed = std::erase_if(std::get<Account*>(account)->cross_references,
                                     [&](const CrossReference& link) { return link.id == *id; });
  if (removed == 0) return refused("The account has no such external product.");
  desk.changed();
  return outcome(true, "");
}

}  // namespace tariff::sandbox::tigerpaw
