#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/tigerpaw_answers.hpp"
#include "sandbox/tigerpaw_search.hpp"

namespace tariff::sandbox::tigerpaw {
namespace {

using Texts = std::vector<std::string>;

/// Search types whose facts this world does not hold: known, and never met.
constexpr std::array unheld_types{"address",     "postalcode",  "email",
                                  "phonenumber", "contactname", "customfield"};

/// Route word -> SearchType. Source: tigerpaw.md section 4.1.
constexpr std::array route_types{std::pair{"accountid", "accountid"},
                                 std::pair{"accountnumber", "accountnumber"},
                                 std::pair{"accountstatus", "accountstatus"},
                                 std::pair{"accounttype", "accounttype"},
                                 std::pair{"address", "address"},
                                 std::pair{"agreement", "agreement"},
                                 std::pair{"contact/name", "contactname"},
                                 std::pair{"customfield", "customfield"},
                                 std::pair{"email", "email"},
                                 std::pair{"externalid", "externalid"},
                                 std::pair{"name", "accountname"},
                                 std::pair{"name/soundslike", "accountnamesoundslike"},
                                 std::pair{"phone", "phonenumber"},
                                 std::pair{"postalcode", "postalcode"}};

Json account_row(const Tigerpaw& world, const Account& account) {
  return Row(world)
      .text("Name", account.name)
      .text("AccountId", std::to_string(account.number))
      .null("Address1")
      .null("City")
      .null("Country")
      .text("AccountType", "Customer")
      .text("Status", "Active")
      .null("RepNumber")
      .null("PrimaryContactNumber")
      .truth("IsVendor", false)
      .truth("IsSubcontractor", false)
      .truth("DoNotEmail", false)
      .take();
}

Json accounting_row(const Tigerpaw& world, const Account& account) {
  const auto* level = find_by(world.levels, &PriceLevel::id, account.default_level);
  return Row(world)
      .text("ARCustomerNumber", std::to_string(account.number))
      .text("SalesTaxCode", "NONE")
      .null("DefaultTerms")
      .text_or_null("DefaultPriceLevel", level == nullptr ? "" : level->name)
      .number_or_null("DefaultPriceLevelId", account.default_level)
      .truth("ApplyQuantityDiscounts", false)
      .truth("AlwaysBillParent", account.always_bill_parent)
      .truth("EnableCentralBilling", false)
      .truth("CreditHold", account.credit_hold)
      .truth("TaxExempt", false)
      .null("PrimaryBillToId")
      .take();
}

Row& add_counts(Row& row, const Account& account) {
  return row.number("RelatedAccounts", account.parent == 0 ? 0 : 1)
      .number_or_null("ParentAccountNumber", account.parent)
      .number("JournalEntries", 0)
      .number("OpenInvoices", 0)
      .number("OpenQuotes", 0)
      .number("OpenOpportunities", 0)
      .number("OpenProjectCount", 0)
      .number("OpenServiceOrders", 0)
      .number("PastDueTasks", 0)
      .number("OpenRMAs", 0)
      .number("NumberOfContacts", 0);
}

Json summary_row(const Tigerpaw& world, const Account& account) {
  Row row(world);
  row.number("AccountNumber", account.number)
      .value("Account", account_row(world, account))
      .null("PhoneNumber")
      .null("FaxNumber")
      .null("RepName")
      .null("PrimaryContactName");
  return add_counts(row, account).take();
}

Json links_of(const Tigerpaw& world, const Account& account) {
  auto links = Json::array();
  for (const auto& link : account.cross_references) links.push(link_row(world, link));
  return links;
}

Json detail_row(const Tigerpaw& world, const Account& account) {
  Row row(world);
  row.number("AccountNumber", account.number)
      .value("Account", account_row(world, account))
      .value("Accounting", accounting_row(world, account))
      .null("PrimaryContact")
      .null("PrimaryRep")
      .value("PhoneNumbers", Json::array())
      .value("BillTos", Json::array())
      .value("ExternalProducts", links_of(world, account))
      .value("CustomFields", Json::array());
  return add_counts(row, account).take();
}

Texts link_texts(const Tigerpaw& world, const Account& account, bool of_product) {
  Texts texts;
  for (const auto& link : account.cross_references) {
    const auto* product = find_by(world.external_products, &ExternalProduct::id, link.product_id);
    if (!of_product)
      texts.push_back(link.external_id);
    else if (product != nullptr)
      texts.push_back(product->name);
  }
  return texts;
}

Texts agreement_texts(const Tigerpaw& world, const Account& account) {
  Texts texts;
  for (const auto& agreement : world.agreements)
    if (agreement.account == account.number) texts.push_back(std::to_string(agreement.number));
  return texts;
}

std::optional<Texts> texts_of(const Tigerpaw& world, const Account& account, const std::string& type) {
  if (type == "accountnumber" || type == "accountid") return Texts{std::to_string(account.number)};
  if (type == "accountname" || type == "accountnamesoundslike") return Texts{account.name};
  if (type == "accounttype") return Texts{"Customer"};
  if (type == "accountstatus") return Texts{"Active"};
  if (type == "externalid") return link_texts(world, account, false);
  if (type == "externalproduct") return link_texts(world, account, true);
  if (type == "agreement") return agreement_texts(world, account);
  for (const auto* unheld : unheld_types)
    if (type == unheld) return Texts{};
  return std::nullopt;
}

HttpReply search_accounts(const Tigerpaw& world, const Result<Search>& search) {
  return answer_search<Account>(
      search, "Accounts", world.accounts,
      [&](const Account& account, const std::string& type) { return texts_of(world, account, type); },
      [&](const Account& account) { return summary_row(world, account); });
}

HttpReply about_account(Desk& desk, const Call& call, Json (*write)(const Tigerpaw&, const Account&)) {
  const auto* account = find_by(desk.world.accounts, &Account::number, call.number(0));
  if (account == nullptr) return problem(404, "Account " + call.arguments[0] + " was not found.");
  return json_reply(write(desk.world, *account));
}

}  // namespace

HttpReply account_summary(Desk& desk, const Call& call) { return about_account(desk, call, summary_row); }

HttpReply account_details(Desk& desk, const Call& call) { return about_account(desk, call, detail_row); }

HttpReply account_accounting(Desk& desk, const Call& call) {
  return about_account(desk, call, [](const Tigerpaw& world, const Account& account) {
    return Row(world)
        .number("AccountNumber", account.number)
        .value("Detail", accounting_row(world, account))
        .value("ShipTos", Json::array())
        .value("BillTos", Json::array())
        .value("PayMethods", Json::array())
        .take();
  });
}

HttpReply account_search(Desk& desk, const Call& call) {
  return search_accounts(desk.world, read_search(call, desk.world));
}

HttpReply account_search_by_word(Desk& desk, const Call& call) {
  std::string word = call.arguments[0];
  if (call.arguments.size() > 1) word += "/" + call.arguments[1];
  for (const auto& [route, type] : route_types)
    if (word == route) return search_accounts(desk.world, read_simple_search(call, desk.world, type));
  return problem(404, "There is no account search by " + word + ".");
}

}  // namespace tariff::sandbox::tigerpaw
