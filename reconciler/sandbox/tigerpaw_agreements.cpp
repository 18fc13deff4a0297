#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/tigerpaw_answers.hpp"
#include "sandbox/tigerpaw_search.hpp"
#include "text/time.hpp"

namespace tariff::sandbox::tigerpaw {
namespace {

using Texts = std::vector<std::string>;

constexpr std::array words{"agreementnumber", "agreementtype", "contractnumber",
                           "externalproduct", "startdate",     "enddate"};

std::string today_of(const Desk& desk) {
  return write_day(Day{std::chrono::floor<std::chrono::days>(desk.now)});
}

/// By date alone, EndDate inclusive. Source: tigerpaw.md section 4.2 (there is no status field).
bool is_active(const Agreement& agreement, const std::string& today) {
  const bool begun = agreement.start.empty() || agreement.start.substr(0, 10) <= today;
  return begun && (agreement.end.empty() || agreement.end.substr(0, 10) >= today);
}

Json bill_to_row(const Tigerpaw& world, const Agreement& agreement) {
  const auto* account = find_by(world.accounts, &Account::number, agreement.account);
  return Row(world)
      .text("ARCustomer", std::to_string(agreement.account))
      .text_or_null("Name", account == nullptr ? "" : account->name)
      .null("Address1")
      .null("City")
      .null("PostalCode")
      .null("ContactName")
      .take();
}

Json agreement_row(const Tigerpaw& world, const Agreement& agreement) {
  return Row(world)
      .number("AccountNumber", agreement.account)
      .null("ExternalProduct")
      .text_or_null("StartDate", agreement.start)
      .text_or_null("EndDate", agreement.end)
      .text("Type", agreement.type)
      .text("SalesTaxCode", "NONE")
      .null("ContractNumber")
      .text_or_null("LastBilledDate", agreement.last_billed)
      .null("LastPolledDate")
      .number("BillingPeriod", agreement.period_code)
      .text("BillingPeriodDescription", agreement.period)
      .text_or_null("NextBillingPeriod", agreement.next_period)
      .number("DayToBill", agreement.day_to_bill)
      .null("DayToProcessPayment")
      .truth("AutomatedBilling", true)
      .truth("ConsolidatedInvoice", false)
      .truth("EmailInvoiceFlag", false)
      .truth("MakeAllItemsTaxExempt", false)
      .null("InvoiceComments")
      .text_or_null("DateCreated", agreement.start)
      .value("AgreementBillTo", bill_to_row(world, agreement))
      .take();
}

Json summary_row(const Tigerpaw& world, const Agreement& agreement) {
  const auto* account = find_by(world.accounts, &Account::number, agreement.account);
  return Row(world)
      .number("AgreementNumber", agreement.number)
      .text_or_null("AccountName", account == nullptr ? "" : account->name)
      .null("PrimaryPhone")
      .null("PrimaryFax")
      .value("Agreement", agreement_row(world, agreement))
      .number("AdditionalCharges", static_cast<std::int64_t>(agreement.charges.size()))
      .number("CoveredAssetTypes", 0)
      .number("CustomerAssetTypes", 0)
      .null("InternalComments")
      .number("Invoices", agreement.last_billed.empty() ? 0 : 1)
      .take();
}

Json charge_row(const Tigerpaw& world, const Charge& charge) {
  const auto* level = find_by(world.levels, &PriceLevel::id, charge.level);
  return Row(world)
      .number("DetailId", charge.detail_id)
      .text("SpecialItemId", charge.item_id)
      .text("ItemDescription", charge.description)
      .decimal("Quantity", std::to_string(charge.quantity))
      .decimal("Price", charge.price)
      .number_or_null("PriceLevel", charge.level)
      .text_or_null("PriceLevelDescription", level == nullptr ? "" : level->name)
      .number("Source", charge.source)
      .text("SourceDescription", charge.source_description)
      .truth("PrintWhenQuantityZero", charge.print_when_zero)
      .truth("DeleteAfterInvoicing", charge.delete_after_invoicing)
      .text_or_null("DateAdded", charge.date_added)
      .truth("UseFlatPrice", charge.use_flat_price)
      .take();
}

Json charge_rows(const Tigerpaw& world, const Agreement& agreement) {
  auto rows = Json::array();
  for (const auto& charge : agreement.charges) rows.push(charge_row(world, charge));
  return rows;
}

Json detail_row(const Tigerpaw& world, const Agreement& agreement) {
  const auto* account = find_by(world.accounts, &Account::number, agreement.account);
  const auto name = account == nullptr ? std::string() : account->name;
  return Row(world)
      .number("AgreementNumber", agreement.number)
      .value("Account", Json::object({{"Name", Json::string(name)}}))
      .null("PrimaryPhone")
      .null("PrimaryFax")
      .value("Agreement", agreement_row(world, agreement))
      .value("AdditionalCharges", charge_rows(world, agreement))
      .value("CoveredAssetTypes", Json::array())
      .value("CustomerAssetTypes", Json::array())
      .null("InternalComments")
      .number("Invoices", agreement.last_billed.empty() ? 0 : 1)
      .take();
}

std::optional<Texts> texts_of(const Agreement& agreement, const std::string& type) {
  if (type == "agreementnumber") return Texts{std::to_string(agreement.number)};
  if (type == "agreementtype") return Texts{agreement.type};
  if (type == "startdate") return agreement.start.empty() ? Texts{} : Texts{agreement.start};
  if (type == "enddate") return agreement.end.empty() ? Texts{} : Texts{agreement.end};
  if (type == "contractnumber" || type == "externalproduct") return Texts{};
  return std::nullopt;
}

HttpReply search_agreements(const Tigerpaw& world, const Result<Search>& search) {
  return answer_search<Agreement>(search, "Agreements", world.agreements, texts_of,
                                  [&](const Agreement& agreement) { return summary_row(world, agreement); });
}

HttpReply about_agreement(Desk& desk, const Call& call, Json (*write)(const Tigerpaw&, const Agreement&)) {
  const auto* agreement = find_by(desk.world.agreements, &Agreement::number, call.number(0));
  if (agreement == nullptr) return problem(404, "Agreement " + call.arguments[0] + " was not found.");
  return json_reply(write(desk.world, *agreement));
}

}  // namespace

HttpReply agreements_of_account(Desk& desk, const Call& call) {
  const bool active_only = call.arguments.size() > 1 ? call.arguments[1] == "true" : call.flag("activeonly");
  const auto today = today_of(desk);
  std::vector<Json> rows;
  for (const auto& agreement : desk.world.agreements) {
    if (agreement.account != call.number(0)) continue;
    if (active_only && !is_active(agreement, today)) continue;
    rows.push_back(summary_row(desk.world, agreement));
  }
  const auto total = static_cast<std::int64_t>(rows.size());
  return json_reply(envelope("Agreements", std::move(rows), {total, 1}, total));
}

HttpReply agreement_summary(Desk& desk, const Call& call) { return about_agreement(desk, call, summary_row); }

HttpReply agreement_details(Desk& desk, const Call& call) { return about_agreement(desk, call, detail_row); }

HttpReply agreement_bill_to(Desk& desk, const Call& call) { return about_agreement(desk, call, bill_to_row); }

HttpReply agreement_charges(Desk& desk, const Call& call) { return about_agreement(desk, call, charge_rows); }

HttpReply agreement_charge(Desk& desk, const Call& call) {
  const auto* agreement = find_by(desk.world.agreements, &Agreement::number, call.number(0));
  if (agreement == nullptr) return problem(404, "Agreement " + call.arguments[0] + " was not found.");
  const auto* charge = find_by(agreement->charges, &Charge::detail_id, call.number(1));
  if (charge == nullptr) return problem(404, "Additional charge " + call.arguments[1] + " was not found.");
  return json_reply(charge_row(desk.world, *charge));
}

HttpReply agreement_search(Desk& desk, const Call& call) {
  return search_agreements(desk.world, read_search(call, desk.world));
}

HttpReply agreement_search_by_word(Desk& desk, const Call& call) {
  for (const auto* word : words)
    if (call.arguments[0] == word)
      return search_agreements(desk.world, read_simple_search(call, desk.world, word));
  return problem(404, "There is no agreement search by " + call.arguments[0] + ".");
}

}  // namespace tariff::sandbox::tigerpaw
