#include "adapters/tigerpaw/convert.hpp"

#include <string>

#include <doctest/doctest.h>

namespace {

using namespace tariff;
using namespace tariff::tigerpaw;

/// Converts one JSON text.
template <class Thing>
Result<Thing> from(const std::string& text, Result<Thing> (*convert)(const JsonView&)) {
  const auto json = read_json(text).value();
  return convert(JsonView(json, ""));
}

Money money(const char* text) { return Money::parse(text).value(); }

/// The message of a refusal.
template <class Thing>
std::string refusal(const Result<Thing>& result) {
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().kind == ErrorKind::refused);
  return result.error().message;
}

const std::string charge_text =
    R"({"DetailId":9001,"SpecialItemId":"KES","ItemDescription":"d","Quantity":5,"Price":3.5,"PriceLevel":2,)"
    R"("SourceDescription":"Kaspersky","PrintWhenQuantityZero":true,"DeleteAfterInvoicing":false,"UseFlatPrice":null})";

std::string with_quantity(const std::string& digits) {
  auto text = charge_text;
  return text.replace(text.find("\"Quantity\":5"), 12, "\"Quantity\":" + digits);
}

}  // namespace

TEST_CASE("a charge is read member by member") {
  const auto line = from(charge_text, to_charge_line).value();
  CHECK(line.id == DetailId(9001));
  CHECK(line.item == ItemId("KES"));
  CHECK(line.quantity == 5);
  CHECK(line.price == money("3.5"));
  CHECK(line.level == PriceLevelId(2));
  CHECK(line.source == "Kaspersky");
  CHECK(line.print_when_zero);
  CHECK_FALSE(line.use_flat_price);
}

TEST_CASE("a quantity may be 5, 5.0 or 5.0000, and nothing with a fraction") {
  for (const auto* digits : {"5", "5.0", "5.0000"})
    CHECK(from(with_quantity(digits), to_charge_line).value().quantity == 5);
  CHECK(refusal(from(with_quantity("5.5"), to_charge_line)).find("Quantity") != std::string::npos);
  for (const auto* digits : {"null", "true", "[]", "99999999999999999999", "\"five\""})
    CHECK_FALSE(from(with_quantity(digits), to_charge_line).has_value());
}

TEST_CASE("a charge without a line key is refused, one without an item is somebody's free line") {
  CHECK_FALSE(from(R"({"SpecialItemId":"KES","Quantity":1})", to_charge_line).has_value());
  CHECK(from(R"({"DetailId":1,"Quantity":1})", to_charge_line).value().item == ItemId(""));
}

TEST_CASE("a charge for an item has a price, or it is refused and not taken for free") {
  CHECK(refusal(from(R"({"DetailId":1,"SpecialItemId":"KES","Quantity":1})", to_charge_line)).find("Price") !=
        std::string::npos);
  CHECK_FALSE(
      from(R"({"DetailId":1,"SpecialItemId":"KES","Quantity":1,"Price":null})", to_charge_line).has_value());
  CHECK(from(R"({"DetailId":1,"SpecialItemId":"KES","Quantity":1,"UseFlatPrice":true})", to_charge_line)
            .has_value());
}

TEST_CASE("an account may be an object or a name") {
  const auto nested =
      from(R"({"AccountNumber":5,"Account":{"Name":"Contoso","AccountId":"C"}})", to_account_summary);
  CHECK(nested.value() == AccountSummary{AccountNumber(5), "Contoso"});
  CHECK(from(R"({"AccountNumber":5.0,"Account":"Contoso"})", to_account_summary).value() == nested.value());
  CHECK(from(R"({"AccountNumber":5,"AccountName":"Contoso"})", to_account_summary).value() == nested.value());
  CHECK(from(R"({"Account":{"AccountNumber":5,"Name":"Contoso"}})", to_account_summary).value() ==
        nested.value());
  CHECK_FALSE(from(R"({"AccountNumber":5})", to_account_summary).has_value());
  CHECK_FALSE(from(R"({"Account":"Contoso"})", to_account_summary).has_value());
}

TEST_CASE("account details carry level, holds, parent and cross-references") {
  const auto account =
      from(
          R"({"AccountNumber":5,"Account":{"Name":"Contoso"},"ParentAccountNumber":4,)"
          R"("Accounting":{"DefaultPriceLevelId":2,"DefaultPriceLevel":"Gold","CreditHold":true,"AlwaysBillParent":true},)"
          R"("ExternalProducts":[{"AccountExternalProductId":701,"ExternalProductId":31,"ExternalProduct":"K","ExternalId":"u"}]})",
          to_account)
          .value();
  CHECK(account.parent == AccountNumber(4));
  CHECK(account.default_level == PriceLevelId(2));
  CHECK(account.default_level_name == "Gold");
  CHECK(account.credit_hold);
  CHECK(account.bills_parent);
  CHECK(account.cross_references ==
        std::vector<CrossReference>{{CrossReferenceId(701), ExternalProductId(31), "K", "u"}});
}

TEST_CASE("what account details leave out is unset, whether null, missing or 0") {
  for (
      const auto* text :
      {R"({"AccountNumber":5,"Account":"C"})",
       R"({"AccountNumber":5,"Account":"C","ParentAccountNumber":null,"Accounting":null,"ExternalProducts":null})",
       R"({"AccountNumber":5,"Account":"C","ParentAccountNumber":0,"Accounting":{"DefaultPriceLevelId":0}})"}) {
    const auto account = from(text, to_account).value();
    CHECK_FALSE(account.parent.has_value());
    CHECK_FALSE(account.default_level.has_value());
    CHECK_FALSE(account.credit_hold);
    CHECK(account.cross_references.empty());
  }
}

TEST_CASE("the parent and the accounting are found one level deeper too") {
  const auto account = from(R"({"AccountNumber":5,"Account":{"Name":"C","ParentAccountNumber":4},)"
                            R"("Accounting":{"AccountNumber":5,"Detail":{"CreditHold":true}}})",
                            to_account)
                           .value();
  CHECK(account.parent == AccountNumber(4));
  CHECK(account.credit_hold);
}

TEST_CASE("an agreement may be nested or flat") {
  const auto nested =
      from(
          R"({"AgreementNumber":50,"AccountName":"C","AdditionalCharges":3,"Agreement":{"AccountNumber":5,)"
          R"("StartDate":"2026-01-01T00:00:00","EndDate":null,"Type":"Managed","BillingPeriodDescription":"Monthly"}})",
          to_agreement_summary)
          .value();
  CHECK(nested.number == AgreementNumber(50));
  CHECK(nested.account == AccountNumber(5));
  CHECK(nested.start == Day{std::chrono::year{2026} / 1 / 1});
  CHECK_FALSE(nested.end.has_value());
  CHECK(nested.period == "Monthly");
  CHECK(nested.charge_count == 3);
  const auto flat =
      from(
          R"({"AgreementNumber":50,"AccountNumber":5,"AdditionalCharges":3.0,"StartDate":"2026-01-01T00:00:00",)"
          R"("EndDate":"0001-01-01T00:00:00","Type":"Managed","BillingPeriodDescription":"Monthly"})",
          to_agreement_summary)
          .value();
  CHECK(flat == nested);
}

TEST_CASE("an agreement without its account or with a date that is none is refused") {
  CHECK_FALSE(from(R"({"AgreementNumber":50,"Agreement":{}})", to_agreement_summary).has_value());
  CHECK(refusal(from(R"({"AgreementNumber":50,"AccountNumber":5,"EndDate":"soon"})", to_agreement_summary))
            .find("EndDate") != std::string::npos);
}

TEST_CASE("agreement details list their lines in order and keep the boundary stamps verbatim") {
  const auto agreement =
      from(R"({"AgreementNumber":50,"Agreement":{"AccountNumber":5,"LastBilledDate":"2026-11-01T00:00:00",)"
           R"("NextBillingPeriod":"2026-12-01T00:00:00.000"},)"
           R"("AdditionalCharges":[{"DetailId":2,"Quantity":1},{"DetailId":1,"Quantity":1}]})",
           to_agreement)
          .value();
  CHECK(agreement.last_billed == "2026-11-01T00:00:00");
  CHECK(agreement.next_period == "2026-12-01T00:00:00.000");
  REQUIRE(agreement.lines.size() == 2);
  CHECK(agreement.lines[0].id == DetailId(1));
  CHECK(agreement.summary.charge_count == 2);
}

TEST_CASE("one line twice, or a count where the lines belong, is refused") {
  CHECK_FALSE(from(R"({"AgreementNumber":50,"AccountNumber":5,)"
                   R"("AdditionalCharges":[{"DetailId":1,"Quantity":1},{"DetailId":1,"Quantity":1}]})",
                   to_agreement)
                  .has_value());
  CHECK_FALSE(
      from(R"({"AgreementNumber":50,"AccountNumber":5,"AdditionalCharges":2})", to_agreement).has_value());
}

TEST_CASE("an item has a price for each level that has one") {
  const auto item =
      from(
          R"({"ItemId":"KES","Item":{"ItemDescription":"d","Status":"Active","Inactive":false},)"
          R"("Pricing":[{"PriceLevel":1,"SellingPrice":3.2500},{"PriceLevel":2,"SellingPrice":"4","FlatPrice":9},)"
          R"({"PriceLevel":3,"SellingPrice":null,"FlatPrice":1}]})",
          to_item)
          .value();
  CHECK(item.active);
  CHECK(item.description == "d");
  REQUIRE(item.prices.size() == 2);
  CHECK(item.prices.at(PriceLevelId(1)).selling_price == money("3.25"));
  CHECK(item.prices.at(PriceLevelId(2)).flat_price == money("9"));
}

TEST_CASE("an item may be flat, and is inactive by its flag or by its status") {
  CHECK(from(R"({"ItemId":"KES","ItemDescription":"d"})", to_item).value().active);
  CHECK_FALSE(from(R"({"ItemId":"KES","Inactive":true})", to_item).value().active);
  CHECK_FALSE(from(R"({"ItemId":"KES","Item":{"Status":"Recalled"}})", to_item_summary).value().active);
  CHECK(from(R"({"Item":{"ItemId":"KES"}})", to_item_summary).value().id == ItemId("KES"));
}

TEST_CASE("two prices at one level, or a price of five places, are refused") {
  CHECK(
      refusal(
          from(
              R"({"ItemId":"KES","Pricing":[{"PriceLevel":1,"SellingPrice":1},{"PriceLevel":1,"SellingPrice":2}]})",
              to_item))
          .find("two prices") != std::string::npos);
  CHECK_FALSE(
      from(R"({"ItemId":"KES","Pricing":[{"PriceLevel":1,"SellingPrice":1.00001}]})", to_item).has_value());
  CHECK_FALSE(
      from(R"({"ItemId":"KES","Pricing":[{"PriceLevel":1,"SellingPrice":1e3}]})", to_item).has_value());
}

TEST_CASE("master rows are read by their own names") {
  CHECK(from(R"({"PriceLevelId":2,"Description":"Gold"})", to_price_level).value() ==
        PriceLevel{PriceLevelId(2), "Gold"});
  CHECK(from(R"({"ExternalProductId":31,"Product":"K","Active":false})", to_external_product).value() ==
        ExternalProduct{ExternalProductId(31), "K", false});
  CHECK_FALSE(from(R"({"Description":"Gold"})", to_price_level).has_value());
}

TEST_CASE("rows are found by the documented name or as the only list") {
  const auto count = [](const char* text) {
    const auto json = read_json(text).value();
    const auto rows = rows_of_envelope(JsonView(json, ""), "Accounts");
    return rows ? static_cast<int>(rows->size()) : -1;
  };
  CHECK(count(R"({"Accounts":[1,2],"Other":[1]})") == 2);
  CHECK(count(R"({"Rows":[1,2,3],"TotalCount":3})") == 3);
  CHECK(count(R"({"Rows":[1],"Others":[1]})") == -1);
  CHECK(count(R"({"TotalCount":0})") == -1);
  CHECK(count(R"({"Accounts":7})") == -1);
  CHECK(count("[1,2]") == -1);
}
