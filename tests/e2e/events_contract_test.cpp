#include <doctest/doctest.h>

#include "e2e/events.hpp"

/// Agreements, items, prices and accounts change.
namespace tariff::e2e {
namespace {

const std::string old_uid = "V0C0A7050000000000000000000000001";

TEST_CASE("events: an agreement is renewed under a new number, and hands over after the invoice") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    agreement(world, 50005).account = 10010;
    add_device(world, "Contoso", "CONTOSO-WS-09");
  });
  const std::string said = "agreement      = 50005\nhandover       = \"after-invoice\"";
  story.edit("agreement      = 50001", said);
  const std::string plan = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.writes() == 0);
  bill(story, 50001);
  CHECK(reviewed(story).exit_code == 0);
  CHECK(story.rows().empty());
  expect_in_table({"An agreement is renewed under a new number; the old one is invoiced once more", said,
                   plan, "50001: " + story.lines(50001) + "50005: " + story.lines(50005)});
}

TEST_CASE("events: an agreement is renewed under a new number, now") {
  const Story story(Start::billed);
  story.change([](auto& world) { agreement(world, 50005).account = 10010; });
  const std::string said = "agreement      = 50005\nhandover       = \"now\"";
  story.edit("agreement      = 50001", said);
  const std::string plan = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  expect_in_table({"An agreement is renewed under a new number, now", said, plan,
                   "50001: " + story.lines(50001) + "50005: " + story.lines(50005)});
}

TEST_CASE("events: an item is changed") {
  const Story story(Start::billed);
  story.edit("item  = \"KES-SELECT\"", "item  = \"KES-ADV-NW\"");
  const std::string plan = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  expect_in_table({"A product is billed as another item", "item = \"KES-ADV-NW\"", plan, story.lines(50001)});
}

TEST_CASE("events: a product is split by category, and joined again") {
  const Story story(Start::billed);
  const std::string split =
      "items = { workstation = \"KES-SELECT\", server = \"KES-ADV-NW\", other = \"KES-SELECT\" }";
  story.edit("item  = \"KES-SELECT\"", split);
  const std::string on = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  expect_in_table({"A product is split by category", split, on, story.lines(50001)});
  story.edit(split, "item  = \"KES-SELECT\"");
  const std::string off = story.rows();
  CHECK(story.run({"apply", "--allow-config", "--now", night(story, 2)}).exit_code == 0);
  expect_in_table({"The split is taken back", "item = \"KES-SELECT\"", off, story.lines(50001)});
}

TEST_CASE("events: the price book is raised, and the file follows or pins") {
  const Story story(Start::billed);
  story.change([](auto& world) { item(world, "KES-SELECT").prices[2] = "3.75"; });
  const std::string follow = story.rows();
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  story.edit("currency = \"USD\"", "price = \"pin\"\ncurrency = \"USD\"");
  CHECK(story.rows().empty());
  expect_in_table(
      {"The price book is raised; prices are pinned", "price = \"pin\"", story.rows(), story.lines(50001)});
  story.edit("price = \"pin\"", "price = \"follow\"");
  CHECK(story.run({"apply", "--allow-price-change", "--now", night(story, 1)}).exit_code == 0);
  expect_in_table({"The price book is raised; prices follow, with --allow-price-change", "price = \"follow\"",
                   follow, story.lines(50001)});
}

TEST_CASE("events: the price level is changed") {
  const Story story(Start::billed);
  story.edit(contoso_ends, "price_level    = \"Silver\"\nbilling        = true");
  const std::string plan = story.rows();
  CHECK(reviewed(story).exit_code == 0);
  expect_in_table({"The price level is changed", "price_level = \"Silver\"", plan, story.lines(50001)});
}

TEST_CASE("events: two accounts are merged, and the agreement goes along") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    agreement(world, 50001).account = 10050;
    world.tigerpaw.accounts.back().cross_references = {{799, 5, old_uid}};
  });
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.writes() == 0);
  story.edit("account        = 10010\naccount_name   = \"Contoso Ltd\"",
             "account        = 10050\naccount_name   = \"Tailspin Toys Inc\"");
  const std::string plan = story.rows();
  const auto merged = story.run({"apply", "--allow-config", "--allow-adopt", "--now", night(story, 1)});
  INFO(merged.out << merged.err);
  CHECK(merged.exit_code == 0);
  CHECK(story.writes() == 0);
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  CHECK(story.run({"apply", "--auto-approve", "--now", night(story, 2)}).exit_code == 0);
  expect_in_table(
      {"Two accounts are merged, and the agreement goes along", "account = 10050", plan, story.lines(50001)});
}

TEST_CASE("events: a second agreement bills the same item") {
  const Story story(Start::healthy);
  story.change([](auto& world) {
    agreement(world, 50005).account = 10010;
    agreement(world, 50005).charges = {a_foreign_line("KES-SELECT", 3, "3.50")};
  });
  const auto plan = story.run({"plan"});
  CHECK(plan.exit_code == 3);
  CHECK(contains(plan.err, "[item-billed-elsewhere]"));
  CHECK(story.run({"apply", "--auto-approve", "--allow-config", "--keep-going"}).exit_code == 7);
  expect_in_table({"A second agreement of the account bills the item already", "", "item-billed-elsewhere",
                   "50001: " + story.lines(50001) + "\n50005: " + story.lines(50005)});
}

}  // namespace
}  // namespace tariff::e2e
