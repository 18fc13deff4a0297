#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "adapters/tigerpaw/soap_codec.hpp"
#include "sandbox/tigerpaw_answers.hpp"
#include "text/match.hpp"
#include "text/time.hpp"

// What a line does follows the ASSUMED rules of tigerpaw.md section 3.3.
namespace tariff::sandbox::tigerpaw {
namespace {

/// Lines that came by SOAP. Source: tigerpaw.md section 4.3 says that such a code exists; 2 is ours.
constexpr std::int64_t api_source = 2;

HttpReply xml_reply(std::string body, int status = 200) {
  return {status, {{"content-type", std::string(soap::content_type)}}, std::move(body)};
}

HttpReply fault(std::string_view code, std::string_view text) {
  return xml_reply(soap::write_fault(code, text), 500);
}

/// The price of an item at a level; nullopt where there is none.
std::optional<std::string> book_price(const Item& item, std::int64_t level, bool flat) {
  const auto& prices = flat ? item.flat_prices : item.prices;
  const auto found = prices.find(level);
  if (found == prices.end()) return std::nullopt;
  return found->second;
}

/// Works on the lines of one agreement.
class Lines {
 public:
  Lines(Desk& desk, Agreement& agreement, const Account& account)
      : desk_(desk), agreement_(agreement), account_(account) {}

  soap::LineResult apply(const soap::Line& line) {
    switch (line.action) {
      case soap::LineAction::create:
        return create(line);
      case soap::LineAction::update:
        return update(line);
      case soap::LineAction::remove:
        return remove(line);
    }
    return failed(line, "The action is unknown.");
  }

 private:
  static soap::LineResult failed(const soap::Line& line, std::string message) {
    return {line.index, line.action, soap::LineStatus::failed, line.detail_id, std::move(message)};
  }
  bool has_level(std::int64_t id) const {
    return find_by(desk_.world.levels, &PriceLevel::id, id) != nullptr;
  }

  soap::LineResult create(const soap::Line& line) {
    if (line.detail_id) return failed(line, "A new line item must not have a DetailId.");
    if (!line.item_id) return failed(line, "ItemId is required.");
    if (!line.quantity) return failed(line, "Quantity is required.");
    if (*line.quantity < 0) return failed(line, "Quantity must not be negative.");
    const auto* item = find_item(desk_.world, *line.item_id);
    if (item == nullptr) return failed(line, "The price book item was not found.");
    if (item->inactive) return failed(line, "The price book item is inactive.");
    const auto level = line.price_level_id.value_or(account_.default_level);
    if (!has_level(level)) return failed(line, "The price level was not found.");
    const bool flat = line.use_flat_price.value_or(false);
    const auto price = line.price ? line.price : book_price(*item, level, flat);
    if (!price) return failed(line, "The price book item has no price at this level.");
    return add(line, *item, level, *price);
  }

  soap::LineResult add(const soap::Line& line, const Item& item, std::int64_t level,
                       const std::string& price) {
    Charge charge;
    charge.detail_id = desk_.world.next_detail_id++;
    charge.item_id = item.id;
    charge.description = line.description.value_or(item.description);
    charge.quantity = *line.quantity;
    charge.price = price;
    charge.level = level;
    charge.source = api_source;
    charge.source_description = desk_.world.soap_product;
    charge.print_when_zero = line.print_when_quantity_zero.value_or(false);
    charge.delete_after_invoicing = line.delete_after_invoicing.value_or(false);
    charge.use_flat_price = line.use_flat_price.value_or(false);
    charge.date_added = write_instant(desk_.now).substr(0, 19);
    agreement_.charges.push_back(charge);
    return {line.index, line.action, soap::LineStatus::created, charge.detail_id, ""};
  }

  soap::LineResult update(const soap::Line& line) {
    if (!line.detail_id) return failed(line, "DetailId is required.");
    auto* charge = find_by(agreement_.charges, &Charge::detail_id, *line.detail_id);
    if (charge == nullptr) return failed(line, "Line item not found.");
    if (line.item_id && !equal_ignoring_case(*line.item_id, charge->item_id))
      return failed(line, "The line item holds another price book item.");
    if (line.quantity.value_or(0) < 0) return failed(line, "Quantity must not be negative.");
    if (line.price_level_id && !has_level(*line.price_level_id))
      return failed(line, "The price level was not found.");
    charge->description = line.description.value_or(charge->description);
    charge->quantity = line.quantity.value_or(charge->quantity);
    charge->price = line.price.value_or(charge->price);
    charge->level = line.price_level_id.value_or(charge->level);
    charge->print_when_zero = line.print_when_quantity_zero.value_or(charge->print_when_zero);
    charge->delete_after_invoicing = line.delete_after_invoicing.value_or(charge->delete_after_invoicing);
    charge->use_flat_price = line.use_flat_price.value_or(charge->use_flat_price);
    return {line.index, line.action, soap::LineStatus::updated, line.detail_id, ""};
  }

  soap::LineResult remove(const soap::Line& line) {
    if (!line.detail_id) return failed(line, "DetailId is required.");
    const auto removed = std::erase_if(
        agreement_.charges, [&](const Charge& charge) { return charge.detail_id == *line.detail_id; });
    if (removed == 0) return failed(line, "Line item not found.");
    return {line.index, line.action, soap::LineStatus::deleted, line.detail_id, ""};
  }

  Desk& desk_;
  Agreement& agreement_;
  const Account& account_;
};

/// The External Product guard. Shape: "" where nothing stands in the way. Source: tigerpaw.md section 3.2.
std::string guard(const Tigerpaw& world, const Account& account) {
  const ExternalProduct* product = nullptr;
  for (const auto& candidate : world.external_products)
    if (candidate.name == world.soap_product && candidate.active) product = &candidate;
  if (product == nullptr) return "The API user's external product is unknown or inactive.";
  if (find_by(account.cross_references, &CrossReference::product_id, product->id) == nullptr)
    return "The account is not cross-referenced to the external product " + product->name + ".";
  return "";
}

soap::Reply submit(Desk& desk, const soap::Request& request) {
  const auto whole_failure = [&](std::string message) {
    return soap::Reply{request.agreement, false, std::move(message), {}};
  };
  auto* agreement = find_by(desk.world.agreements, &Agreement::number, request.agreement);
  if (agreement == nullptr) return whole_failure("The agreement was not found.");
  const auto* account = find_by(desk.world.accounts, &Account::number, agreement->account);
  if (account == nullptr) return whole_failure("The agreement's account was not found.");
  if (auto obstacle = guard(desk.world, *account); !obstacle.empty())
    return whole_failure(std::move(obstacle));
  if (request.lines.empty()) return whole_failure("There are no line items.");
  soap::Reply reply{request.agreement, true, "", {}};
  Lines lines(desk, *agreement, *account);
  std::size_t failures = 0;
  for (const auto& line : request.lines) {
    reply.lines.push_back(lines.apply(line));
    if (reply.lines.back().status == soap::LineStatus::failed) ++failures;
  }
  if (failures < request.lines.size()) desk.changed();
  reply.success = failures == 0;
  if (failures > 0)
    reply.message =
        std::to_string(failures) + " of " + std::to_string(request.lines.size()) + " line items failed.";
  return reply;
}

bool names_the_operation(const std::string& action) {
  const auto quoted = std::string(soap::action_header);
  return action == quoted || '"' + action + '"' == quoted;
}

}  // namespace

HttpReply submit_charges(Desk& desk, const HttpRequest& request, const WriterProfile& profile) {
  if (request.method != "POST")
    return {405, {{"allow", "POST"}, {"content-type", "text/plain"}}, "POST only\n"};
  if (lower_ascii(request.header("content-type")).rfind("text/xml", 0) != 0)
    return {415, {{"content-type", "text/plain"}}, "text/xml is needed\n"};
  if (!names_the_operation(request.header("soapaction")))
    return fault("soap:Client", "The SOAPAction header names no operation of this service.");
  const auto read = soap::read_request(request.body, profile);
  if (!read) return fault("soap:Client", "The request was not understood: " + read.error().message);
  if (desk.world.soap_user.empty() || read->user != desk.world.soap_user ||
      read->password != desk.world.soap_password)
    return fault("soap:Client", "The user name or the password is wrong.");
  return xml_reply(soap::write_reply(submit(desk, *read), profile));
}

}  // namespace tariff::sandbox::tigerpaw
