#include <doctest/doctest.h>

#include "e2e/story.hpp"
#include "support/schema_check.hpp"

/// Why is it this quantity at this price?
namespace tariff::e2e {
namespace {

TEST_CASE("explain tells the way from keys to a line, and says when there is nothing to do") {
  const Story story(Start::billed);
  const auto end = story.run({"explain", "10010"});
  CAPTURE(end.out);
  CHECK(end.exit_code == 0);
  for (const auto* part :
       {"Contoso -> account 10010", "on agreement 50001", "tariff.toml:", "= Endpoint Security Select",
        "active on 3 devices", "counted: Endpoint Security Select 3", "wanted:  3 x 3.50 = 10.50",
        "of ours bills 3 x 3.50", "we last proved 3 x 3.50 on ", "nothing to do"}) {
    CAPTURE(part);
    CHECK(contains(end.out, part));
  }
  CHECK(story.writes() == 0);
}

TEST_CASE("it tells what comes next, and the count's rule") {
  const Story story(Start::billed);
  story.edit("item  = \"KES-SELECT\"", "item  = \"KES-SELECT\"\nround_to = 5");
  const auto end = story.run({"explain", "10010"});
  CAPTURE(end.out);
  CHECK(contains(end.out, "counted: Endpoint Security Select 3, billed 5: in packs of 5"));
  CHECK(contains(end.out, "next: update because of config"));
}

TEST_CASE("what was purchased is planned, told and written, and the next plan is empty") {
  const Story story(Start::billed);
  story.edit("item  = \"KES-SELECT\"", "item  = \"KES-SELECT\"\ncount = \"purchased\"");
  CHECK(contains(story.run({"explain", "10010"}).out,
                 "counted: Endpoint Security Select 3, billed 100: 100 purchased (2 workstation, 1 server)"));
  const auto applied = story.run({"apply", "--auto-approve", "--allow-config", "--allow-guard",
                                  "account:10010", "--allow-guard", "amount"});
  CAPTURE(applied.out);
  CAPTURE(applied.err);
  CHECK(applied.exit_code == 0);
  auto world = story.world();
  CHECK(line(world, 50001, "KES-SELECT").quantity == 100);
  const auto next = story.run({"plan", "--detailed-exitcode"});
  CHECK(next.exit_code == 0);
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  CHECK(story.run({"plan", "--detailed-exitcode"}).exit_code == 0);
}

TEST_CASE("a rule is agreed once, and devices go on moving under it without consent to the file") {
  const Story story(Start::billed);
  story.edit("item  = \"KES-SELECT\"", "item  = \"KES-SELECT\"\nround_to = 5");
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 7);
  CHECK(contains(story.lines(50001), "KES-SELECT 3 x"));
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  CHECK(contains(story.lines(50001), "KES-SELECT 5 x"));
  for (const auto* name : {"CONTOSO-WS-07", "CONTOSO-WS-08", "CONTOSO-WS-09"})
    story.change([&](auto& world) { add_device(world, "Contoso", name); });
  CHECK(contains(story.rows(), "update charge/50001/KES-SELECT usage 5 x 3.50 L2 -> 10 x 3.50 L2"));
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 0);
  CHECK(contains(story.lines(50001), "KES-SELECT 10 x"));
}

TEST_CASE("devices are named only with --devices, and --json is of the schema either way") {
  const Story story(Start::billed);
  const std::string device = "CONTOSO-WS-09";
  story.change([&](auto& world) { add_device(world, "Contoso", device); });
  const auto schema = story.run({"schema", "explain"}).out;
  for (const Words& more : {Words{}, Words{"--devices"}}) {
    Words words{"explain", "10010"};
    words.insert(words.end(), more.begin(), more.end());
    const auto text = story.run(words);
    CHECK(contains(text.out, device) == !more.empty());
    words.emplace_back("--json");
    const auto json = story.run(words);
    CHECK(test::schema_errors(schema, json.out).empty());
    CHECK(contains(json.out, device) == !more.empty());
    CHECK(exit_code_in(json.out) == 0);
  }
}

TEST_CASE("an account or a product that the file does not have is an error that tells which there are") {
  const Story story(Start::billed);
  const auto account = story.run({"explain", "99"});
  CHECK(account.exit_code == 3);
  CHECK(contains(account.err, "No [[mapping]] has the account 99."));
  const auto product = story.run({"explain", "10010", "--product", "Selekt"});
  CHECK(product.exit_code == 3);
  CHECK(contains(product.err, "No [[product]] is called Selekt."));
  CHECK(contains(product.err, "Endpoint Security Select"));
}

TEST_CASE("a problem of another customer is no part of the answer, one of the customer's own is all of it") {
  const Story story(Start::billed);
  story.edit("virtual_server = \"Contoso\"", "virtual_server = \"Contosso\"");
  const auto other = story.run({"explain", "10020"});
  CHECK(other.exit_code == 0);
  CHECK_FALSE(contains(other.err, "Contosso"));
  const auto own = story.run({"explain", "10010"});
  CHECK(own.exit_code == 3);
  CHECK(contains(own.err, "error[tenant-unknown]"));
  CHECK(contains(own.out, "none is planned: the problem [tenant-unknown]"));
}

}  // namespace
}  // namespace tariff::e2e
