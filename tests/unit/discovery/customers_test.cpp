#include <doctest/doctest.h>

#include "unit/discovery/town.hpp"

namespace tariff::discovery {
namespace {

void refer(Observed& town, std::int64_t account, const std::string& external_id) {
  tiny::account_of(town, account).cross_references = {
      {CrossReferenceId(700 + account), ExternalProductId(5), "Kaspersky", external_id}};
}

}  // namespace

TEST_CASE("a name that differs in the legal form alone is certain, with agreement and level of its line") {
  const auto findings = found_in(a_town(5));
  CHECK(verdict_on(findings, "Customer 2") == "certain 10012");
  const auto& best = tenant_in(findings, "Customer 2").candidates.front();
  CHECK(best.strength == Strength::same_words);
  CHECK(best.standing.agreement == AgreementNumber(50003));
  CHECK(best.standing.level == PriceLevelId(2));
  CHECK(best.standing.lines == 1);
  CHECK(best.standing.holds_counts());
}

TEST_CASE("a cross-reference counts more than any name") {
  Observed town = a_town(5);
  rename_account(town, 10012, "Something else");
  refer(town, 10012, "uid-2");
  const auto findings = found_in(town);
  CHECK(verdict_on(findings, "Customer 2") == "certain 10012");
  CHECK(tenant_in(findings, "Customer 2").candidates.front().strength == Strength::cross_reference);
}

TEST_CASE("a cross-reference to another External Product says nothing") {
  Observed town = a_town(5);
  rename_account(town, 10012, "Something else");
  refer(town, 10012, "UID-2");
  tiny::account_of(town, 10012).cross_references.front().product = ExternalProductId(6);
  CHECK(verdict_on(found_in(town), "Customer 2") == "doubtful: Nothing but equal counts speaks for it.");
}

TEST_CASE("a cross-reference and an equal name that contradict each other leave it to a person") {
  Observed town = a_town(5);
  rename_account(town, 10015, "Customer 2");
  refer(town, 10012, "UID-2");
  CHECK(verdict_on(found_in(town), "Customer 2") ==
        "doubtful: The cross-reference names account 10012 \"Customer 2 Ltd\", the name is that of account "
        "10015 \"Customer 2\".");
}

TEST_CASE("two accounts of equal strength are never chosen between, whatever their lines hold") {
  Observed town = a_town(5);
  rename_account(town, 10015, "Customer 2 GmbH");
  const auto findings = found_in(town);
  CHECK(verdict_on(findings, "Customer 2") == "doubtful: Two accounts are equally likely: 10012 and 10015.");
  CHECK(tenant_in(findings, "Customer 2").candidates.size() == 2);
}

TEST_CASE("one account with two cross-references belongs to neither tenant") {
  Observed town = a_town(5);
  refer(town, 10012, "UID-2");
  tiny::account_of(town, 10012)
      .cross_references.push_back({CrossReferenceId(9), ExternalProductId(5), "Kaspersky", "UID-3"});
  const auto findings = found_in(town);
  CHECK(verdict_on(findings, "Customer 2").starts_with("doubtful: The account 10012"));
  CHECK(verdict_on(findings, "Customer 3").starts_with("doubtful: The account 10012"));
}

TEST_CASE("an account that is another tenant's by a stronger sign is not this one's") {
  Observed town = a_town(5);
  refer(town, 10012, "UID-3");
  rename_account(town, 10013, "Nobody");
  const auto findings = found_in(town);
  CHECK(verdict_on(findings, "Customer 3") == "certain 10012");
  CHECK(verdict_on(findings, "Customer 2") ==
        "doubtful: The account 10012 \"Customer 2 Ltd\" is as likely that of the virtual server \"Customer "
        "3\".");
}

TEST_CASE("two virtual servers of one name share one account with nobody") {
  Observed town = a_town(5);
  rename_tenant(town, 6, "Customer 2");
  const auto findings = found_in(town);
  CHECK(findings.tenants[2].verdict == Verdict::doubtful);
  CHECK(findings.tenants[3].verdict == Verdict::doubtful);
}

TEST_CASE("look-alike letters are never silent") {
  SUBCASE("in the account's name") {
    Observed town = a_town(5);
    rename_account(town, 10012, "Cust\xd0\xbemer 2 Ltd");
    CHECK(verdict_on(found_in(town), "Customer 2") ==
          "doubtful: The name of account 10012 \"Cust\xd0\xbemer 2 Ltd\" looks the same and is written in "
          "letters of another alphabet.");
  }
  SUBCASE("in both names, byte for byte the same") {
    Observed town = a_town(5);
    rename_account(town, 10012, "Cust\xd0\xbemer 2");
    rename_tenant(town, 5, "Cust\xd0\xbemer 2");
    CHECK(verdict_on(found_in(town), "Cust\xd0\xbemer 2") ==
          "doubtful: Its name has letters of two alphabets in one word: one may be a look-alike of another.");
  }
  SUBCASE("of another account, beside one whose name is equal") {
    Observed town = a_town(5);
    rename_account(town, 10012, "Customer 2");
    rename_account(town, 10015, "Cust\xd0\xbemer 2");
    CHECK(verdict_on(found_in(town), "Customer 2").starts_with("doubtful: The name of account 10015"));
  }
}

TEST_CASE("a letter apart is certain only where the lines prove it") {
  Observed town = a_town(8);
  rename_tenant(town, 11, "Northwind Traders");
  rename_account(town, 10018, "Northwnd Traders");
  SUBCASE("13 devices, all of them on the line") {
    CHECK(verdict_on(found_in(town), "Northwind Traders") == "certain 10018");
  }
  SUBCASE("another count on the line") {
    tiny::agreement_of(town, 50009).lines.front().quantity = 12;
    CHECK(verdict_on(found_in(town), "Northwind Traders")
              .starts_with("doubtful: The names differ in a letter"));
  }
  SUBCASE("so few devices that anybody may have as many") {
    tiny::use_licence(town, tiny::select_licence, {2, 1, 0}, 11);
    tiny::agreement_of(town, 50009).lines.front().quantity = 3;
    CHECK(verdict_on(found_in(town), "Northwind Traders")
              .starts_with("doubtful: The names differ in a letter"));
  }
}

TEST_CASE("where nothing but the counts speaks for an account, it stands as a candidate and is doubtful") {
  Observed town = a_town(5);
  rename_account(town, 10012, "Holding");
  const auto findings = found_in(town);
  CHECK(verdict_on(findings, "Customer 2") == "doubtful: Nothing but equal counts speaks for it.");
  CHECK(tenant_in(findings, "Customer 2").candidates.front().account == AccountNumber(10012));
}

TEST_CASE("nobody resembles it: unmatched, and a decision where devices are in use") {
  Observed town = a_town(5);
  rename_account(town, 10012, "Holding");
  town.agreements.at(AgreementNumber(50003))->lines.clear();
  CHECK(verdict_on(found_in(town), "Customer 2") == "unmatched");
  CHECK(is_decision(tenant_in(found_in(town), "Customer 2")));
  tiny::usage_of(town, 5).licences.clear();
  CHECK_FALSE(is_decision(tenant_in(found_in(town), "Customer 2")));
}

TEST_CASE("the agreement is where the lines stand; on several, or on none of several, nobody can tell") {
  Observed town = a_town(5);
  tiny::add_agreement(town, 60001, 10012);
  CHECK(tenant_in(found_in(town), "Customer 2").candidates.front().standing.agreement ==
        AgreementNumber(50003));
  tiny::add_line(town, 900, "KES-SELECT", 1, 60001);
  CHECK(verdict_on(found_in(town), "Customer 2") ==
        "doubtful: Lines of these items stand on several agreements (50003, 60001).");
  tiny::agreement_of(town, 60001).lines.clear();
  tiny::agreement_of(town, 50003).lines.clear();
  CHECK(verdict_on(found_in(town), "Customer 2") ==
        "doubtful: It has several active agreements, and no line shows which one is meant (50003, 60001).");
}

TEST_CASE("without a line the only active agreement and the account's level are meant") {
  Observed town = a_town(5);
  tiny::agreement_of(town, 50003).lines.clear();
  tiny::account_of(town, 10012).default_level = PriceLevelId(1);
  CHECK(verdict_on(found_in(town), "Customer 2") == "certain 10012");
  CHECK(tenant_in(found_in(town), "Customer 2").candidates.front().standing.level == PriceLevelId(1));
  tiny::account_of(town, 10012).default_level.reset();
  CHECK(verdict_on(found_in(town), "Customer 2") ==
        "doubtful: Neither a line nor the account names a price level that Tigerpaw has.");
}

TEST_CASE("before any item is certain the level is that of the lines that the API's user wrote") {
  Observed town = a_town(2);
  tiny::account_of(town, 10012).default_level = PriceLevelId(1);
  const auto findings = found_in(town);
  REQUIRE(findings.products.empty());
  CHECK(verdict_on(findings, "Customer 2") == "certain 10012");
  CHECK(tenant_in(findings, "Customer 2").candidates.front().standing.level == PriceLevelId(2));
}

TEST_CASE("what could not be read, or cannot be counted, is never certain") {
  Observed town = a_town(5);
  SUBCASE("the usage") {
    town.usage.at(TenantId(5)) = Error{ErrorKind::unavailable, "The session ended.", ""};
    CHECK(verdict_on(found_in(town), "Customer 2") ==
          "doubtful: Its devices could not be read. The session ended.");
  }
  SUBCASE("the account") {
    town.accounts.at(AccountNumber(10012)) = Error{ErrorKind::unavailable, "503", ""};
    CHECK(verdict_on(found_in(town), "Customer 2") == "doubtful: The account could not be read.");
  }
  SUBCASE("the agreement") {
    town.agreements.at(AgreementNumber(50003)) = Error{ErrorKind::unavailable, "503", ""};
    CHECK(verdict_on(found_in(town), "Customer 2") == "doubtful: Agreement 50003 could not be read.");
  }
  SUBCASE("a disabled virtual server") {
    town.usage.erase(TenantId(5));
    for (auto& tenant : town.tenants)
      if (tenant.id == TenantId(5)) tenant.enabled = false;
    CHECK(verdict_on(found_in(town), "Customer 2").starts_with("doubtful: The virtual server is disabled"));
  }
}

TEST_CASE("an account that bills the products for nobody is shown") {
  Observed town = a_town(5);
  rename_tenant(town, 5, "Gone");
  tiny::usage_of(town, 5).licences.clear();
  const auto findings = found_in(town);
  REQUIRE(findings.strays.size() == 1);
  CHECK(findings.strays.front().account == AccountNumber(10012));
}

}  // namespace tariff::discovery
