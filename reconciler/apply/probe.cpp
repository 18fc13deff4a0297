#include "apply/probe.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/inert.hpp"
#include "domain/charge_lines.hpp"
#include "domain/own_terms.hpp"
#include "domain/resolution.hpp"

namespace tariff::apply {
namespace {

constexpr const char* id = "quantity-zero";

CheckLine failed(ErrorKind kind, std::string found, std::string advice) {
  return {id, "", CheckState::failed, std::move(found), std::move(advice), kind};
}

CheckLine not_allowed(const std::string& why) {
  return failed(ErrorKind::refused, "Nothing was sent: " + why,
                "Name an agreement that was made for trying things out, of an account that is no customer.");
}

CheckLine not_read(const Error& error) {
  const auto kind = error.kind == ErrorKind::unavailable ? error.kind : ErrorKind::invalid;
  return failed(kind, "Nothing was sent: " + error.message, error.hint);
}

/// Whether the file or the ledger knows a number, in words; empty where it is nobody's.
std::string owner_of(const ProbeGuard& guard, AgreementNumber number) {
  for (const auto& mapping : guard.desired.mappings)
    if (bills_on(mapping, number)) return "the file maps agreement " + number.text() + ".";
  if (guard.ledger == nullptr) return "";
  const auto& ledger = *guard.ledger;
  if (std::any_of(ledger.charges.begin(), ledger.charges.end(),
                  [&](const auto& entry) { return entry.first.agreement == number; }) ||
      std::any_of(ledger.tenants.begin(), ledger.tenants.end(),
                  [&](const auto& entry) { return entry.second.agreement == number; }))
    return "the ledger knows agreement " + number.text() + ".";
  return "";
}

std::string owner_of(const ProbeGuard& guard, AccountNumber account) {
  for (const auto& mapping : guard.desired.mappings)
    if (mapping.account == account) return "the file maps account " + account.text() + ".";
  if (guard.ledger == nullptr) return "";
  const auto& ledger = *guard.ledger;
  const auto is_its = [&](const auto& entry) { return entry.second.account == account; };
  if (std::any_of(ledger.charges.begin(), ledger.charges.end(), is_its) ||
      std::any_of(ledger.tenants.begin(), ledger.tenants.end(), is_its) || ledger.links.contains(account))
    return "the ledger knows account " + account.text() + ".";
  return "";
}

/// One probe on one agreement, from the looks before to the look behind.
class Probe {
 public:
  Probe(AgreementNumber number, const ProbeGuard& guard, TigerpawReader& reader, TigerpawWriter& writer)
      : number_(number), guard_(guard), reader_(reader), writer_(writer) {}

  CheckLine run() {
    if (const auto owner = owner_of(guard_, number_); !owner.empty()) return not_allowed(owner);
    const auto agreement = reader_.agreement(number_);
    if (!agreement) return not_read(agreement.error());
    if (auto objection = object_to_account(agreement->summary.account)) return *objection;
    if (auto objection = choose_line()) return *objection;
    if (auto objection = object_to_lines(*agreement)) return *objection;
    const WriteAnswer answer = writer_.create(number_, sent_);
    return judge_create(answer, reader_.agreement(number_));
  }

 private:
  using Objection = std::optional<CheckLine>;

  Objection object_to_account(AccountNumber number) {
    if (const auto owner = owner_of(guard_, number); !owner.empty()) return not_allowed(owner);
    const auto account = reader_.account(number);
    if (!account) return not_read(account.error());
    if (account->parent)
      if (const auto owner = owner_of(guard_, *account->parent); !owner.empty())
        return not_allowed(owner + " It is the parent of account " + number.text() + ".");
    default_level_ = account->default_level;
    const auto products = reader_.external_products();
    if (!products) return not_read(products.error());
    const auto* product = external_product_named(guard_.desired.external_product, *products);
    const auto& references = account->cross_references;
    if (product != nullptr &&
        std::any_of(references.begin(), references.end(),
                    [&](const CrossReference& reference) { return reference.product == product->id; }))
      return std::nullopt;
    return failed(ErrorKind::refused,
                  "Nothing was sent: account " + number.text() +
                      " is not cross-referenced to the External Product \"" +
                      inert(guard_.desired.external_product, 80) + "\", so Tigerpaw would refuse any line.",
                  "Cross-reference that account by hand in Tigerpaw, then probe again.");
  }

  /// Whatever carries the item afterwards must have come of the one create.
  Objection object_to_lines(const Agreement& agreement) {
    auto items = items_of(guard_.desired);
    items.insert(sent_.item);  // as Tigerpaw writes it
    for (const auto& item : items)
      for (const auto* line : lines_with(agreement, item))
        return failed(ErrorKind::refused,
                      "Nothing was sent: line " + line->id.text() + " with " + inert(item.text(), 60) +
                          " stands on agreement " + number_.text() + "; an earlier probe may have left it.",
                      "Delete that line by hand where nobody needs it, then probe again.");
    return std::nullopt;
  }

  /// The first active item with a price, at the account's own level where it has one there.
  Objection choose_line() {
    for (const auto& wanted : items_of(guard_.desired)) {
      const auto item = reader_.item(wanted);
      if (!item && item.error().kind != ErrorKind::not_found) return not_read(item.error());
      if (!item || !item->active || item->prices.empty()) continue;
      auto price = default_level_ ? item->prices.find(*default_level_) : item->prices.end();
      if (price == item->prices.end()) price = item->prices.begin();
      sent_ = {item->id, "", price->first, price->second.selling_price};
      return std::nullopt;
    }
    return failed(ErrorKind::invalid, "Nothing was sent: no item of the file is active and has a price.",
                  "Correct the items of [[product]]; `tariff list items` shows what there is.");
  }

  std::string line_text() const {
    return "quantity 0 with " + inert(sent_.item.text(), 60) + " on agreement " + number_.text();
  }

  CheckLine by_hand(const std::string& found, const std::string& which) const {
    return failed(ErrorKind::outcome_unknown, found,
                  "Open agreement " + number_.text() + " in Tigerpaw before it is invoiced and delete " +
                      which + " by hand. Do not probe before that is done and some minutes have passed.");
  }

  /// What an answer without a line behind it means. Source: charge-protocol.md section 5.
  CheckLine judge_nothing(const WriteAnswer& answer) const {
    switch (answer.kind) {
      case WriteClass::not_sent:
        return failed(ErrorKind::unavailable, "Nothing was sent. " + answer.message, "Try again later.");
      case WriteClass::refused:
        return failed(
            ErrorKind::refused, "Tigerpaw refuses a line of " + line_text() + ". " + answer.message,
            "Do not set billing = true before it is known why: without quantity 0 a create is guarded by the "
            "quiet period alone.");
      case WriteClass::unauthorized:
        return failed(ErrorKind::invalid, "Tigerpaw refuses the SOAP user. " + answer.message,
                      "Check TARIFF_TIGERPAW_SOAP_USER and TARIFF_TIGERPAW_SOAP_PASSWORD.");
      case WriteClass::done:
      case WriteClass::busy:
      case WriteClass::unknown:
        break;
    }
    return by_hand(
        "A create of " + line_text() + " was sent once; Tigerpaw does not show the line. " + answer.message,
        answer.detail ? "line " + answer.detail->text() : "the line, should it appear");
  }

  CheckLine judge_create(const WriteAnswer& answer, const Result<Agreement>& after) {
    if (!after)
      return by_hand("A create of " + line_text() +
                         " was sent once, and the agreement could not be read back. " + after.error().message,
                     answer.detail ? "line " + answer.detail->text() : "the line, if it is there");
    const auto lines = lines_with(*after, sent_.item);
    if (lines.empty()) return judge_nothing(answer);
    const ChargeLine& line = *lines.front();
    if (lines.size() > 1 || (answer.detail && *answer.detail != line.id)) {
      std::string ids;
      for (const auto* one : lines) ids += (ids.empty() ? "" : ", ") + one->id.text();
      return by_hand("One create of " + line_text() +
                         " was sent, and nobody can tell which line came of it: " + ids + ".",
                     "what came of it");
    }
    if (line.quantity != 0)
      return by_hand("A create of " + line_text() + " was sent, and line " + line.id.text() +
                         " stands there with quantity " + std::to_string(line.quantity) +
                         ": quantity 0 is not taken as it is sent.",
                     "line " + line.id.text());
    return remove(line);
  }

  /// What the line holds otherwise than it was sent; empty where it holds just that.
  std::string differences(const ChargeLine& line) const {
    std::string out;
    const auto add = [&](bool differs, const std::string& text) {
      if (differs) out += (out.empty() ? "" : ", ") + text;
    };
    add(line.print_when_zero, "it is printed at zero");
    add(line.delete_after_invoicing, "it goes after invoicing");
    add(line.use_flat_price, "it has the flat price");
    add(line.price != sent_.price, "its price is " + line.price.text() + ", not " + sent_.price.text());
    add(line.level != sent_.level, "its level is " + line.level.text() + ", not " + sent_.level.text());
    return out;
  }

  CheckLine remove(const ChargeLine& line) {
    const std::string made = "Line " + line.id.text() + " of " + line_text() + " was made and read back";
    const std::string which = "line " + line.id.text();
    const WriteAnswer answer = writer_.remove(number_, {line.id, line.item});
    const auto after = reader_.agreement(number_);
    if (!after)
      return by_hand(made + "; that it was deleted could not be read. " + after.error().message,
                     which + ", if it is there");
    if (line_at(*after, line.id) != nullptr)
      return by_hand(made + "; it still stands after a delete was sent. " + answer.message, which);
    const std::string other = differences(line);
    if (other.empty()) return {id, "", CheckState::ok, made + ", and is deleted again.", "", {}};
    return {id,
            "",
            CheckState::warning,
            made + ", and is deleted again, but " + other + ".",
            "Do not set billing = true before it is known why: lines would not be as the plan says.",
            {}};
  }

  AgreementNumber number_;
  const ProbeGuard& guard_;
  TigerpawReader& reader_;
  TigerpawWriter& writer_;
  std::optional<PriceLevelId> default_level_;
  CreateLine sent_;
};

}  // namespace

CheckLine probe_quantity_zero(AgreementNumber number, const ProbeGuard& guard, TigerpawReader& reader,
                              TigerpawWriter& writer) {
  return Probe(number, guard, reader, writer).run();
}

}  // namespace tariff::apply
