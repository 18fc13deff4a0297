#include <doctest/doctest.h>

#include "unit/discovery/town.hpp"

namespace tariff::discovery {
namespace {

/// "item KES-SELECT", or "workstation KES-ADV-WS, …", or "undecided".
std::string billed_by(const Findings& findings, const std::string& licence) {
  for (const auto& finding : findings.licences) {
    if (finding.licence_name != licence) continue;
    if (!finding.is_certain()) return "undecided";
    if (finding.all.item) return "item " + finding.all.item->value();
    std::string text;
    for (const auto& [category, evidence] : finding.by_category)
      text +=
          (text.empty() ? "" : ", ") + std::string(category_name(category)) + " " + evidence.item->value();
    return text;
  }
  return "not in use";
}

/// The tenants of a_town with Advanced in the place of Select, a line for each category.
Observed a_town_with_categories(std::int64_t customers) {
  Observed town = a_town(customers);
  tiny::usage_of(town).licences.clear();
  for (std::int64_t i = 1; i <= customers; ++i) {
    tiny::use_licence(town, tiny::select_licence, {}, 3 + i);
    tiny::use_licence(town, tiny::advanced_licence, {4 + i, i, 0}, 3 + i);
    tiny::agreement_of(town, 50001 + i).lines.clear();
    tiny::add_line(town, 200 + i, "KES-ADV-WS", 4 + i, 50001 + i);
    tiny::add_line(town, 300 + i, "KES-ADV-SRV", i, 50001 + i);
  }
  return town;
}

}  // namespace

TEST_CASE("lines that hold the count of three customers or more make an item certain") {
  CHECK(billed_by(found_in(a_town(3)), tiny::select_licence) == "item KES-SELECT");
  CHECK(billed_by(found_in(a_town(2)), tiny::select_licence) == "undecided");
}

TEST_CASE("lines that hold the counts of each category make its items certain") {
  const auto findings = found_in(a_town_with_categories(5));
  CHECK(billed_by(findings, tiny::advanced_licence) == "workstation KES-ADV-WS, server KES-ADV-SRV");
  REQUIRE(findings.products.size() == 1);
  CHECK(findings.products.front().items.at(Category::server) == ItemId("KES-ADV-SRV"));
}

TEST_CASE("an item that only customers with one category speak for is that category's") {
  Observed town = a_town(5);
  tiny::usage_of(town).licences.clear();
  for (std::int64_t i = 1; i <= 5; ++i) tiny::use_licence(town, tiny::select_licence, {5 + i, 0, 0}, 3 + i);
  CHECK(billed_by(found_in(town), tiny::select_licence) == "workstation KES-SELECT");
}

TEST_CASE("two items that hold the same counts leave the licence to a person") {
  Observed town = a_town(5);
  for (std::int64_t i = 1; i <= 5; ++i) tiny::add_line(town, 400 + i, "KES-ADV-WS", 5 + i, 50001 + i);
  const auto findings = found_in(town);
  CHECK(billed_by(findings, tiny::select_licence) == "undecided");
  CHECK(findings.products.empty());
  CHECK(findings.decisions() >= 1);
}

TEST_CASE("counts that moved since yesterday do not hide the item, most that differ do") {
  Observed town = a_town(5);
  for (std::int64_t i = 1; i <= 2; ++i) ++tiny::agreement_of(town, 50001 + i).lines.front().quantity;
  CHECK(billed_by(found_in(town), tiny::select_licence) == "item KES-SELECT");
  ++tiny::agreement_of(town, 50004).lines.front().quantity;
  CHECK(billed_by(found_in(town), tiny::select_licence) == "undecided");
}

TEST_CASE("an inactive item bills nothing") {
  Observed town = a_town(5);
  tiny::item_of(town, "KES-SELECT").active = false;
  CHECK(billed_by(found_in(town), tiny::select_licence) == "undecided");
}

TEST_CASE("two licence names that one item bills are one product, each with its exact name") {
  Observed town = a_town(6);
  const std::string renewed = "Kaspersky Select [renewal] *";
  for (std::int64_t i = 4; i <= 6; ++i) {
    tiny::use_licence(town, tiny::select_licence, {}, 3 + i);
    tiny::use_licence(town, renewed, {4 + i, 1, 0}, 3 + i);
  }
  const auto findings = found_in(town);
  CHECK(billed_by(findings, renewed) == "item KES-SELECT");
  REQUIRE(findings.products.size() == 1);
  CHECK(findings.products.front().match.size() == 2);
  UsageCounter counter(findings.products);
  CHECK(counter.count(tiny::usage_of(town, 8)).unpriced.empty());
}

TEST_CASE("the External Product is the only active one of that name, else nobody guesses") {
  using Products = std::vector<ExternalProduct>;
  const ExternalProduct kaspersky{ExternalProductId(5), "Kaspersky MSP", true};
  const ExternalProduct backup{ExternalProductId(6), "Backup", true};
  const ExternalProduct old{ExternalProductId(7), "Kaspersky old", false};
  CHECK(external_product_meant(Products{backup, kaspersky, old}, "")->id == kaspersky.id);
  CHECK(external_product_meant(Products{backup, kaspersky}, "Backup")->id == backup.id);
  CHECK_FALSE(external_product_meant(Products{backup}, ""));
  CHECK_FALSE(external_product_meant(Products{kaspersky, kaspersky}, ""));
  CHECK_FALSE(external_product_meant(Products{kaspersky}, "kaspersky"));
}

}  // namespace tariff::discovery
