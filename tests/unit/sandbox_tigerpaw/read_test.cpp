#include <doctest/doctest.h>

#include "unit/sandbox_tigerpaw/small_world.hpp"

using namespace tariff;
using namespace tariff::sandbox;
using namespace tariff::sandbox::tiny;

namespace {

/// The whole numbers named `member` of the rows in `collection`.
std::vector<std::string> numbers(const Json& reply, const char* collection, const char* member) {
  std::vector<std::string> found;
  const auto* rows = reply.find(collection);
  REQUIRE(rows != nullptr);
  for (const auto& row : rows->items()) found.push_back(row.find(member)->raw());
  return found;
}

std::string raw(const Json& reply, const char* member) {
  const auto* value = reply.find(member);
  REQUIRE(value != nullptr);
  return value->raw();
}

using Numbers = std::vector<std::string>;

}  // namespace

TEST_CASE("a search by number starts with it unless Equal is said") {
  Stage stage;
  const auto loose = stage.read("POST", "/api/accounts/search/accountnumber", "\"105\"");
  CHECK(numbers(loose, "Accounts", "AccountNumber") == Numbers{"105", "1050"});
  const auto exact =
      stage.read("POST", "/api/accounts/search",
                 R"({"Criteria":[{"SearchType":"AccountNumber","MatchType":"Equal","Criteria":"105"}]})");
  CHECK(numbers(exact, "Accounts", "AccountNumber") == Numbers{"105"});
  CHECK(exact.find("Success")->truth());
}

TEST_CASE("numbers are compared as numbers") {
  Stage stage;
  const auto reply = stage.read(
      "POST", "/api/accounts/search",
      R"({"Criteria":[{"SearchType":"AccountNumber","MatchType":"GreaterThan","Criteria":"105"}]})");
  CHECK(numbers(reply, "Accounts", "AccountNumber") == Numbers{"1050"});
}

TEST_CASE("criteria of one type mean or, of different types and") {
  Stage stage;
  const auto either = stage.read(
      "POST", "/api/accounts/search",
      R"({"Criteria":[{"SearchType":"AccountName","Criteria":"Con"},{"SearchType":"AccountName","Criteria":"fab"}]})");
  CHECK(numbers(either, "Accounts", "AccountNumber") == Numbers{"105", "1050"});
  const auto both = stage.read(
      "POST", "/api/accounts/search",
      R"({"Criteria":[{"SearchType":"AccountName","Criteria":"Con"},{"SearchType":"ExternalId","Criteria":"uid-fab"}]})");
  CHECK(numbers(both, "Accounts", "AccountNumber").empty());
  CHECK(raw(both, "TotalCount") == "0");
}

TEST_CASE("an account is found by the id and the product of its cross-reference") {
  Stage stage;
  const auto by_id = stage.read("POST", "/api/Accounts/Search/ExternalId", "\"UID-contoso\"");
  CHECK(numbers(by_id, "Accounts", "AccountNumber") == Numbers{"105"});
  const auto by_product = stage.read(
      "POST", "/api/accounts/search",
      R"({"Criteria":[{"SearchType":"ExternalProduct","MatchType":"Equal","Criteria":"Kaspersky"}]})");
  CHECK(numbers(by_product, "Accounts", "AccountNumber") == Numbers{"105"});
}

TEST_CASE("a search that is not understood fails with status 200") {
  Stage stage;
  for (const auto* body :
       {R"({"Criteria":[{"SearchType":"Colour","Criteria":"red"}]})", R"({"Criteria":[]})",
        R"({"Criteria":[{"SearchType":"AccountName","MatchType":"Roughly","Criteria":"x"}]})", "7"}) {
    const auto reply = stage.call("POST", "/api/accounts/search", body);
    CHECK(reply.status == 200);
    CHECK_FALSE(read_json(reply.body).value().find("Success")->truth());
  }
}

TEST_CASE("pages count rows from 1 and say where the next one starts") {
  Stage stage;
  stage.world.tigerpaw.accounts.clear();
  for (std::int64_t number = 1; number <= 5; ++number) {
    Account account;
    account.number = number;
    account.name = "A" + std::to_string(number);
    stage.world.tigerpaw.accounts.push_back(account);
  }
  const auto page = [&](const std::string& start) {
    return stage.read(
        "POST", "/api/accounts/search",
        R"({"Criteria":[{"SearchType":"AccountNumber","MatchType":"GreaterThan","Criteria":0}],)"
        R"("PageSize":2,"StartRow":)" +
            start + "}");
  };
  CHECK(numbers(page("1"), "Accounts", "AccountNumber") == Numbers{"1", "2"});
  CHECK(raw(page("1"), "NextRow") == "3");
  CHECK(raw(page("1"), "TotalCount") == "5");
  CHECK(numbers(page("5"), "Accounts", "AccountNumber") == Numbers{"5"});
  CHECK(raw(page("5"), "NextRow") == "0");
  CHECK(numbers(page("6"), "Accounts", "AccountNumber").empty());
}

TEST_CASE("a search by word is paged by the query, up to the largest page") {
  Stage stage;
  const auto reply = stage.read("POST", "/api/accounts/search/name", "\"\"",
                                {{"pagerequest.pagesize", "1"}, {"pagerequest.startrow", "2"}});
  CHECK(numbers(reply, "Accounts", "AccountNumber") == Numbers{"1050"});
  stage.world.tigerpaw.page_size_max = 1;
  const auto capped = stage.read("POST", "/api/accounts/search/name", "\"\"", {{"pagesize", "1000"}});
  CHECK(raw(capped, "PageSize") == "1");
}

TEST_CASE("account details carry accounting and cross-references") {
  Stage stage;
  stage.world.tigerpaw.accounts[0].credit_hold = true;
  const auto reply = stage.read("GET", "/api/accounts/105/details");
  CHECK(raw(*reply.find("Account"), "Name") == "Contoso Ltd");
  CHECK(raw(*reply.find("Accounting"), "DefaultPriceLevel") == "Gold");
  CHECK(reply.find("Accounting")->find("CreditHold")->truth());
  CHECK(numbers(reply, "ExternalProducts", "ExternalId") == Numbers{"uid-contoso"});
  CHECK(reply.find("ParentAccountNumber") == nullptr);
  CHECK(raw(stage.read("GET", "/api/accounts/1050"), "ParentAccountNumber") == "105");
  CHECK(raw(*stage.read("GET", "/api/accounts/105/accounting").find("Detail"), "DefaultPriceLevelId") == "2");
}

TEST_CASE("unset members are null where the world says so") {
  Stage stage;
  stage.world.tigerpaw.explicit_nulls = true;
  const auto reply = stage.read("GET", "/api/accounts/105/details");
  REQUIRE(reply.find("ParentAccountNumber") != nullptr);
  CHECK(reply.find("ParentAccountNumber")->is_null());
}

TEST_CASE("active agreements are those of today, the last day included") {
  Stage stage;
  const auto all = stage.read("GET", "/api/agreements/account/105");
  CHECK(numbers(all, "Agreements", "AgreementNumber") == Numbers{"12345", "12346"});
  const auto active = stage.read("GET", "/api/agreements/account/105", "", {{"activeonly", "true"}});
  CHECK(numbers(active, "Agreements", "AgreementNumber") == Numbers{"12345"});
  CHECK(raw(active, "TotalCount") == "1");
  CHECK(numbers(stage.read("GET", "/api/agreements/account/105/true"), "Agreements", "AgreementNumber") ==
        Numbers{"12345"});
  stage.world.tigerpaw.agreements[1].end = "2026-11-22T00:00:00";
  CHECK(numbers(stage.read("GET", "/api/agreements/account/105/true"), "Agreements", "AgreementNumber") ==
        Numbers{"12345", "12346"});
}

TEST_CASE("a summary counts charges and the details list them") {
  Stage stage;
  CHECK(raw(stage.read("GET", "/api/agreements/12345"), "AdditionalCharges") == "1");
  const auto details = stage.read("GET", "/api/agreements/12345/details");
  CHECK(numbers(details, "AdditionalCharges", "DetailId") == Numbers{"8001"});
  const auto charges = stage.read("GET", "/api/agreements/12345/additionalcharges");
  REQUIRE(charges.is_array());
  CHECK(charges.items().at(0).find("SpecialItemId")->raw() == "KES-SRV");
  CHECK(raw(stage.read("GET", "/api/agreements/12345/additionalcharges/8001"), "SourceDescription") ==
        "Manual");
  CHECK(stage.call("GET", "/api/agreements/12345/additionalcharges/1").status == 404);
  CHECK(raw(stage.read("GET", "/api/agreements/12345/billto"), "Name") == "Contoso Ltd");
}

TEST_CASE("decimals have as many places as the world says") {
  Stage stage;
  const auto price = [&] {
    return raw(stage.read("GET", "/api/agreements/12345/additionalcharges/8001"), "Price");
  };
  const auto quantity = [&] {
    return raw(stage.read("GET", "/api/agreements/12345/additionalcharges/8001"), "Quantity");
  };
  CHECK(price() == "7.5000");
  CHECK(quantity() == "4.0000");
  stage.world.tigerpaw.decimal_places = 1;
  CHECK(price() == "7.5");
  CHECK(quantity() == "4.0");
  stage.world.tigerpaw.decimal_places = 0;
  CHECK(price() == "7.5");
  CHECK(quantity() == "4");
}

TEST_CASE("agreements are searched by number and by day") {
  Stage stage;
  const auto by_number = stage.read("POST", "/api/agreements/search/agreementnumber", "\"123\"");
  CHECK(numbers(by_number, "Agreements", "AgreementNumber") == Numbers{"12345", "12346"});
  const auto by_day = stage.read("POST", "/api/agreements/search/enddate",
                                 R"({"Criteria":"2026-11-22","MatchType":"LessThan"})");
  CHECK(numbers(by_day, "Agreements", "AgreementNumber") == Numbers{"12346"});
  const auto advanced =
      stage.read("POST", "/api/agreements/search",
                 R"({"Criteria":[{"SearchType":"AgreementNumber","MatchType":"Equal","Criteria":"22222"}]})");
  CHECK(numbers(advanced, "Agreements", "AgreementNumber") == Numbers{"22222"});
}

TEST_CASE("item details hold a price per level and are found whatever the letter case") {
  Stage stage;
  const auto item = stage.read("GET", "/api/pricebook/items/details", "", {{"itemid", "kes-wks"}});
  CHECK(raw(item, "ItemId") == "KES-WKS");
  CHECK(numbers(item, "Pricing", "SellingPrice") == Numbers{"3.2500", "3.0000"});
  CHECK(raw(item.find("Pricing")->items().at(1), "FlatPrice") == "99.0000");
  CHECK(raw(stage.read("GET", "/api/pricebook/items/501/details"), "ItemId") == "KES-WKS");
  CHECK(raw(stage.read("GET", "/api/pricebook/items/501"), "PriceBookItemNumber") == "501");
  CHECK(stage.call("GET", "/api/pricebook/items", "", {{"itemid", "KES"}}).status == 404);
}

TEST_CASE("withdrawn items are found only by the searches that say so") {
  Stage stage;
  const auto all =
      stage.read("POST", "/api/pricebook/items/search",
                 R"({"Criteria":[{"SearchType":"AllItemIds","MatchType":"StartsWith","Criteria":""}]})");
  CHECK(raw(all, "TotalCount") == "3");
  const auto active = stage.read("POST", "/api/pricebook/items/search/itemid/true", "\"KES\"");
  CHECK(numbers(active, "PriceBookItems", "ItemId") == Numbers{"KES-WKS", "KES-SRV"});
  const auto any = stage.read("POST", "/api/pricebook/items/search/itemid/false", "\"KES\"");
  CHECK(raw(any, "TotalCount") == "3");
}

TEST_CASE("master tables and probes are bare") {
  Stage stage;
  CHECK(stage.read("GET", "/api/mastertables/pricelevels").items().at(1).find("Description")->raw() ==
        "Gold");
  const auto products = stage.read("GET", "/api/mastertables/externalproducts");
  CHECK(products.items().size() == 2);
  CHECK_FALSE(products.items().at(1).find("Active")->truth());
  CHECK(stage.read("GET", "/api/mastertables/externalproducts/true") == products);
  CHECK(stage.read("GET", "/api/mastertables/reps").items().empty());
  CHECK(stage.read("GET", "/api/diagnostics/validate/user").find("Success")->truth());
  CHECK(stage.read("GET", "/api/diagnostics/productInformation").find("IsTigerpawOne")->truth());
}

TEST_CASE("unknown things are 404 with a JSON body, unknown methods 405, bad bodies 400") {
  Stage stage;
  for (const auto* path : {"/api/accounts/9/details", "/api/agreements/9/details", "/api/nothing", "/",
                           "/api/accounts/search/colour", "/api/accounts/abc"}) {
    const auto method = std::string(path).find("search") != std::string::npos ? "POST" : "GET";
    const auto reply = stage.call(method, path, method == std::string("POST") ? "\"x\"" : "");
    CHECK(reply.status == 404);
    CHECK(read_json(reply.body).value().find("Message") != nullptr);
  }
  CHECK(stage.call("POST", "/api/agreements/12345/additionalcharges", "{}").status == 405);
  CHECK(stage.call("POST", "/api/accounts/search", "{").status == 400);
  CHECK(stage.changes == 0);
}
