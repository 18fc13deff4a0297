#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// The live catalogue: what people used to look up in drop-downs and a search box.
namespace tariff::e2e {
namespace {

std::string cell_text(const Json& cell) {
  if (cell.is_null()) return "-";
  if (cell.is_boolean()) return cell.truth() ? "yes" : "no";
  return cell.raw();
}

/// The rows of `list … --json`, a line each, with its cells between bars. The table must hold them as well.
std::string listed(const Story& story, Words words) {
  words.insert(words.begin(), "list");
  const auto table = story.run(words);
  words.emplace_back("--json");
  const auto json = story.run(words);
  CHECK(table.exit_code == 0);
  CHECK(json.exit_code == 0);
  CHECK(exit_code_in(json.out) == 0);
  const Json document = json_of(json.out);
  CHECK(document.find("kind")->raw() == words[1]);
  CHECK(document.find("unread")->items().empty());
  std::string out;
  for (const auto& row : document.find("rows")->items()) {
    for (const auto& [name, cell] : row.members()) {
      out += cell_text(cell) + "|";
      CHECK(contains(table.out, cell_text(cell).substr(0, 20)));
    }
    out += "\n";
  }
  return out;
}

TEST_CASE(
    "tenants are listed with the account that their mapping names, and searched by any part of a name") {
  const Story story(Start::quickstart);
  CHECK(listed(story, {"tenants"}) ==
        "1|Contoso|V0C0A7050000000000000000000000001|yes|10010|\n"
        "2|Fabrikam|V0C0A7050000000000000000000000002|yes|10020|\n"
        "3|Northwind Traders|V0C0A7050000000000000000000000003|yes|10030|\n"
        "4|Adventure Works|V0C0A7050000000000000000000000004|yes|10040|\n"
        "5|Tailspin Toys|V0C0A7050000000000000000000000005|yes|-|\n");
  CHECK(listed(story, {"tenants", "--search", "ABRIK"}) ==
        "2|Fabrikam|V0C0A7050000000000000000000000002|yes|10020|\n");
}

TEST_CASE("a tenant that no mapping names is listed with its devices") {
  CHECK(listed(Story(Start::quickstart), {"tenants", "--unmapped"}) ==
        "5|Tailspin Toys|V0C0A7050000000000000000000000005|yes|2|\n");
}

TEST_CASE("accounts are listed with their virtual server") {
  const Story story(Start::quickstart);
  CHECK(listed(story, {"accounts", "--search", "w"}) ==
        "10030|Northwind Traders LLC|Northwind Traders|\n10040|Adventure Works Cycles|Adventure Works|\n");
  CHECK(listed(story, {"accounts", "--unmapped"}) == "10050|Tailspin Toys Inc|-|\n");
}

TEST_CASE("agreements are listed with number and start date, of all mapped accounts or of one") {
  const Story story(Start::quickstart);
  CHECK(listed(story, {"agreements", "--search", "fabri"}) ==
        "50002|10020|Fabrikam GmbH|Managed services|2024-05-01|-|Monthly|0|\n");
  CHECK(listed(story, {"agreements", "--account", "10050"}) ==
        "50005|10050|Tailspin Toys Inc|Managed services|2024-03-01|-|Monthly|0|\n");
}

TEST_CASE("price levels and items are listed") {
  const Story story(Start::quickstart);
  CHECK(listed(story, {"price-levels"}) == "1|Silver|\n2|Gold|\n");
  CHECK(listed(story, {"price-levels", "--search", "ol"}) == "2|Gold|\n");
  CHECK(listed(story, {"items", "--search", "select"}) ==
        "KES-SELECT|Endpoint Security Select, per device|yes|\n");
}

TEST_CASE("products are the licence names in use, and --unmapped leaves those that the file does not know") {
  const Story story(Start::quickstart);
  CHECK(listed(story, {"products", "--search", "advanced"}) ==
        "Kaspersky Endpoint Security for Business - Advanced|-|-|Endpoint Security Advanced|1|5|\n");
  CHECK(listed(story, {"products", "--unmapped"}).empty());
  story.change([](auto& world) {
    server(world, "Fabrikam").keys.front().product_name = "Kaspersky Next EDR Optimum";
  });
  CHECK(listed(story, {"products", "--unmapped"}) == "Kaspersky Next EDR Optimum|-|-|-|1|5|\n");
}

TEST_CASE("a product may be told by its product set or part number, which the list shows") {
  const Story story(Start::healthy);
  story.change([](auto& world) {
    auto& key = server(world, "Fabrikam").keys.front();
    key.product_name = "Kaspersky Next EDR Optimum";
    key.suite_id = 2200;
    key.part_number = "KL4867XAKFS";
  });
  CHECK(listed(story, {"products", "--unmapped"}) == "Kaspersky Next EDR Optimum|2200|KL4867XAKFS|-|1|5|\n");
  const auto by_name = story.run({"plan"});
  CHECK(contains(by_name.err, "product-unpriced"));
  story.edit("\"Kaspersky Endpoint Security for Business - Advanced*\"", "\"suite_id:2200\"");
  CHECK(contains(listed(story, {"products"}), "|2200|KL4867XAKFS|Endpoint Security Advanced|1|5|"));
  CHECK(contains(story.rows(), "create charge/50002/KES-ADV-WS"));
  story.edit("\"suite_id:2200\"", "\"part_number:KL4867*\"");
  CHECK(contains(story.rows(), "create charge/50002/KES-ADV-WS"));
  story.edit("\"part_number:KL4867*\"", "\"suite_id:2201\"");
  CHECK_FALSE(contains(story.rows(), "charge/50002/KES-ADV-WS"));
}

TEST_CASE("a list writes nothing and needs no file, but a file or revision that is named must be there") {
  const Story story(Start::quickstart);
  const test::TempFolder bare;
  auto command = story.command({"list", "tenants"});
  command.folder = bare.path();
  CHECK(run_without_leak(command).exit_code == 0);
  CHECK(story.run({"list", "tenants", "--file", "elsewhere.toml"}).exit_code == 1);
  CHECK(story.run({"list", "tenants", "--rev", "no-such-branch"}).exit_code == 1);
  command.words.emplace_back("--unmapped");
  CHECK(run_without_leak(command).exit_code == 3);
  CHECK(story.writes() == 0);
}

}  // namespace
}  // namespace tariff::e2e
