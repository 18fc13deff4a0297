#include <utility>

#include <doctest/doctest.h>

#include "e2e/events.hpp"

/// Counts fall, keys expire, Security Center is down, an invoice is awaited.
namespace tariff::e2e {
namespace {

TEST_CASE("events: a product has another name after its licence is renewed") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    server(world, "Contoso").keys.front().product_name = "Kaspersky Next EDR Foundations";
  });
  CHECK(contains(story.run({"plan"}).err, "[product-unpriced]"));
  const std::string plan = story.rows();
  CHECK(nightly(story).exit_code == 7);
  CHECK(story.run({"apply", "--auto-approve", "--allow-config", "--keep-going"}).exit_code == 7);
  CHECK(story.writes() == 0);
  const std::string match =
      "match = [\"Kaspersky Endpoint Security for Business - Select*\", \"Kaspersky Next EDR F*\"]";
  story.edit("match = [\"Kaspersky Endpoint Security for Business - Select*\"]", match);
  CHECK(story.rows().empty());
  expect_in_table({"A licence is renewed under another product name", match,
                   "product-unpriced, and the fall waits:\n" + plan + "with the new name in `match`: nothing",
                   story.lines(50001)});
}

TEST_CASE("events: a key expires and is renewed two days later") {
  const Story story(Start::billed);
  std::string until;
  story.change([&](auto& world) {
    auto& limit = server(world, "Contoso").keys.front().limit_date;
    until = std::exchange(limit, "2026-01-01T00:00:00Z");
  });
  CHECK(
      contains(story.run({"plan", "--json"}).out, "expired on 2026-01-01, 3 devices still run the product"));
  const std::string rows = story.rows();
  CHECK(nightly(story, 1).exit_code == 7);
  CHECK(nightly(story, 2).exit_code == 7);
  story.change([&](auto& world) { server(world, "Contoso").keys.front().limit_date = until; });
  CHECK(nightly(story, 3).exit_code == 0);
  CHECK(story.writes() == 0);
  expect_in_table({"A key expires, and is renewed two days later", "", rows, story.lines(50001)});
}

TEST_CASE("events: a key expires for good, and the third night believes it") {
  const Story story(Start::billed);
  story.change(
      [&](auto& world) { server(world, "Contoso").keys.front().limit_date = "2026-01-01T00:00:00Z"; });
  const std::string rows = story.rows();
  CHECK(nightly(story, 1).exit_code == 7);
  CHECK(nightly(story, 2).exit_code == 7);
  CHECK(story.writes() == 0);
  CHECK(nightly(story, 3).exit_code == 0);
  expect_in_table({"A key expires for good", "", rows + "applied in the third night", story.lines(50001)});
}

TEST_CASE("events: the device count falls by half, and somebody who knows consents") {
  const Story story(Start::billed);
  story.change([](auto& world) {
    for (int i = 10; i < 19; ++i) {
      add_device(world, "Contoso", "CONTOSO-WS-" + std::to_string(i));
      auto& id = server(world, "Contoso").hosts.back().id;
      id.replace(id.size() - 2, 2, std::to_string(60 + i));
    }
  });
  CHECK(nightly(story, 1).exit_code == 0);
  story.change([](auto& world) {
    auto& hosts = server(world, "Contoso").hosts;
    hosts.erase(hosts.end() - 9, hosts.end());
  });
  const std::string rows = story.rows();
  CHECK(nightly(story, 2).exit_code == 7);
  CHECK(story.lines(50001) == "KES-SELECT 12 x 3.50 L2\n");
  CHECK(story.run({"apply", "--allow-config", "--auto-approve", "--now", night(story, 2)}).exit_code == 0);
  expect_in_table({"The device count falls by half, and somebody consents", "", rows, story.lines(50001)});
}

TEST_CASE("events: Security Center is down for a night") {
  const Story story(Start::billed);
  const std::string connections = story.connections();
  const std::string tonight = night(story, 0);
  const auto port = connections.find(":", connections.find("https://") + 8);
  story.set_connections(connections.substr(0, port) + ":9" + connections.substr(connections.find('"', port)));
  CHECK(story.run({"plan"}).exit_code == 9);
  CHECK(story.run({"apply", "--auto-approve", "--keep-going", "--now", tonight}).exit_code == 9);
  CHECK(story.writes() == 0);
  expect_in_table(
      {"Security Center is down for a night", "", "exit 9, nothing is planned", story.lines(50001)});
}

TEST_CASE("events: on its billing day an agreement is written to once its invoice run has come") {
  const Story story(Start::billed);
  const std::string today = day_of(story, 1);
  story.change([&](auto& world) {
    agreement(world, 50001).day_to_bill = std::stoi(today.substr(8));
    agreement(world, 50001).next_period.clear();
    add_device(world, "Contoso", "CONTOSO-WS-09");
  });
  const auto plan = story.run({"plan", "--now", night(story, 1)});
  CHECK(contains(plan.out, "nothing is written until its LastBilledDate moves"));
  CHECK(nightly(story, 1).exit_code == 7);
  CHECK(story.writes() == 0);
  bill(story, 50001);
  CHECK(nightly(story, 1).exit_code == 0);
  expect_in_table(
      {"An invoice run is awaited, and a device joins", "",
       "update charge/50001/KES-SELECT usage 3 x 3.50 L2 -> 4 x 3.50 L2, held\nuntil LastBilledDate moves",
       story.lines(50001)});
}

}  // namespace
}  // namespace tariff::e2e
