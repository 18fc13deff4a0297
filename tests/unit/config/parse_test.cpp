#include <doctest/doctest.h>

#include "unit/config/tariff_text.hpp"

namespace tariff::config {

namespace {

const std::string full_file = R"(format = 1
installation = "k7q2m9d4xw"
ledger = "l-8f3k2m"
[billing]
external_product = "Kaspersky"
currency  = "USD"
on_zero   = "keep"
price     = "follow"
[defaults]
billing = "observe"
price_level = "Silver"
[[product]]
name  = "Select"
match = ["Select*", "Old Select*"]
item  = "KES-SELECT"
[[product]]
name  = "Advanced"
match = ["Advanced*"]
items = { workstation = "WS", server = "SRV" }
[[product]]
name  = "Management server"
match = ["Center*"]
bill  = false
reason = "part of the service"
[[mapping]]
virtual_server = "Contoso"
virtual_server_id = 7
account        = 10010
account_name   = "Contoso Ltd"
agreement      = 50001
price_level    = "Gold"
billing        = true
handover       = "now"
[[mapping]]
virtual_server = "Fabrikam"
account        = 10020
[[mapping]]
virtual_server = "Tailspin"
account        = 10030
price_level    = 3
billing        = false
)";

}  // namespace

TEST_CASE("a full file is read as it says") {
  const auto parsed = parse(full_file, "tariff.toml");
  REQUIRE(outline(parsed.problems) == "");
  const auto& desired = parsed.desired;
  CHECK(desired.installation.text() == "k7q2m9d4xw");
  CHECK(desired.ledger == LedgerId("l-8f3k2m"));
  CHECK(desired.external_product == "Kaspersky");
  CHECK(desired.currency == "USD");
  CHECK(desired.on_zero == ZeroRule::keep);
  CHECK(desired.places.at("billing.on_zero").line == 7);

  REQUIRE(desired.products.size() == 3);
  CHECK(desired.products[0].match == std::vector<std::string>{"Select*", "Old Select*"});
  CHECK(desired.products[0].item == ItemId("KES-SELECT"));
  CHECK(desired.products[1].items ==
        std::map<Category, ItemId>{{Category::workstation, ItemId("WS")}, {Category::server, ItemId("SRV")}});
  CHECK(desired.products[1].places.at("items.server").column == 40);
  CHECK_FALSE(desired.products[2].billed);
  CHECK(desired.products[2].reason == "part of the service");
}

TEST_CASE("the mappings of a full file are read with their places and defaults") {
  const auto desired = parse(full_file, "tariff.toml").desired;
  REQUIRE(desired.mappings.size() == 3);
  const auto& contoso = desired.mappings[0];
  CHECK(contoso.tenant == "Contoso");
  CHECK(contoso.tenant_id == "7");
  CHECK(contoso.account == AccountNumber(10010));
  CHECK(contoso.account_name == "Contoso Ltd");
  CHECK(contoso.agreement == AgreementNumber(50001));
  CHECK(contoso.price_level == "Gold");
  CHECK(contoso.billing == Billing::on);
  CHECK(contoso.handover == Handover::now);
  CHECK(contoso.place == Place{"tariff.toml", 25, 1, "[[mapping]]"});
  CHECK(contoso.places.at("agreement") == Place{"tariff.toml", 30, 18, "agreement      = 50001"});

  CHECK(desired.mappings[1].billing == Billing::observe);
  CHECK(desired.mappings[1].price_level == "Silver");
  CHECK(desired.mappings[1].handover == Handover::unsaid);
  CHECK_FALSE(desired.mappings[1].agreement.has_value());
  CHECK(desired.mappings[2].price_level == "3");
  CHECK(desired.mappings[2].billing == Billing::off);
}

TEST_CASE("columns count characters, not bytes") {
  const auto problems =
      problems_of(with_head("[[mapping]]\n\"virtual_server\" = \"\xC3\xA9\"\naccount = 1\n"
                            "\"\xC3\xA9\xC3\xA9\" = 1\n\"agreement\" = { \"\xC3\xA9\" = 1 }\n"));
  CHECK(outline(problems) == "unknown-key 10:1 wrong-type 11:15");
}

TEST_CASE("problems of all parts of the file come in one run, in its order") {
  const auto problems = problems_of(
      "format = 1\ninstalation = \"k7q2m9d4xw\"\n[billing]\nexternal_product = 5\ncurrency = \"USD\"\n"
      "[[product]]\nname = \"A\"\nmatch = [\"*\"]\n[[mapping]]\nvirtual_server = \"\"\naccount = 1.0\n");
  CHECK(outline(problems) ==
        "missing-key 1:1 unknown-key 2:1 wrong-type 4:20 item-missing 6:1 blank-text 10:18 wrong-type 11:11");
}

TEST_CASE("a mapping keeps its index when another is broken") {
  const auto parsed =
      parse(with_head("[[mapping]]\nvirtual_server = 5\n[[mapping]]\nvirtual_server = \"A\"\naccount = 1\n"
                      "billing = true\nprice_level = \"Gold\"\n"),
            "tariff.toml");
  REQUIRE(parsed.desired.mappings.size() == 2);
  CHECK(outline(parsed.problems) == "missing-key 7:1 wrong-type 8:18 agreement-missing 12:11");
  CHECK(parsed.problems[2].mapping == 1);
}

TEST_CASE("lines may end as on another system, and a CR is not part of the source line") {
  const auto problems = problems_of("format = 1\r\nx = 1\r\n");
  REQUIRE(problems.size() == 3);
  CHECK(problems[2].place == Place{"tariff.toml", 2, 1, "x = 1"});
}

}  // namespace tariff::config
