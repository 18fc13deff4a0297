#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// What changed, what the plan calls it, and whose consent it takes.
namespace tariff::e2e {
namespace {

constexpr auto contoso_agreement = "agreement      = 50001";

TEST_CASE("one device more is one update because of usage, and --auto-approve alone applies it") {
  const Story story(Start::billed);
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  CHECK(story.rows() == "update charge/50001/KES-SELECT usage 3 x 3.50 L2 -> 4 x 3.50 L2\n");
  CHECK(last_line(story.run({"plan"}).out) ==
        "Plan: 0 to create, 1 to update, 0 to replace, 0 to retire, 0 to adopt; +3.50 Monthly.");
  CHECK(story.run({"plan", "--detailed-exitcode"}).exit_code == 2);
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 4 x 3.50 L2\n");
  CHECK(story.writes() == 1);
  CHECK(story.rows().empty());
}

TEST_CASE("another price level in the file is an update because of config, and waits for --allow-config") {
  const Story story(Start::billed);
  story.edit("price_level    = \"Gold\"\nbilling        = true",
             "price_level    = \"Silver\"\nbilling        = true");
  CHECK(story.rows() == "update charge/50001/KES-SELECT config 3 x 3.50 L2 -> 3 x 4.10 L1\n");
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 7);
  CHECK(story.writes() == 0);
  CHECK(story.run({"apply", "--allow-config"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 4.10 L1\n");
}

TEST_CASE(
    "a moved price waits for --allow-price-change, and the count of the same line does not wait for it") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    item(world, "KES-SELECT").prices[2] = "3.75";
    add_device(world, "Contoso", "CONTOSO-WS-09");
  });
  CHECK(story.rows() == "update charge/50001/KES-SELECT usage 3 x 3.50 L2 -> 4 x 3.75 L2\n");
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 7);
  CHECK(story.lines(50001) == "KES-SELECT 4 x 3.50 L2\n");
  CHECK(story.rows() == "update charge/50001/KES-SELECT catalogue 4 x 3.50 L2 -> 4 x 3.75 L2\n");
  CHECK(story.run({"apply", "--allow-price-change"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 4 x 3.75 L2\n");
}

TEST_CASE("billing turned off sets our lines to 0, once the change of the file is consented to") {
  const Story story(Start::billed);
  story.edit("price_level    = \"Silver\"\nbilling        = true",
             "price_level    = \"Silver\"\nbilling        = false");
  CHECK(story.rows() ==
        "retire charge/50002/KES-ADV-SRV config 2 x 9.75 L1 -> 0 x 9.75 L1\n"
        "retire charge/50002/KES-ADV-WS config 3 x 5.20 L1 -> 0 x 5.20 L1\n");
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 7);
  CHECK(story.writes() == 0);
  CHECK(story.run({"apply", "--allow-config"}).exit_code == 0);
  CHECK(story.lines(50002) == "KES-ADV-SRV 0 x 9.75 L1\nKES-ADV-WS 0 x 5.20 L1\n");
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
  CHECK(story.rows().empty());
}

TEST_CASE("from true to observe our line is released and stays as it is") {
  const Story story(Start::billed);
  story.edit("price_level    = \"Gold\"\nbilling        = true",
             "price_level    = \"Gold\"\nbilling        = \"observe\"");
  CHECK(story.rows() == "release charge/50001/KES-SELECT config\n");
  CHECK(story.run({"apply", "--allow-config"}).exit_code == 0);
  CHECK(story.writes() == 0);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
  CHECK(story.rows().empty());
}

TEST_CASE("another agreement without a word on the handover sets the mapping aside") {
  const Story story(Start::billed);
  story.change([](auto& world) { agreement(world, 50005).account = 10010; });
  story.edit(contoso_agreement, "agreement      = 50005");
  const auto plan = story.run({"plan"});
  CHECK(plan.exit_code == 3);
  CHECK(contains(plan.err, "error[handover-missing]"));
  CHECK(story.rows().empty());
  CHECK(story.run({"apply", "--allow-config", "--keep-going"}).exit_code == 7);
  CHECK(story.writes() == 0);
}

TEST_CASE("another agreement with handover now is one replace, and at no moment both lines are full") {
  const Story story(Start::billed);
  story.change([](auto& world) { agreement(world, 50005).account = 10010; });
  story.edit(contoso_agreement, "agreement      = 50005\nhandover       = \"now\"");
  CHECK(story.rows() ==
        "replace replace/10010/1 config\n"
        "    retire 50001/KES-SELECT 3 x 3.50 L2 -> 0 x 3.50 L2\n"
        "    create 50005/KES-SELECT 0 x 3.50 L2 -> 3 x 3.50 L2\n");
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 7);
  CHECK(story.writes() == 0);
  const int code = story.run_beside({"apply", "--allow-config"}, [&](auto&) {
    auto now = story.world();
    const auto& taker = agreement(now, 50005).charges;
    CHECK(line(now, 50001, "KES-SELECT").quantity + (taker.empty() ? 0 : taker.front().quantity) <= 3);
  });
  CHECK(code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 0 x 3.50 L2\n");
  CHECK(story.lines(50005) == "KES-SELECT 3 x 3.50 L2\n");
  // A line at 0, the old one emptied, the new one filled: nothing was set twice.
  CHECK(story.writes() == 3);
  CHECK(story.rows().empty());
}

TEST_CASE("another item for a product is one replace") {
  const Story story(Start::billed);
  story.edit("item  = \"KES-SELECT\"", "item  = \"KES-ADV-NW\"");
  CHECK(story.rows() ==
        "replace replace/10010/1 config\n"
        "    retire 50001/KES-SELECT 3 x 3.50 L2 -> 0 x 3.50 L2\n"
        "    create 50001/KES-ADV-NW 0 x 4.40 L2 -> 3 x 4.40 L2\n");
  CHECK(story.run({"apply", "--allow-config"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-ADV-NW 3 x 4.40 L2\nKES-SELECT 0 x 3.50 L2\n");
}

TEST_CASE("a product whose items are split by category moves only the category's count, as one replace") {
  const Story story(Start::billed);
  story.edit("item  = \"KES-SELECT\"",
             "items = { workstation = \"KES-SELECT\", server = \"KES-ADV-NW\", other = \"KES-SELECT\" }");
  CHECK(story.rows() ==
        "replace replace/10010/1 config\n"
        "    set 50001/KES-SELECT 3 x 3.50 L2 -> 2 x 3.50 L2\n"
        "    create 50001/KES-ADV-NW 0 x 4.40 L2 -> 1 x 4.40 L2\n");
  CHECK(story.run({"apply", "--allow-config"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-ADV-NW 1 x 4.40 L2\nKES-SELECT 2 x 3.50 L2\n");
}

TEST_CASE("a count of 0 makes no line, and a line of ours whose count falls to 0 stays at 0") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    for (auto& device : server(world, "Fabrikam").hosts)
      if (contains(device.name, "SRV")) device.keys.clear();
  });
  CHECK(story.rows() == "update charge/50002/KES-ADV-SRV usage 2 x 9.75 L1 -> 0 x 9.75 L1, held\n");
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 0);
  // No other device is there, and so no line for one was ever made.
  CHECK(story.lines(50002) == "KES-ADV-SRV 0 x 9.75 L1\nKES-ADV-WS 3 x 5.20 L1\n");
}

}  // namespace
}  // namespace tariff::e2e
