#include <doctest/doctest.h>

#include "e2e/story.hpp"

/// Lines that a person has made or edited, and what is left alone because of them.
namespace tariff::e2e {
namespace {

TEST_CASE("a line of ours that a person edited is held and not written over") {
  const Story story(Start::billed);
  story.change([](auto& world) { line(world, 50001, "KES-SELECT").quantity = 7; });
  CHECK(story.rows() == "update charge/50001/KES-SELECT hand 7 x 3.50 L2 -> 3 x 3.50 L2, held\n");
  const auto end =
      story.run({"apply", "--auto-approve", "--allow-config", "--allow-price-change", "--allow-adopt"});
  CHECK(end.exit_code == 7);
  CHECK(contains(end.out, "edited this line in Tigerpaw"));
  CHECK(story.lines(50001) == "KES-SELECT 7 x 3.50 L2\n");
  CHECK(story.writes() == 0);
}

TEST_CASE("an equal line of somebody else is adopted with --allow-adopt, and nothing is written") {
  const Story story(Start::healthy);
  story.change([](auto& world) {
    agreement(world, 50001).charges.push_back(a_foreign_line("KES-SELECT", 3, "3.50"));
  });
  CHECK(contains(story.rows(), "adopt charge/50001/KES-SELECT adoption 3 x 3.50 L2 -> 3 x 3.50 L2\n"));
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 7);
  CHECK(story.rows() == "adopt charge/50001/KES-SELECT adoption 3 x 3.50 L2 -> 3 x 3.50 L2\n");
  story.sandbox().reset_requests();
  CHECK(story.run({"apply", "--allow-adopt"}).exit_code == 0);
  CHECK(story.writes() == 0);
  CHECK(story.lines(50001) == "KES-SELECT 3 x 3.50 L2\n");
  CHECK(story.rows().empty());

  // It is ours now: the next count moves it.
  story.change([](auto& world) { add_device(world, "Contoso", "CONTOSO-WS-09"); });
  CHECK(story.run({"apply", "--auto-approve"}).exit_code == 0);
  CHECK(story.lines(50001) == "KES-SELECT 4 x 3.50 L2\n");
}

TEST_CASE("an unequal line of somebody else waits for a person, and no second one is made beside it") {
  const Story story(Start::healthy);
  story.change([](auto& world) {
    agreement(world, 50001).charges.push_back(a_foreign_line("KES-SELECT", 9, "3.50"));
  });
  CHECK(contains(story.rows(), "adopt charge/50001/KES-SELECT adoption 9 x 3.50 L2 -> 3 x 3.50 L2, held\n"));
  CHECK(story.run({"apply", "--auto-approve", "--allow-config", "--allow-adopt"}).exit_code == 7);
  CHECK(story.lines(50001) == "KES-SELECT 9 x 3.50 L2\n");
}

TEST_CASE("a line with our item on another agreement of the account sets the mapping aside") {
  const Story story(Start::healthy);
  story.change([](auto& world) {
    agreement(world, 50005).account = 10010;
    agreement(world, 50005).charges.push_back(a_foreign_line("KES-SELECT", 3, "3.50"));
  });
  const auto plan = story.run({"plan"});
  CHECK(plan.exit_code == 3);
  CHECK(contains(plan.err, "error[item-billed-elsewhere]"));
  CHECK(story.run({"apply", "--auto-approve", "--allow-config", "--keep-going"}).exit_code == 7);
  CHECK(story.lines(50001).empty());
  CHECK(story.lines(50002) == "KES-ADV-SRV 2 x 9.75 L1\nKES-ADV-WS 3 x 5.20 L1\n");
}

TEST_CASE("while a product in use has no price, the customer's decreases wait and the other rows go on") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    auto& fabrikam = server(world, "Fabrikam");
    fabrikam.keys.push_back(fabrikam.keys.front());
    fabrikam.keys.back().serial = "2B7A-260101-000002-1-0002";
    fabrikam.keys.back().product_name = "Kaspersky Next EDR Optimum";
    host(world, "FABRIKAM-WS-01").keys = {{.serial = "2B7A-260101-000002-1-0002"}};
    add_device(world, "Fabrikam", "FABRIKAM-SRV-09");
    host(world, "FABRIKAM-SRV-09").computer_type = host(world, "FABRIKAM-SRV-01").computer_type;
  });
  const auto plan = story.run({"plan"});
  CHECK(plan.exit_code == 3);
  CHECK(contains(plan.err, "error[product-unpriced]"));
  CHECK(story.rows() ==
        "update charge/50002/KES-ADV-SRV usage 2 x 9.75 L1 -> 3 x 9.75 L1\n"
        "update charge/50002/KES-ADV-WS usage 3 x 5.20 L1 -> 2 x 5.20 L1, held\n");
  CHECK(story.run({"apply", "--auto-approve", "--keep-going"}).exit_code == 7);
  CHECK(story.lines(50002) == "KES-ADV-SRV 3 x 9.75 L1\nKES-ADV-WS 3 x 5.20 L1\n");
}

TEST_CASE("a line of ours that vanished is held, and not made again") {
  const Story story(Start::billed);
  story.change([](auto& world) { agreement(world, 50001).charges.clear(); });
  CHECK(contains(story.rows(), "charge/50001/KES-SELECT hand"));
  CHECK(story.run({"apply", "--auto-approve", "--allow-config"}).exit_code == 7);
  CHECK(story.lines(50001).empty());
  CHECK(story.writes() == 0);
}

}  // namespace
}  // namespace tariff::e2e
